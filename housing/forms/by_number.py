"""Which household a form is about: one of those that are named, or another by its number."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError

from core.forms import StegiForm, TextField
from people.models import Household

ANOTHER, PROGRAMME, NOBODY = 0, -1, -2  # what is chosen instead of a household's key


class ByNumberForm(StegiForm):
    """Nobody is chosen at first, but whom one comes from. A number that is typed where nobody is chosen is meant."""

    household_id = SelectField(_l("Household"), coerce=int)
    reference = TextField(_l("Number of another household"), most=40)

    def __init__(self, *args: Any, households: Iterable[Household], chosen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, household_id=chosen, **kwargs)
        named = [SelectChoice(one.id, f"{one.name} ({one.reference})") for one in households]
        self.shown = len(named)
        self.household_id.choices = [*self.first(), *named, SelectChoice(ANOTHER, _("Another, by its number"))]

    def first(self) -> list[SelectChoice]:
        """What stands above the households."""
        return [SelectChoice(NOBODY, _("Choose one"))] if self.shown else []

    def validate(self, extra_validators: Any = None) -> bool:
        if self.reference.data and self.household_id.data in (NOBODY, PROGRAMME):
            self.household_id.data = ANOTHER
        return super().validate(extra_validators)

    def validate_household_id(self, field: SelectField) -> None:
        """Whoever is meant is said."""
        if field.data == NOBODY:
            raise ValidationError(_("Choose one, or enter a number below"))

    def validate_reference(self, field: TextField) -> None:
        """A number goes with the choice of another household, and with no other choice."""
        if self.household_id.data == ANOTHER and not field.data:
            raise ValidationError(_("Enter the number of the household, such as N-0001"))
        if self.household_id.data != ANOTHER and field.data:
            raise ValidationError(_("Choose “Another, by its number” above, or leave the number empty"))
