"""A household's account: what was paid, what is on its way, what comes."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Lease
from subsidies.models import PaymentBatch, SubsidyAward
from subsidies.services.outcomes import mark_paid, mark_rejected
from subsidies.services.payments import return_batch
from subsidies.services.statements import Statement, StatementState, statement_of
from tests.support.leases import EXECUTION, LATER, add_lease
from tests.support.rows import TODAY

PAID, ON_ITS_WAY, COMING = StatementState.PAID, StatementState.ON_ITS_WAY, StatementState.COMING
FIRST_MONTH = 2  # the one-off and some days


def states(statement: Statement) -> list[StatementState]:
    return [line.state for line in statement.lines]


def test_without_a_lease_there_is_nothing(session: Session, lease: Lease):
    assert statement_of(session, lease.household_id + 1, on=TODAY) == Statement(None, ())


def test_a_prepared_award_promises_nothing(session: Session, prepared: SubsidyAward, lease: Lease):
    statement = statement_of(session, lease.household_id, on=TODAY)
    assert (statement.lease, statement.lines, statement.next) == (lease, (), ())


def test_an_approved_award_says_what_comes_and_why(session: Session, award: SubsidyAward, lease: Lease):
    statement = statement_of(session, lease.household_id, on=TODAY)
    assert set(states(statement)) == {COMING}
    assert statement.next == statement.lines[:FIRST_MONTH]
    assert statement.next_total == Decimal("483.20")
    assert statement.later == statement.lines[FIRST_MONTH:]
    assert statement.lines[0].because
    assert sum(line.amount for line in statement.lines) == award.total
    assert statement.paid_total == Decimal("0.00")


def test_sums_in_a_run_are_on_their_way(session: Session, prepared_batch: PaymentBatch, lease: Lease):
    found = states(statement_of(session, lease.household_id, on=TODAY))
    assert found == [ON_ITS_WAY] * FIRST_MONTH + [COMING] * (len(found) - FIRST_MONTH)


def test_what_the_bank_paid_is_paid_from_that_day(session: Session, batch: PaymentBatch, lease: Lease):
    for payment in batch.payments:
        mark_paid(session, payment, on=EXECUTION, actor=None)
    before = statement_of(session, lease.household_id, on=EXECUTION - timedelta(days=1))
    assert before.paid == ()
    statement = statement_of(session, lease.household_id, on=EXECUTION)
    assert [line.paid_on for line in statement.paid] == [EXECUTION] * FIRST_MONTH
    assert statement.paid_total == batch.total
    assert [line.month for line in statement.next] == [date(2026, 12, 1)]


def test_what_came_back_comes_again(session: Session, batch: PaymentBatch, lease: Lease):
    mark_rejected(session, batch.payments[0], on=EXECUTION, reason="account closed", actor=None)
    assert states(statement_of(session, lease.household_id, on=EXECUTION))[:FIRST_MONTH] == [COMING, ON_ITS_WAY]


def test_a_run_that_was_not_approved_is_as_if_it_had_not_been(
    session: Session, prepared_batch: PaymentBatch, lease: Lease, approver: User
):
    return_batch(session, prepared_batch, reason="wrong day", actor=approver, at=LATER)
    assert set(states(statement_of(session, lease.household_id, on=TODAY))) == {COMING}


def test_nobody_reads_anothers_account(session: Session, award: SubsidyAward, lease: Lease):
    other = add_lease(session, lease.household.centre)
    statement = statement_of(session, other.household_id, on=TODAY)
    assert (statement.lease, statement.lines) == (other, ())


def test_what_is_in_a_run_is_due_when_the_bank_pays_the_run(
    session: Session, prepared_batch: PaymentBatch, lease: Lease
):
    prepared_batch.execution_on = EXECUTION + timedelta(days=1)
    statement = statement_of(session, lease.household_id, on=TODAY)
    assert {line.due_on for line in statement.next} == {prepared_batch.execution_on}
    assert [line.due_on for line in statement.lines] == sorted(line.due_on for line in statement.lines)


def test_what_no_bank_has_after_its_day_is_late(session: Session, batch: PaymentBatch, lease: Lease):
    after = EXECUTION + timedelta(days=1)
    statement = statement_of(session, lease.household_id, on=after)
    assert [line.is_late for line in statement.next] == [False] * FIRST_MONTH, "the bank has it"
    for payment in batch.payments:
        mark_rejected(session, payment, on=EXECUTION, reason="the account is closed", actor=None)
    assert not any(line.is_late for line in statement_of(session, lease.household_id, on=EXECUTION).next)
    assert all(line.is_late for line in statement_of(session, lease.household_id, on=after).next)


def test_what_is_left_of_the_rent_is_told_for_a_whole_month_under_the_lease(
    session: Session, batch: PaymentBatch, lease: Lease
):
    assert statement_of(session, lease.household_id, on=TODAY).own_share is None, "the one-off, and eight days"
    for payment in batch.payments:
        mark_paid(session, payment, on=EXECUTION, actor=None)
    statement = statement_of(session, lease.household_id, on=EXECUTION)
    assert statement.own_share == lease.monthly_rent - statement.next[0].amount > 0
    lease.cut_short_on = date(2026, 12, 20)
    assert statement.own_share is None
