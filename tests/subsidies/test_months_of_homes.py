"""An award of a file is for the lease under which its months lie, whenever the file comes."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from subsidies.models import SchemeVersion
from subsidies.rules.taken_over import TakenOverMonth
from subsidies.services.awards import approve_award
from subsidies.services.payments import count_due
from subsidies.services.schemes import store_shipped
from subsidies.services.statements import statement_of
from subsidies.services.taken_over import take_over_award
from tests.subsidies.award_files import HEADER, Send, awards, codes
from tests.subsidies.given import DECEMBER, MONTHLY, MONTHS, given
from tests.subsidies.two_homes import add_second_lease
from tests.support.leases import LATER, MONTH
from tests.support.rows import NOW, TODAY

PAID = "17;demonstration;{};100;16/11/2026;"
UNPAID = "17;demonstration;{};100;;"


def file_of(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


@pytest.mark.parametrize(
    ("months", "is_second"),
    [
        pytest.param(["11/2026"], False, id="before-the-move"),
        pytest.param(["11/2026", "12/2026"], False, id="up-to-the-move"),
        pytest.param(["12/2026"], False, id="the-month-of-the-move-while-the-first-runs"),
        pytest.param(["12/2026", "01/2027"], True, id="from-the-move"),
        pytest.param(["01/2027", "02/2027"], True, id="after-the-move"),
    ],
)
@pytest.mark.parametrize("days", [0, 20])  # before the household moves
def test_the_months_say_for_which_home_of_two_an_award_is(
    send: Send, session: Session, lease: Lease, months: list[str], is_second: bool, days: int
):
    second = add_second_lease(session, lease)
    done = send(file_of(*map(UNPAID.format, months)), at=NOW + timedelta(days=days))
    assert done.read.rejected == ()
    assert awards(session)[0].lease is (second if is_second else lease)


@pytest.mark.parametrize("is_ended", [False, True])
def test_the_same_file_changes_nothing_after_the_household_has_moved(
    send: Send, session: Session, lease: Lease, officer: User, is_ended: bool
):
    """Though most of its months lie under the second lease by now, or after the end of the first."""
    months = [PAID.format("11/2026"), *map(UNPAID.format, ("12/2026", "01/2027", "02/2027"))]
    send(file_of(*months))
    add_second_lease(session, lease)
    if is_ended:
        end = LeaseEnd(date(2026, 12, 14), EndedBy.HOUSEHOLD, EndReason.OTHER_HOME)
        end_lease(session, lease, end, actor=officer, at=NOW)
    done = send(file_of(*months))
    assert done.stored is not None
    assert (done.stored.unchanged, codes(done)) == (4, [])


def test_a_month_after_the_move_is_asked_about(send: Send, session: Session, lease: Lease):
    add_second_lease(session, lease)
    rows = [PAID.format("11/2026"), UNPAID.format("12/2026"), UNPAID.format("01/2027")]
    assert (4, "month", "after-moving") in codes(send(file_of(*rows)))
    assert (3, "month", "after-moving") not in codes(send(file_of(*rows[:2])))


@pytest.fixture
def ended(session: Session, lease: Lease) -> Lease:
    """A lease that ran from 2023 to October 2026."""
    lease.starts_on, lease.agreed_ends_on, lease.statutory_ends_on = date(2023, 11, 1), *[date(2026, 11, 1)] * 2
    session.flush()
    return lease


def test_months_of_a_lease_that_has_ended_are_taken_and_what_is_owed_of_them_is_asked_about_and_paid(
    send: Send, session: Session, ended: Lease, officer: User, approver: User
):
    done = send(file_of(PAID.format("09/2026").replace("16/11", "16/09"), UNPAID.format("10/2026")))
    assert (3, "paid_on", "past-unpaid") in codes(done)
    [award] = awards(session)
    assert award.lease is ended
    approve_award(session, award, actor=approver, at=LATER)
    assert count_due(session, MONTH, officer).total == 100
    assert statement_of(session, ended.household_id, on=TODAY).paid_total == 100


def test_what_lies_after_a_lease_that_has_ended_says_what_to_do(send: Send, ended: Lease):
    [_, after] = send(file_of(UNPAID.format("10/2026"), UNPAID.format("11/2026"))).read.rejected
    assert (after.row, after.code) == (3, "after-lease")
    assert "or write down the lease by which the household lives there now" in str(after.sentence)


@pytest.mark.parametrize(
    ("month", "why"),
    [
        pytest.param(TakenOverMonth(MONTHLY, date(2029, 12, 1), MONTHS[2].amount), "lies after the lease", id="after"),
        pytest.param(
            TakenOverMonth(MONTHLY, date(2029, 12, 1), MONTHS[2].amount, TODAY), "lies after the lease", id="paid-after"
        ),
        pytest.param(
            TakenOverMonth(MONTHLY, date(2026, 10, 1), MONTHS[2].amount), "lies before the lease", id="before"
        ),
    ],
)
def test_no_award_is_taken_over_for_months_outside_its_lease(
    session: Session, lease: Lease, version: SchemeVersion, officer: User, month: TakenOverMonth, why: str
):
    with pytest.raises(Refused, match=why):
        take_over_award(session, lease, version, given(*MONTHS, month), source="r", actor=officer, at=NOW)


@pytest.mark.parametrize("key", ["helios-plus", "opeka-housing-benefit"])
def test_no_award_is_taken_over_of_what_is_a_draft_or_another_bodys(
    session: Session, lease: Lease, officer: User, key: str
):
    version = store_shipped(session, key, at=NOW, demonstration=True)
    with pytest.raises(Refused, match=f"Nothing was ever awarded by the scheme {key}"):
        take_over_award(session, lease, version, given(), source="r", actor=officer, at=NOW)


def test_what_was_paid_before_the_lease_is_taken_over(
    session: Session, lease: Lease, version: SchemeVersion, officer: User
):
    early = TakenOverMonth(MONTHLY, date(2026, 10, 1), MONTHS[1].amount, TODAY)
    award = take_over_award(session, lease, version, given(early, *MONTHS), source="r", actor=officer, at=NOW)
    assert (award.instalments[0].month, DECEMBER in {row.month for row in award.instalments}) == (early.month, True)
