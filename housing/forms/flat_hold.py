"""Forms of homes that landlords keep for us."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, ValidationError
from wtforms.validators import InputRequired

from core.forms import DayField, LongTextField, Required, StegiForm, TextField
from housing.forms.by_number import PROGRAMME, ByNumberForm
from housing.states.landlords import HoldAction
from housing.words.holds import HOLD_STEPS


class LastDayForm(StegiForm):
    """Of a day that is far off it is asked whether it was meant."""

    is_long = BooleanField(_l("The landlord did promise it for so long"))


class HoldForm(ByNumberForm, LastDayForm):
    """Until when, for whom, and who said so."""

    last_day = DayField(_l("Held until the end of"), [Required(_l("Enter the last day"))])
    household_id = SelectField(_l("For whom"), coerce=int)
    promised_by = TextField(_l("Who promised it"), [Required(_l("Enter who promised it"))], most=200)
    promised_on = DayField(_l("Day on which it was promised"), [Required(_l("Enter the day"))])

    def first(self) -> list[SelectChoice]:
        return [SelectChoice(PROGRAMME, _("For the programme"))]


class SettleHoldForm(LastDayForm):
    """What became of it: one of the steps that it can take now."""

    step = RadioField(_l("What became of it?"), [InputRequired(_l("Choose what became of it"))])
    last_day = DayField(_l("Held until the end of"))
    words = LongTextField(_l("In a few words"), most=1000)

    def __init__(self, *args: Any, steps: Iterable[StrEnum], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_be_said = [HoldAction(step) for step in steps if step in HOLD_STEPS]
        self.step.choices = [SelectChoice(step.value, HOLD_STEPS[step]) for step in can_be_said]

    def validate_last_day(self, field: DayField) -> None:
        """A new last day belongs to what is extended, and to nothing else."""
        is_extended = self.step.data == HoldAction.EXTEND
        if is_extended and field.data is None:
            raise ValidationError(_("Enter the new last day"))
        if field.data is not None and not is_extended:
            raise ValidationError(_("A new last day belongs to a hold that is extended"))
