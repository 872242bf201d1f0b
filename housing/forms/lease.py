"""Forms about leases: the signed contract, the steps at AADE after it, and the landlord's papers."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, ValidationError

from core.dates import DAY
from core.forms import DayField, ManyField, MoneyField, Required, StegiForm, TextField, checked_by
from core.i18n import say
from housing.lease_doubts import lease_doubts
from housing.services.leases.leases import LeaseTerms
from people.identifiers import check_afm, check_iban


class LeaseForm(StegiForm):
    """What stands on the paper; `expected_rent` is what the flat was to cost."""

    signed_on = DayField(_l("Signed on"), [Required(_l("Enter the day of the signatures"))])
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day of the lease"))])
    agreed_last_day = DayField(_l("Last day, on paper"), [Required(_l("Enter the last day that the paper names"))])
    monthly_rent = MoneyField(
        _l("Rent for one month"), [Required(_l("Enter the rent for one month, such as 450 or 450,50"))]
    )
    deposit = MoneyField(_l("Deposit"))
    is_so = ManyField(_l("Tick what the paper does say"), validate_choice=False)

    def __init__(self, *args: Any, expected_rent: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, monthly_rent=expected_rent, **kwargs)
        self.expected_rent = expected_rent

    def validate(self, extra_validators: Any = None) -> bool:
        """What is unusual is asked about; who then types something else unusual is asked about that."""
        doubts = lease_doubts(
            monthly_rent=self.monthly_rent.data,
            deposit=self.deposit.data,
            signed_on=self.signed_on.data,
            starts_on=self.starts_on.data,
            expected_rent=self.expected_rent,
        )
        self.is_so.choices = [SelectChoice(str(doubt.sentence), say(doubt.sentence)) for doubt in doubts]
        return super().validate(extra_validators)

    def validate_is_so(self, field: ManyField) -> None:
        if not {choice.value for choice in field.choices} <= set(field.data or ()):
            raise ValidationError(_l("Look at this once more, and correct it above where the paper says otherwise"))

    def terms(self) -> LeaseTerms:
        """What was typed, for the service."""
        return LeaseTerms(
            monthly_rent=self.monthly_rent.data,
            deposit=self.deposit.data,
            signed_on=self.signed_on.data,
            starts_on=self.starts_on.data,
            agreed_ends_on=self.agreed_last_day.data + DAY,
        )


class AmountsForm(StegiForm):
    """The amounts of a lease, as the paper has them."""

    monthly_rent = MoneyField(
        _l("Rent for one month"), [Required(_l("Enter the rent for one month, such as 450 or 450,50"))]
    )
    deposit = MoneyField(_l("Deposit"))


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
