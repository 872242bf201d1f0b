"""Forms of what centres and landlords promise each other."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from core.forms import DayField, LongTextField, Required, StegiForm, TextField
from housing.forms.flat_choice import FlatField
from housing.models import Listing
from housing.promise_kinds import SIDES
from housing.services.dealings.promises import PromiseDetails
from housing.states.landlords import PromiseAction
from housing.words.promises import PROMISE_STEPS, PROMISE_WORDS, SIDE_WORDS


class PromiseForm(StegiForm):
    """What, by whom, about which flat and by when."""

    kind = SelectField(_l("What is promised"), [InputRequired(_l("Choose what is promised"))])
    words = LongTextField(_l("What exactly"), most=1000)
    listing_id = FlatField(_l("About which flat"))
    due_on = DayField(_l("By when"))
    promised_by = TextField(_l("Who promised it"), [Required(_l("Enter who promised it"))], most=200)
    promised_on = DayField(_l("Day on which it was promised"), [Required(_l("Enter the day"))])

    def __init__(self, *args: Any, listings: Sequence[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (
            SelectChoice(kind.value, f"{SIDE_WORDS[SIDES[kind]]}: {words}") for kind, words in PROMISE_WORDS.items()
        )
        self.kind.choices = [SelectChoice("", _("Choose one")), *kinds]
        self.listing_id.offer(listings)

    def details(self) -> PromiseDetails:
        """What was typed, for the service."""
        return PromiseDetails(
            kind=next(kind for kind in PROMISE_WORDS if kind == self.kind.data),
            promised_by=self.promised_by.data,
            promised_on=self.promised_on.data,
            due_on=self.due_on.data,
            words=self.words.data or "",
        )


class SettlePromiseForm(StegiForm):
    """What became of it: one of the steps that it can take now."""

    step = RadioField(_l("What became of it?"), [InputRequired(_l("Choose what became of it"))])
    words = LongTextField(_l("In a few words"), most=1000)

    def __init__(self, *args: Any, steps: Iterable[StrEnum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step.choices = [SelectChoice(step.value, PROMISE_STEPS[PromiseAction(step)]) for step in steps]
