"""No month becomes payable twice unasked: not by a later file, and not by two homes of one household."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from subsidies.models import SchemeVersion, SubsidyAward
from subsidies.services.awards import approve_award, return_award
from subsidies.services.payments import prepare_batch
from subsidies.services.same_months import paid_twice
from subsidies.services.taken_over import take_over_award
from tests.subsidies.award_files import DECEMBER, FILE, HEADER, JANUARY, NOVEMBER, ONE_OFF, WIDE, Send, awards, codes
from tests.subsidies.corrected import corrected
from tests.subsidies.given import MONTHS, given
from tests.subsidies.two_homes import add_second_lease
from tests.support.leases import EXECUTION, LATER
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_user
from tests.support.visits import enter, text

UNPAID = NOVEMBER.replace("16/11/2026", "")
PAID_TWICE = ("paid-already", "paid-left-out", "for-both-homes")


def told(send: Send, *rows: str, codes_of: tuple[str, ...] = PAID_TWICE) -> list[tuple[int, str, str]]:
    """What is asked about a file of these rows."""
    return [each for each in codes(send("\n".join((HEADER, *rows)) + "\n")) if each[2] in codes_of]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((ONE_OFF, UNPAID, DECEMBER), [(3, "paid_on", "paid-already")], id="a-month-that-was-paid"),
        pytest.param(
            (ONE_OFF.replace("16/11/2026", "").replace("11/2026", "12/2026"), NOVEMBER, DECEMBER),
            [(2, "paid_on", "paid-already")],
            id="the-one-off-of-another-month",
        ),
        pytest.param((NOVEMBER, DECEMBER), [(2, "", "paid-left-out")], id="what-was-paid-is-left-out"),
        pytest.param(
            (ONE_OFF, NOVEMBER.replace("113,40", "0"), DECEMBER), [(2, "", "paid-left-out")], id="paid-now-nothing"
        ),
        pytest.param((ONE_OFF, NOVEMBER, DECEMBER, JANUARY.replace("150", "140")), [], id="another-amount"),
    ],
)
@pytest.mark.parametrize("is_approved", [False, True])
def test_a_month_that_is_known_as_paid_becomes_payable_again_only_when_somebody_says_so(
    send: Send,
    session: Session,
    approver: User,
    rows: tuple[str, ...],
    expected: list[tuple[int, str, str]],
    is_approved: bool,
):
    send(FILE)
    if is_approved:
        approve_award(session, awards(session)[0], actor=approver, at=LATER)
    assert told(send, *rows) == expected


def test_what_was_returned_knows_of_no_payment(send: Send, session: Session, approver: User):
    send(FILE)
    return_award(session, awards(session)[0], reason="another family's", actor=approver, at=LATER)
    assert told(send, ONE_OFF, UNPAID) == []


def test_a_file_says_before_what_gives_way_to_it(send: Send, session: Session, approver: User):
    send(FILE)
    of_both = ("waiting-gives-way", "replaces")
    assert told(send, ONE_OFF, NOVEMBER, DECEMBER, codes_of=of_both) == [(2, "", "waiting-gives-way")]
    approve_award(session, awards(session)[-1], actor=approver, at=LATER)
    assert told(send, ONE_OFF, NOVEMBER, DECEMBER, codes_of=of_both) == []
    assert told(send, ONE_OFF, NOVEMBER, JANUARY, codes_of=of_both) == [(2, "", "replaces")]
    waiting = "waiting-gives-way"
    assert told(send, ONE_OFF, NOVEMBER, DECEMBER, codes_of=of_both) == [(2, "", waiting)], "what is in force stays"


@pytest.mark.parametrize("content", [WIDE.replace("paid until", "notes"), FILE.replace("paid on", "notes")])
def test_a_file_without_a_word_of_payments_asks_once_for_each_household(send: Send, content: str):
    found = [each for each in codes(send(content, at=NOW + timedelta(days=30))) if each[2] != "by-scheme"]
    assert found[0] == (2, "", "nothing-said-of-payments")
    assert {code for _row, _field, code in found} <= {"nothing-said-of-payments", "fewer-than-scheme"}


def test_a_household_that_moved_is_asked_about_before_one_month_is_paid_for_both_homes(
    send: Send, session: Session, lease: Lease
):
    send(FILE)
    second = add_second_lease(session, lease)
    february, march = (DECEMBER.replace("12/2026", month) for month in ("02/2027", "03/2027"))
    assert told(send, ONE_OFF.replace("11/2026", "01/2027", 1).replace("16/11/2026", ""), JANUARY, february, march) == [
        (2, "amount", "for-both-homes"),
        (3, "amount", "for-both-homes"),
    ]
    assert [award.lease for award in awards(session)] == [lease, second]


def test_what_lapses_with_the_first_lease_comes_by_the_second_alone_unless_it_was_paid(
    send: Send, session: Session, lease: Lease, officer: User, approver: User
):
    send(FILE)
    approve_award(session, awards(session)[0], actor=approver, at=LATER)
    prepare_batch(session, date(2026, 12, 1), execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)  # pays December
    add_second_lease(session, lease, date(2026, 11, 30))
    end = LeaseEnd(date(2026, 11, 29), EndedBy.HOUSEHOLD, EndReason.OTHER_HOME)
    end_lease(session, lease, end, actor=officer, at=NOW)
    assert told(send, DECEMBER, JANUARY, JANUARY.replace("01/2027", "02/2027")) == [(2, "amount", "for-both-homes")]
    assert [len(paid_twice(session, award)) for award in awards(session)[1:]] == [1]


def test_who_approves_is_told_what_would_be_paid_twice(
    session: Session, client: PageClient, taken_over: SubsidyAward, version: SchemeVersion, officer: User
):
    again = corrected(session, taken_over, officer, MONTHS[0], replace(MONTHS[1], paid_on=None), *MONTHS[2:])
    second = add_second_lease(session, taken_over.lease)
    elsewhere = take_over_award(session, second, version, given(*MONTHS[2:]), source="r", actor=officer, at=LATER)
    assert [str(sentence) for sentence in paid_twice(session, elsewhere)] == [
        f"Award {again.id} gives €150.00 for {month} too, for another home of this household. Is it for both?"
        for month in ("12/2026", "01/2027")
    ]
    enter(client, session, add_user(session, StaffRole.FINANCE_APPROVER))
    page = text(client.page(f"/awards/{again.id}"))
    assert f"Award {taken_over.id} has 11/2026 as paid on 16/11/2026." in page
    assert f"Award {elsewhere.id} gives €150.00 for 12/2026 too" in page
