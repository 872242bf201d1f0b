"""Awards that were decided elsewhere: what was given stays, what was paid there is paid, and nothing is paid twice."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from housing.models import Lease
from subsidies.happenings import _payments
from subsidies.models import Account, AwardStatus, PaymentBatch, SchemeVersion, SubsidyAward
from subsidies.services.assessments import case_behind, leases_without_award
from subsidies.services.awards import approve_award, awards_to_decide, living_payments, prepare_award
from subsidies.services.bank_files import export_batch
from subsidies.services.by_scheme import reckon_by_scheme, rows_beside
from subsidies.services.calculator import reckon
from subsidies.services.ledger import balances, find_unbalanced
from subsidies.services.months import month_figures
from subsidies.services.outcomes import mark_rest_paid
from subsidies.services.payments import (
    approve_batch,
    count_due,
    due_instalments,
    prepare_batch,
)
from subsidies.services.statements import StatementState, statement_of
from subsidies.services.taken_over import take_over_award
from tests.subsidies.given import (
    DECEMBER,
    ELSEWHERE,
    JANUARY,
    MONTHLY,
    MONTHS,
    ONE_OFF,
    PAID_ON,
    STILL_DUE,
    given,
)
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH
from tests.support.rows import NOW, TODAY


def run(session: Session, month: date, officer: User, approver: User) -> PaymentBatch:
    """An approved run of what is due up to a month."""
    batch = prepare_batch(session, month, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    approve_batch(session, batch, debtor=DEBTOR, actor=approver, at=LATER)
    return batch


def test_an_award_is_taken_over_as_it_was_given_and_waits_for_another_person(
    session: Session, taken_over: SubsidyAward, officer: User, approver: User
):
    assert (taken_over.status, taken_over.source) == (AwardStatus.PREPARED, "register")
    stored = {(row.kind, row.month, row.amount, row.paid_elsewhere_on) for row in taken_over.instalments}
    assert stored == {(row.kind, row.month, row.amount, row.paid_on) for row in MONTHS}
    assert {row.paid_elsewhere_source for row in taken_over.instalments} == {"register", None}
    assert awards_to_decide(session, officer) == []
    assert awards_to_decide(session, approver) == [taken_over]
    with pytest.raises(Refused, match="another person"):
        approve_award(session, taken_over, actor=officer, at=LATER)


def test_what_a_command_took_over_was_prepared_by_nobody_and_is_approved_by_whoever_may(
    session: Session, lease: Lease, version: SchemeVersion, approver: User
):
    award = take_over_award(session, lease, version, given(), source="register", actor=None, at=NOW)
    assert awards_to_decide(session, approver) == [award]
    approve_award(session, award, actor=approver, at=LATER)
    assert award.status is AwardStatus.APPROVED


def test_only_what_was_taken_over_may_be_prepared_by_nobody(session: Session, prepared: SubsidyAward):
    prepared.prepared_by = None
    with pytest.raises(IntegrityError, match="prepared_by_somebody"):
        session.flush()


def test_the_ledger_commits_what_is_still_to_be_paid(session: Session, in_force: SubsidyAward):
    assert balances(session)[Account.COMMITTED] == STILL_DUE
    assert (in_force.total, in_force.total_paid_elsewhere) == (STILL_DUE + ELSEWHERE, ELSEWHERE)


def test_nothing_is_committed_where_everything_is_paid(
    session: Session, lease: Lease, version: SchemeVersion, officer: User, approver: User
):
    award = take_over_award(session, lease, version, given(*MONTHS[:2]), source="register", actor=officer, at=NOW)
    approve_award(session, award, actor=approver, at=LATER)
    assert balances(session)[Account.COMMITTED] == Decimal("0.00")
    assert find_unbalanced(session) == []


def test_it_is_not_due_and_in_no_run(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    assert due_instalments(session, MONTH, officer) == []
    assert count_due(session, MONTH, officer).instalments == 0
    due = count_due(session, JANUARY, officer)
    assert (due.instalments, due.total) == (2, STILL_DUE)
    with pytest.raises(Refused, match="Nothing is due"):
        prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    batch = run(session, JANUARY, officer, approver)
    assert {payment.instalment.month for payment in batch.payments} == {DECEMBER, JANUARY}
    assert export_batch(batch).count(b"<CdtTrfTxInf>") == 2


def test_no_payment_of_ours_pays_it(session: Session, in_force: SubsidyAward, officer: User, approver: User):
    run(session, JANUARY, officer, approver)
    paid = {row.month for row in in_force.instalments if row.id in living_payments(session, in_force)}
    assert paid == {DECEMBER, JANUARY}


def test_the_month_counts_it_as_paid_and_not_as_left(session: Session, in_force: SubsidyAward, officer: User):
    november, december = (month_figures(session, month, officer).total for month in (MONTH, DECEMBER))
    assert (november.due, november.elsewhere, november.all_paid, november.left) == (ELSEWHERE,) * 3 + (Decimal(0),)
    assert (december.elsewhere, december.left) == (Decimal(0), Decimal("150.00"))


def test_the_household_sees_it_as_paid_before(session: Session, in_force: SubsidyAward, lease: Lease):
    statement = statement_of(session, lease.household_id, on=TODAY)
    assert [(line.state, line.is_paid_elsewhere, line.paid_on) for line in statement.lines] == [
        (StatementState.PAID, True, PAID_ON),
        (StatementState.PAID, True, PAID_ON),
        (StatementState.COMING, False, None),
        (StatementState.COMING, False, None),
    ]
    assert (statement.paid_total, statement.next_total) == (ELSEWHERE, Decimal("150.00"))


def test_a_recovery_would_reckon_with_it(in_force: SubsidyAward):
    case = case_behind(in_force)
    assert [(row.kind, row.month, row.amount) for row in case.paid] == [
        (ONE_OFF, MONTH, Decimal("440.00")),
        (MONTHLY, MONTH, Decimal("100.00")),
    ]
    answer = reckon(in_force.scheme_version, in_force.case)
    assert answer.quote is not None
    assert [row.amount for row in answer.quote.instalments if row.status == "paid"] == [
        Decimal("440.00"),
        Decimal("100.00"),
    ]


def test_the_timeline_tells_it_with_what_the_bank_paid(
    session: Session, in_force: SubsidyAward, officer: User, approver: User, app
):
    mark_rest_paid(session, run(session, DECEMBER, officer, approver), on=EXECUTION, actor=officer)
    with app.test_request_context():
        told = [(happening.on, str(happening.what)) for happening in _payments(session, in_force.lease.household)]
    assert [on for on, _ in told] == [PAID_ON, PAID_ON, EXECUTION]
    assert "before, elsewhere" in told[0][1]
    assert "before, elsewhere" not in told[2][1]


def test_the_lease_has_its_award(session: Session, taken_over: SubsidyAward, officer: User, version: SchemeVersion):
    assert leases_without_award(session, officer, TODAY) == []
    with pytest.raises(Refused, match="already there"):
        prepare_award(session, taken_over.lease, version, on=TODAY, actor=officer, at=NOW)


def test_what_the_scheme_would_bring_is_told_beside_and_changes_nothing(taken_over: SubsidyAward):
    by_scheme = reckon_by_scheme(taken_over.scheme_version, taken_over.case)
    assert by_scheme.of("one-off", MONTH) == Decimal("440.00")
    assert by_scheme.of("monthly", MONTH) == Decimal("113.40")  # 162.00 x 21 / 30
    assert by_scheme.of("monthly", DECEMBER) == Decimal("162.00")
    rows = rows_beside(taken_over.instalments, by_scheme)
    assert len(rows) == len(MONTHS) + 10  # until November 2027
    assert taken_over.instalments[1].amount == Decimal("100.00")


def test_where_the_scheme_cannot_reckon_it_says_why(session: Session, taken_over: SubsidyAward, lease: Lease):
    [member, *_] = lease.household.members
    case = {**taken_over.case, "household": {"members": [{"id": "1", "born": "2031-01-01"}]}}
    by_scheme = reckon_by_scheme(taken_over.scheme_version, case)
    assert (by_scheme.of("monthly", MONTH), dict(by_scheme.amounts)) == (None, {})
    assert "cannot be reckoned" in str(by_scheme.why_none)


def test_a_month_is_paid_elsewhere_by_somebody_and_on_a_day(session: Session, taken_over: SubsidyAward):
    taken_over.instalments[-1].paid_elsewhere_on = TODAY
    with pytest.raises(IntegrityError, match="paid_elsewhere_by_somebody"):
        session.flush()
