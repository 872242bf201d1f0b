"""Forms about flats that are kept for households."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError

from core.forms import ChoiceField, LongTextField, StegiForm, TextField
from housing.reasons.drops import DropReason
from housing.words.listings import DROP_WORDS
from people.models import Household

ANOTHER = 0


class KeepForm(StegiForm):
    """For which household: one of the officer's own, or another by its number."""

    household_id = SelectField(_l("Household"), coerce=int)
    reference = TextField(_l("Number of another household"), most=40)

    def __init__(self, *args: Any, own: Sequence[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(one.id, f"{one.name} ({one.reference})") for one in own]
        self.household_id.choices = [*named, SelectChoice(ANOTHER, _("Another, by its number"))]

    def validate_reference(self, field: TextField) -> None:
        refuse_both(self.household_id.data, field)


def refuse_both(household_id: int, field: TextField) -> None:
    """A number goes with the choice of another household, and with no other choice. Raises ValidationError."""
    if household_id == ANOTHER and not field.data:
        raise ValidationError(_("Enter the number of the household, such as N-0001"))
    if household_id != ANOTHER and field.data:
        raise ValidationError(_("Choose “Another, by its number” above, or leave the number empty"))


class DropForm(StegiForm):
    """Stands beside the button, on pages that show much else."""

    reason = ChoiceField(_l("Why"), DropReason, DROP_WORDS)


class FlatNoteForm(StegiForm):
    """What the staff say of a flat for one household."""

    note = LongTextField(_l("Note"), most=1000)
