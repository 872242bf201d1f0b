"""The form about what a household looks for."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from core.forms import ChoiceField, MoneyField, Required, StegiForm, TextField, WholeNumberField, between
from housing.services.households.needs import NeedsDetails
from housing.wants import Strength
from housing.words.needs import STRENGTH_WORDS


class NeedsForm(StegiForm):
    """The limits and wishes of one search, the areas apart."""

    bedrooms = WholeNumberField(
        _l("Bedrooms, at least"),
        [Required(_l("Enter how many bedrooms it needs")), between(0, 10, _l("Bedrooms are between 0 and 10"))],
    )
    bedrooms_reason = TextField(_l("Why another number than the rule gives"))
    step_free = BooleanField(_l("Needs a lift or the ground floor"))
    wheelchair = BooleanField(_l("Somebody uses a wheelchair"))
    quiet = ChoiceField(_l("A quiet home"), Strength, STRENGTH_WORDS, empty=_l("It does not matter"))
    has_pet = BooleanField(_l("Somebody has a pet"))
    most_rent = MoneyField(_l("The most it can pay itself, for one month"))

    def details(self) -> NeedsDetails:
        """What was typed, for the service."""
        return NeedsDetails(
            bedrooms=self.bedrooms.data,
            bedrooms_reason=self.bedrooms_reason.data or "",
            step_free=self.step_free.data,
            wheelchair=self.wheelchair.data,
            quiet=self.quiet.data,
            has_pet=self.has_pet.data,
            most_rent=self.most_rent.data,
        )
