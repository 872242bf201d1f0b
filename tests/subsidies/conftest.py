"""A household with a lease, the people of finance, and an award at each of its steps."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.structure import Centre
from housing.models import Lease
from housing.services.importing.imports import Import, import_file
from subsidies.file_kinds import AWARDS
from subsidies.models import PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.payments import approve_batch, prepare_batch
from subsidies.services.schemes import store_all_shipped, store_shipped
from subsidies.services.taken_over import take_over_award
from tests.subsidies.award_files import Send, number
from tests.subsidies.given import given
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH, add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_centre, add_user
from tests.support.visits import enter


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The tests' settings with an account to pay from."""
    return replace(settings, debtor_name=DEBTOR.name, debtor_iban=DEBTOR.iban)


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
def shipped(session: Session, centre: Centre) -> None:
    """Every scheme that comes with the service is laid down."""
    store_all_shipped(session, NOW)


@pytest.fixture
def desk(client: PageClient, session: Session, version: SchemeVersion) -> PageClient:
    """Pages before a housing officer, with the demonstration's scheme."""
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER))
    return client


@pytest.fixture
def lease(session: Session, centre: Centre) -> Lease:
    return add_lease(session, centre)


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
    approve_batch(session, prepared_batch, debtor=DEBTOR, actor=approver, at=LATER)
    return prepared_batch


@pytest.fixture
def taken_over(session: Session, lease: Lease, version: SchemeVersion, officer: User) -> SubsidyAward:
    return take_over_award(session, lease, version, given(), source="register", actor=officer, at=NOW)


@pytest.fixture
def in_force(session: Session, taken_over: SubsidyAward, approver: User) -> SubsidyAward:
    approve_award(session, taken_over, actor=approver, at=LATER)
    return taken_over


@pytest.fixture
def in_register(lease: Lease, session: Session) -> Lease:
    """The lease; its household has the number 17 in the register."""
    return number(session, lease, "17")


@pytest.fixture
def send(session: Session, in_register: Lease, version: SchemeVersion, centre: Centre, officer: User) -> Send:
    """What comes of a file by command, or by somebody."""

    def send_it(content: str, source: str = "register", **how: object) -> Import:
        how = {"session": session, "centres": [centre], "accept_valid": False, "actor": officer, "at": NOW} | how
        return import_file(kind=AWARDS, name="awards.csv", content=content.encode(), source=source, **how)

    return send_it
