"""What landlords complain of: written down with the lease, shown where it matters, waiting until it is settled."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from housing.models import Complaint, ComplaintKind, Lease
from housing.services.landlords.complaints import (
    ComplaintDetails,
    add_complaint,
    complaints_of_landlord,
    complaints_of_lease,
    get_complaint,
    open_complaints,
    settle_complaint,
)
from tests.support import rows
from tests.support.leases import TERMS, add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

DAY = timedelta(days=1)
BEGINS = TERMS.starts_on
ARREARS = ComplaintDetails(ComplaintKind.ARREARS, TODAY - 2 * DAY, "The rent of November is missing", Decimal("420.00"))
DAMAGE = replace(ARREARS, kind=ComplaintKind.DAMAGE, raised_on=TODAY - DAY, amount=None)


@pytest.fixture
def lease(session: Session) -> Lease:
    return add_lease(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, lease: Lease) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, lease.household.centre)


def settle(session: Session, complaint: Complaint, actor: User, settled_on=TODAY) -> None:
    settle_complaint(session, complaint, settled_on=settled_on, settlement="It came", on=TODAY, actor=actor)


def test_what_is_open_comes_first_and_waits_until_it_is_settled(session: Session, lease: Lease, officer: User):
    arrears = add_complaint(session, lease, ARREARS, actor=officer, at=NOW)
    damage = add_complaint(session, lease, DAMAGE, actor=officer, at=NOW)
    assert open_complaints(session, officer) == [arrears, damage]
    settle(session, damage, officer)
    assert open_complaints(session, officer) == [arrears]
    assert complaints_of_lease(session, lease, officer) == [arrears, damage]
    assert complaints_of_landlord(session, lease.landlord, officer) == [arrears, damage]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"raised_on": TODAY + DAY}, "raised_on", id="of-tomorrow"),
        pytest.param({"raised_on": BEGINS - DAY}, "raised_on", id="before-the-lease"),
        pytest.param({"amount": Decimal("0.00")}, "amount", id="of-nothing"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, lease: Lease, officer: User, wrong: dict[str, object], field: str):
    with pytest.raises(Refused) as refused:
        add_complaint(session, lease, replace(ARREARS, **wrong), actor=officer, at=NOW)
    assert refused.value.field == field


def test_the_first_day_of_the_lease_may_have_its_complaint(session: Session, lease: Lease, officer: User):
    complaint = add_complaint(session, lease, replace(DAMAGE, raised_on=BEGINS), actor=officer, at=NOW)
    assert (complaint.raised_on, lease.starts_on) == (BEGINS, BEGINS)


@pytest.mark.parametrize(
    "settled_on", [pytest.param(TODAY - 3 * DAY, id="before-it-was-raised"), pytest.param(TODAY + DAY, id="tomorrow")]
)
def test_it_is_settled_between_its_day_and_today(session: Session, lease: Lease, officer: User, settled_on):
    complaint = add_complaint(session, lease, ARREARS, actor=officer, at=NOW)
    with pytest.raises(Refused) as refused:
        settle(session, complaint, officer, settled_on)
    assert (refused.value.field, complaint.settled_on) == ("settled_on", None)


def test_it_is_settled_once(session: Session, lease: Lease, officer: User):
    complaint = add_complaint(session, lease, ARREARS, actor=officer, at=NOW)
    settle(session, complaint, officer)
    with pytest.raises(Refused, match="settled already"):
        settle(session, complaint, officer)


def test_it_is_for_those_who_serve_the_household(session: Session, lease: Lease, officer: User):
    complaint = add_complaint(session, lease, ARREARS, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_complaint(session, complaint.id, officer) is complaint
    with pytest.raises(Forbidden):
        get_complaint(session, complaint.id, stranger)
    with pytest.raises(NotFound):
        get_complaint(session, complaint.id + 1, officer)
    assert complaints_of_landlord(session, lease.landlord, stranger) == []
    assert open_complaints(session, stranger) == []


@pytest.mark.usefixtures("clock")
def test_an_officer_writes_one_down_and_settles_it(client: PageClient, session: Session, lease: Lease, officer: User):
    enter(client, session, officer)
    path = f"/leases/{lease.id}"
    faulty = client.submit(f"{path}/complaints/new", kind="damage", words="", status=422)
    assert faulty.xpath("//*[@id='words-error']")
    page = client.submit(f"{path}/complaints/new", kind="damage", amount="80", words="The door")
    assert "23/11/2026: Damage, €80.00" in text(page)
    assert "complains: Damage" in text(client.page("/"))
    complaint = session.scalars(select(Complaint)).one()
    session.commit()
    settled = client.submit(f"/complaints/{complaint.id}/settle", settlement="The tenant repairs it")
    assert "The tenant repairs it" in text(settled)
    assert "complains" not in text(client.page("/"))
    assert "The tenant repairs it" in text(client.page(f"/landlords/{lease.landlord_id}"))
