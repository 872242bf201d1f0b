"""The form about what a household looks for."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from core.forms import MoneyField, Required, StegiForm, TextField, WholeNumberField, between
from housing.services.needs import NeedsDetails


class NeedsForm(StegiForm):
    """The hard limits of one search."""

    bedrooms = WholeNumberField(
        _l("Bedrooms, at least"),
        [Required(_l("Enter how many bedrooms it needs")), between(0, 10, _l("Bedrooms are between 0 and 10"))],
    )
    bedrooms_reason = TextField(_l("Why another number than the rule gives"))
    step_free = BooleanField(_l("Needs a lift or the ground floor"))
    most_rent = MoneyField(_l("The most it can pay itself, for one month"))

    def details(self) -> NeedsDetails:
        """What was typed, for the service."""
        return NeedsDetails(
            bedrooms=self.bedrooms.data,
            bedrooms_reason=self.bedrooms_reason.data or "",
            step_free=self.step_free.data,
            most_rent=self.most_rent.data,
        )
