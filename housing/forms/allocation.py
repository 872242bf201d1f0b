"""Forms about the best set of offers."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import ValidationError

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm
from housing.allocation.rulings import Ruling
from housing.words.allocation import RULING_WORDS

Named = Iterable[tuple[int, str]]
NOBODY = 0


def _one_of_them(form: StegiForm, field: SelectField) -> None:
    if field.data == NOBODY:
        raise ValidationError(_("Choose one"))


class PlannedOffersForm(StegiForm):
    """Until when the households may answer; which of them stands in boxes of the plan."""

    answer_by = DayField(_l("Last day for the answer"), [Required(_l("Enter the last day for the answer"))])


class RulingForm(StegiForm):
    """What is decided of a household and a flat, and why. Nobody is chosen at first: haste pins wrong pairs."""

    household_id = SelectField(_l("Household"), [_one_of_them], coerce=int)
    listing_id = SelectField(_l("Flat"), [_one_of_them], coerce=int)
    ruling = ChoiceField(_l("What is decided"), Ruling, RULING_WORDS)
    reason = LongTextField(_l("Why"), [Required(_l("Say why"))], most=1000)

    def __init__(self, *args: Any, households: Named, flats: Named, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field, named in ((self.household_id, households), (self.listing_id, flats)):
            field.choices = [SelectChoice(NOBODY, _("Choose one")), *(SelectChoice(key, name) for key, name in named)]
