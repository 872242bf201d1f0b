"""A household with a lease, the people of finance, and an award at each of its steps."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Lease
from housing.services.leases import LeaseTerms, sign_lease
from subsidies.models import PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.payments import approve_batch, prepare_batch
from subsidies.services.schemes import store_shipped
from tests.support.rows import NOW, TODAY, add_centre, add_household, add_listing, add_user

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


@pytest.fixture
def centre(session: Session) -> Centre:
    return add_centre(session)


@pytest.fixture
def officer(session: Session) -> User:
    return add_user(session, StaffRole.FINANCE_OFFICER)


@pytest.fixture
def approver(session: Session) -> User:
    return add_user(session, StaffRole.FINANCE_APPROVER)


@pytest.fixture
def version(session: Session) -> SchemeVersion:
    return store_shipped(session, "demonstration", at=NOW, demonstration=True)


@pytest.fixture
def lease(session: Session, centre: Centre) -> Lease:
    return add_lease(session, centre)


def add_lease(session: Session, centre: Centre, holder: str = "Σαμίρ Χαντάντ") -> Lease:
    household = add_household(session, centre)
    household.account_holder, household.iban = holder, "GR1601101250000000012300695"
    signer = add_user(session, StaffRole.HOUSING_OFFICER)
    return sign_lease(session, add_listing(session, centre), household, TERMS, actor=signer, at=NOW)


@pytest.fixture
def prepared(session: Session, lease: Lease, version: SchemeVersion, officer: User) -> SubsidyAward:
    return prepare_award(session, lease, version, on=TODAY, actor=officer, at=NOW)


@pytest.fixture
def award(session: Session, prepared: SubsidyAward, approver: User) -> SubsidyAward:
    approve_award(session, prepared, actor=approver, at=LATER)
    return prepared


@pytest.fixture
def prepared_batch(session: Session, award: SubsidyAward, officer: User) -> PaymentBatch:
    return prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)


@pytest.fixture
def batch(session: Session, prepared_batch: PaymentBatch, approver: User) -> PaymentBatch:
    approve_batch(session, prepared_batch, actor=approver, at=LATER)
    return prepared_batch
