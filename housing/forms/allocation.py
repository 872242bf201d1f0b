"""Forms about the best set of offers."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm
from housing.allocation.rulings import Ruling
from housing.allocation_words import RULING_WORDS

Named = Iterable[tuple[int, str]]


class PlannedOffersForm(StegiForm):
    """Until when the households may answer; which of them stands in boxes of the plan."""

    answer_by = DayField(_l("Last day for the answer"), [Required(_l("Enter the last day for the answer"))])


class RulingForm(StegiForm):
    """What is decided of a household and a flat, and why."""

    household_id = SelectField(_l("Household"), coerce=int)
    listing_id = SelectField(_l("Flat"), coerce=int)
    ruling = ChoiceField(_l("What is decided"), Ruling, RULING_WORDS)
    reason = LongTextField(_l("Why"), [Required(_l("Say why"))], most=1000)

    def __init__(self, *args: Any, households: Named, flats: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household_id.choices = [SelectChoice(key, name) for key, name in households]
        self.listing_id.choices = [SelectChoice(key, name) for key, name in flats]
