"""Forms about leases: the signed contract, the steps at AADE after it, and the landlord's papers."""

from flask_babel import lazy_gettext as _l

from core.dates import DAY
from core.forms import DayField, MoneyField, Required, StegiForm, TextField, checked_by
from housing.services.leases import LeaseTerms
from people.identifiers import check_afm, check_iban


class LeaseForm(StegiForm):
    """What stands on the paper."""

    signed_on = DayField(_l("Signed on"), [Required(_l("Enter the day of the signatures"))])
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day of the lease"))])
    agreed_last_day = DayField(_l("Last day, on paper"), [Required(_l("Enter the last day that the paper names"))])
    monthly_rent = MoneyField(
        _l("Rent for one month"), [Required(_l("Enter the rent for one month, such as 450 or 450,50"))]
    )
    deposit = MoneyField(_l("Deposit"))

    def terms(self) -> LeaseTerms:
        """What was typed, for the service."""
        return LeaseTerms(
            monthly_rent=self.monthly_rent.data,
            deposit=self.deposit.data,
            signed_on=self.signed_on.data,
            starts_on=self.starts_on.data,
            agreed_ends_on=self.agreed_last_day.data + DAY,
        )


class DeclarationForm(StegiForm):
    """The landlord has declared the lease to AADE."""

    number = TextField(
        _l("Number of the declaration"), [Required(_l("Enter the number that AADE gave the declaration"))], most=50
    )
    declared_on = DayField(_l("Declared on"), [Required(_l("Enter the day of the declaration"))])


class AcceptanceForm(StegiForm):
    """The tenant has accepted the declaration."""

    accepted_on = DayField(_l("Accepted on"), [Required(_l("Enter the day on which the tenant accepted"))])


class LandlordPapersForm(StegiForm):
    """Tax number and account of the landlord."""

    landlord_afm = TextField(_l("Tax number (AFM)"), [checked_by(check_afm)], most=20)
    landlord_iban = TextField(_l("IBAN, in the landlord's own name"), [checked_by(check_iban)], most=50)
