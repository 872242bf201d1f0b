"""A lease as tests of money start from it, and the days around it."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Lease
from housing.services.leases.leases import LeaseTerms, sign_lease
from subsidies.services.debtors import Debtor
from tests.support.rows import NOW, add_account, add_household, add_listing, add_user

TERMS = LeaseTerms(
    monthly_rent=Decimal("450.00"),
    deposit=None,
    signed_on=date(2026, 11, 20),
    starts_on=date(2026, 11, 10),
    agreed_ends_on=date(2027, 11, 10),
)
MONTH = date(2026, 11, 1)
EXECUTION = date(2026, 11, 30)
LATER = NOW + timedelta(hours=1)

DEBTOR = Debtor("Πλοηγός", "GR1601101250000000012300695")


def add_lease(session: Session, centre: Centre, holder: str = "Σαμίρ Χαντάντ") -> Lease:
    household = add_household(session, centre)
    add_account(session, household, holder)
    signer = add_user(session, StaffRole.HOUSING_OFFICER)
    return sign_lease(session, add_listing(session, centre), household, TERMS, actor=signer, at=NOW)
