"""The form of a time in which a home cannot be let."""

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm
from housing.occupancy import VoidReason
from housing.words.homes import VOID_WORDS


class VoidForm(StegiForm):
    """From when to when, and why."""

    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day on which it cannot be let"))])
    last_day = DayField(_l("Last day"))
    reason = ChoiceField(_l("Why"), VoidReason, VOID_WORDS)
    note = LongTextField(_l("What happened"), most=1000)
