"""The form about what a household looks for."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from core.forms import MoneyField, Required, StegiForm, WholeNumberField, between


class NeedsForm(StegiForm):
    """The hard limits of one search."""

    bedrooms = WholeNumberField(
        _l("Bedrooms, at least"),
        [Required(_l("Enter how many bedrooms it needs")), between(0, 10, _l("Bedrooms are between 0 and 10"))],
    )
    step_free = BooleanField(_l("Needs a lift or the ground floor"))
    most_rent = MoneyField(_l("The most it can pay itself, for one month"))
