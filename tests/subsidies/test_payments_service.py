"""Runs of payments from what is due to what the bank did, with the ledger at each step."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import ATHENS
from core.errors import Forbidden, NotFound, Refused
from core.money import total
from core.structure import Centre
from subsidies.forms import MOST_REASON
from subsidies.models import (
    Account,
    BatchStatus,
    Payment,
    PaymentBatch,
    PaymentStatus,
    SchemeVersion,
    SubsidyAward,
)
from subsidies.services.awards import approve_award, prepare_award
from subsidies.services.ledger import balances, find_unbalanced
from subsidies.services.months import Figures, month_figures
from subsidies.services.outcomes import get_payment, mark_paid, mark_rejected
from subsidies.services.payments import (
    Due,
    approve_batch,
    count_due,
    due_instalments,
    earliest_execution,
    get_batch,
    list_batches,
    prepare_batch,
    return_batch,
    without_account,
)
from tests.support.leases import DEBTOR, EXECUTION, LATER, MONTH, add_lease
from tests.support.races import CLASH, at_once
from tests.support.rows import NOW, TODAY, add_account, add_centre, add_user, go_to_work

DECEMBER = date(2026, 12, 1)
FIRST_MONTH = Decimal("483.20")  # the one-off of 440.00 and eight days of 162.00
PLEDGED = Decimal("2384.00")


def standing(session: Session) -> dict[Account, Decimal]:
    """The accounts that are not empty; the ledger must be whole."""
    assert find_unbalanced(session) == []
    return {account: balance for account, balance in balances(session).items() if balance}


def test_what_is_due_grows_with_the_months(session: Session, award: SubsidyAward, officer: User) -> None:
    assert [row.kind for row in due_instalments(session, MONTH, officer)] == ["one-off", "monthly"]
    assert len(due_instalments(session, DECEMBER, officer)) == 3
    assert due_instalments(session, date(2026, 10, 1), officer) == []


@pytest.mark.parametrize("month", [date(2026, 10, 1), MONTH, DECEMBER])
def test_what_is_due_is_added_up_as_it_is_listed(
    session: Session, award: SubsidyAward, officer: User, month: date
) -> None:
    due = due_instalments(session, month, officer)
    first = due[0].due_on if due else None
    assert count_due(session, month, officer) == Due(len(due), total(row.amount for row in due), first)


def test_nothing_is_due_before_an_award_is_approved(session: Session, prepared: SubsidyAward, officer: User) -> None:
    assert due_instalments(session, DECEMBER, officer) == []


def test_a_run_keeps_amount_name_and_account_as_they_were(session: Session, prepared_batch: PaymentBatch) -> None:
    household = prepared_batch.payments[0].household
    add_account(session, household, "Somebody Else", "DE89370400440532013000")
    session.commit()
    assert prepared_batch.total == FIRST_MONTH
    assert {(p.creditor_name, p.creditor_iban) for p in prepared_batch.payments} == {
        ("Σαμίρ Χαντάντ", "GR1601101250000000012300695")
    }
    assert len({p.reference for p in prepared_batch.payments}) == 2


def test_what_is_in_a_run_is_not_due_again(session: Session, prepared_batch: PaymentBatch, officer: User) -> None:
    assert due_instalments(session, MONTH, officer) == []
    with pytest.raises(Refused, match="Nothing is due"):
        prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)


@pytest.mark.parametrize(
    "execution_on",
    [
        pytest.param(TODAY - timedelta(1), id="yesterday"),
        pytest.param(date(2026, 11, 28), id="saturday"),
        pytest.param(date(2026, 12, 25), id="christmas"),
    ],
)
def test_the_bank_is_asked_for_a_working_day_to_come(
    session: Session, award: SubsidyAward, officer: User, execution_on: date
) -> None:
    with pytest.raises(Refused) as refusal:
        prepare_batch(session, MONTH, execution_on=execution_on, on=TODAY, actor=officer, at=NOW)
    assert refusal.value.field == "execution_on"


def test_the_earliest_day_is_a_working_day_on_which_all_is_due(
    session: Session, award: SubsidyAward, officer: User
) -> None:
    due = due_instalments(session, MONTH, officer)
    assert earliest_execution(due, TODAY) == EXECUTION
    assert earliest_execution(due, date(2026, 12, 5)) == date(2026, 12, 7)
    assert earliest_execution([], date(2026, 12, 5)) == date(2026, 12, 7)


def test_a_run_is_approved_up_to_its_day_of_payment(
    session: Session, prepared_batch: PaymentBatch, approver: User
) -> None:
    last_moment = datetime.combine(EXECUTION, time(23, 59), tzinfo=ATHENS)
    with pytest.raises(Refused, match="is past"):
        approve_batch(session, prepared_batch, debtor=DEBTOR, actor=approver, at=last_moment + timedelta(minutes=1))
    approve_batch(session, prepared_batch, debtor=DEBTOR, actor=approver, at=last_moment)
    assert prepared_batch.status is BatchStatus.APPROVED


@pytest.mark.parametrize("decide", [partial(approve_batch, debtor=DEBTOR), partial(return_batch, reason="no")])
def test_nobody_decides_a_run_they_prepared(
    session: Session, prepared_batch: PaymentBatch, officer: User, decide: Callable[..., None]
) -> None:
    with pytest.raises(Refused, match="another person"):
        decide(session, prepared_batch, actor=officer, at=LATER)
    assert prepared_batch.status is BatchStatus.PREPARED
    assert standing(session) == {Account.COMMITTED: PLEDGED, Account.BUDGET: -PLEDGED}


def test_the_database_refuses_one_person_for_both(session: Session, batch: PaymentBatch) -> None:
    with pytest.raises(IntegrityError):
        session.execute(update(PaymentBatch).values(decided_by_id=batch.prepared_by_id))


def test_a_run_is_decided_once(session: Session, batch: PaymentBatch) -> None:
    other = add_user(session, StaffRole.FINANCE_APPROVER)
    with pytest.raises(Refused, match="decided already"):
        approve_batch(session, batch, debtor=DEBTOR, actor=other, at=LATER)


def test_an_approved_run_is_owed_and_no_longer_committed(session: Session, batch: PaymentBatch) -> None:
    left = PLEDGED - FIRST_MONTH
    assert standing(session) == {
        Account.COMMITTED: left,
        Account.BUDGET: -left,
        Account.SUBSIDY_EXPENSE: FIRST_MONTH,
        Account.PAYABLE: -FIRST_MONTH,
    }


def test_a_returned_run_frees_its_instalments_and_books_nothing(
    session: Session, prepared_batch: PaymentBatch, officer: User, approver: User
) -> None:
    return_batch(session, prepared_batch, reason="Ω" * MOST_REASON, actor=approver, at=LATER)
    assert standing(session) == {Account.COMMITTED: PLEDGED, Account.BUDGET: -PLEDGED}
    again = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    assert again.total == FIRST_MONTH
    assert again.reference != prepared_batch.reference
    assert list_batches(session, officer).rows == [again, prepared_batch]
    assert [batch.status for batch in list_batches(session, officer).rows] == [
        BatchStatus.PREPARED,
        BatchStatus.RETURNED,
    ]


def test_what_is_paid_has_left_the_bank(session: Session, batch: PaymentBatch) -> None:
    for payment in batch.payments:
        mark_paid(session, payment, on=EXECUTION, actor=None)
    books = standing(session)
    assert books[Account.BANK] == -FIRST_MONTH
    assert books[Account.SUBSIDY_EXPENSE] == FIRST_MONTH
    assert Account.PAYABLE not in books


def test_what_the_bank_sends_back_is_committed_again_and_free_for_another_run(
    session: Session, batch: PaymentBatch, officer: User, approver: User
) -> None:
    one_off, monthly = batch.payments
    mark_paid(session, one_off, on=EXECUTION, actor=None)
    mark_rejected(session, monthly, on=EXECUTION, reason="Ω" * MOST_REASON, actor=None)
    left = PLEDGED - one_off.amount
    assert standing(session) == {
        Account.COMMITTED: left,
        Account.BUDGET: -left,
        Account.SUBSIDY_EXPENSE: one_off.amount,
        Account.BANK: -one_off.amount,
    }
    assert due_instalments(session, MONTH, officer) == [monthly.instalment]
    again = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    approve_batch(session, again, debtor=DEBTOR, actor=approver, at=LATER)
    mark_paid(session, again.payments[0], on=EXECUTION, actor=None)
    assert standing(session)[Account.BANK] == -FIRST_MONTH


@pytest.mark.parametrize("mark", [mark_paid, lambda *a, **k: mark_rejected(*a, reason="Account closed", **k)])
def test_an_outcome_is_written_down_once(session: Session, batch: PaymentBatch, mark: Callable[..., None]) -> None:
    mark_paid(session, batch.payments[0], on=EXECUTION, actor=None)
    with pytest.raises(Refused, match="written down already"):
        mark(session, batch.payments[0], on=EXECUTION, actor=None)


def test_an_outcome_needs_an_approved_run(session: Session, prepared_batch: PaymentBatch) -> None:
    with pytest.raises(Refused, match="not approved"):
        mark_paid(session, prepared_batch.payments[0], on=EXECUTION, actor=None)


def test_the_bank_does_not_answer_before_it_was_asked(session: Session, batch: PaymentBatch) -> None:
    with pytest.raises(Refused) as refusal:
        mark_paid(session, batch.payments[0], on=TODAY - timedelta(1), actor=None)
    assert refusal.value.field == "recorded_on"
    assert batch.payments[0].status is PaymentStatus.PENDING


def test_an_instalment_is_paid_by_one_living_payment(session: Session, batch: PaymentBatch) -> None:
    paid = batch.payments[0]
    session.add(
        Payment(
            batch=batch,
            instalment=paid.instalment,
            reference="another",
            amount=paid.amount,
            creditor_name=paid.creditor_name,
            creditor_iban=paid.creditor_iban,
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()


def test_of_two_runs_at_once_one_wins(session: Session, award: SubsidyAward, officer: User) -> None:
    officer_id = officer.id
    session.commit()

    def prepare(other: Session) -> None:
        actor = other.get_one(User, officer_id)
        go_to_work(other, actor)
        prepare_batch(other, MONTH, execution_on=EXECUTION, on=TODAY, actor=actor, at=NOW)

    refused, done = at_once(session, prepare, prepare)
    assert refused == CLASH or "all instalments up to this month are in a run" in refused
    assert done == "done"
    assert session.query(Payment).count() == 2


def test_of_two_approvals_at_once_one_is_booked(session: Session, prepared_batch: PaymentBatch, approver: User) -> None:
    batch_id, approver_id = prepared_batch.id, approver.id
    session.commit()

    def approve(other: Session) -> None:
        batch, actor = other.get_one(PaymentBatch, batch_id), other.get_one(User, approver_id)
        approve_batch(other, batch, debtor=DEBTOR, actor=actor, at=LATER)

    assert at_once(session, approve, approve) == ["This is decided already.", "done"]
    assert standing(session)[Account.PAYABLE] == -FIRST_MONTH


def test_a_month_shows_what_became_of_it(session: Session, batch: PaymentBatch, officer: User) -> None:
    one_off, monthly = batch.payments
    mark_rejected(session, monthly, on=EXECUTION, reason="Account closed", actor=None)
    figures = month_figures(session, MONTH, officer)
    assert [row.award for row in figures.rows] == [batch.payments[0].instalment.award]
    assert figures.total == Figures(
        due=FIRST_MONTH, batched=one_off.amount, paid=Decimal("0.00"), rejected=monthly.amount
    )
    assert figures.total.left == monthly.amount


def test_a_returned_run_leaves_the_month_as_it_was(
    session: Session, prepared_batch: PaymentBatch, approver: User
) -> None:
    return_batch(session, prepared_batch, reason="Wrong day", actor=approver, at=LATER)
    assert month_figures(session, MONTH, approver).total == Figures(due=FIRST_MONTH)


def test_a_month_without_instalments_is_empty(session: Session, officer: User) -> None:
    figures = month_figures(session, MONTH, officer)
    assert (figures.rows, figures.total) == ((), Figures())


def test_another_centre_neither_pays_nor_sees(session: Session, batch: PaymentBatch, centre: Centre) -> None:
    stranger = add_user(session, StaffRole.FINANCE_OFFICER, add_centre(session, "chania"))
    neighbour = add_user(session, StaffRole.FINANCE_OFFICER, centre)
    for get in (get_batch, get_payment):
        with pytest.raises(Forbidden):
            get(session, 1, stranger)
        assert get(session, 1, neighbour).id == 1
        with pytest.raises(NotFound):
            get(session, 99, stranger)
    assert (list_batches(session, stranger).rows, list_batches(session, neighbour).rows) == ([], [batch])
    assert due_instalments(session, DECEMBER, stranger) == []
    assert month_figures(session, MONTH, stranger).rows == ()


def test_a_household_without_an_account_keeps_nobody_else_waiting(
    session: Session, award: SubsidyAward, centre: Centre, version: SchemeVersion, officer: User, approver: User
) -> None:
    other = prepare_award(session, add_lease(session, centre), version, on=TODAY, actor=officer, at=NOW)
    approve_award(session, other, actor=approver, at=NOW)
    award.lease.household.account = None
    batch = prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
    assert {payment.instalment.award_id for payment in batch.payments} == {other.id}
    assert {row.award_id for row in without_account(due_instalments(session, MONTH, officer))} == {award.id}
    with pytest.raises(Refused, match="Nobody of these has a bank account"):
        prepare_batch(session, MONTH, execution_on=EXECUTION, on=TODAY, actor=officer, at=NOW)
