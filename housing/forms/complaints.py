"""Forms about what landlords complain of."""

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField, DayField, LongTextField, MoneyField, Required, StegiForm
from housing.models import ComplaintKind
from housing.services.landlords.complaints import ComplaintDetails
from housing.words.talks import COMPLAINT_WORDS


class ComplaintForm(StegiForm):
    """What the landlord says."""

    kind = ChoiceField(_l("What it is about"), ComplaintKind, COMPLAINT_WORDS)
    raised_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    amount = MoneyField(_l("Amount that the landlord asks for"))
    words = LongTextField(_l("What the landlord says"), [Required(_l("Enter what the landlord says"))], most=2000)

    def details(self) -> ComplaintDetails:
        """What was typed, for the service."""
        return ComplaintDetails(self.kind.data, self.raised_on.data, self.words.data, self.amount.data)


class SettlementForm(StegiForm):
    """How it ended."""

    settled_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    settlement = LongTextField(_l("How it was settled"), [Required(_l("Enter how it was settled"))], most=2000)
