"""What became of each transfer at the bank."""

from datetime import date

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.text import N_, Sentence
from subsidies.models import Account, BatchStatus, Payment, PaymentBatch, PaymentStatus
from subsidies.services import ledger


def mark_paid(session: Session, payment: Payment, *, on: date, actor: User) -> None:
    """The bank has paid: nothing is owed any more."""
    _settle(session, payment, PaymentStatus.PAID, on)
    _post(session, payment, *ledger.move(payment.amount, debit=Account.PAYABLE, credit=Account.BANK))
    record(session, "mark-paid", payment, actor=actor)


def mark_rest_paid(session: Session, batch: PaymentBatch, *, on: date, actor: User) -> None:
    """The bank has paid everything in the run that is still under way."""
    for payment in batch.payments:
        if payment.status is PaymentStatus.PENDING:
            mark_paid(session, payment, on=on, actor=actor)


def mark_rejected(session: Session, payment: Payment, *, on: date, reason: str, actor: User) -> None:
    """The bank has sent it back: the expense is undone, the sum is committed again, the instalment is free."""
    _settle(session, payment, PaymentStatus.REJECTED, on, reason)
    _post(
        session,
        payment,
        *ledger.move(payment.amount, debit=Account.PAYABLE, credit=Account.SUBSIDY_EXPENSE),
        *ledger.move(payment.amount, debit=Account.COMMITTED, credit=Account.BUDGET),
    )
    record(session, "mark-rejected", payment, actor=actor)


def get_payment(session: Session, payment_id: int, actor: User) -> Payment:
    """The payment, if this person serves the household's centre."""
    payment = session.get(Payment, payment_id)
    if payment is None:
        raise NotFound(Sentence(N_("There is no such payment.")))
    if not actor.sees_centre(payment.household.centre_id):
        raise Forbidden(Sentence(N_("This household is served by another centre.")))
    return payment


def _settle(session: Session, payment: Payment, status: PaymentStatus, on: date, reason: str | None = None) -> None:
    lock_row(session, payment)
    approved_at = payment.batch.decided_at
    if payment.batch.status is not BatchStatus.APPROVED or approved_at is None:
        raise Refused(Sentence(N_("This run of payments is not approved: the bank does not have it.")))
    if payment.status is not PaymentStatus.PENDING:
        raise Refused(Sentence(N_("What became of this payment is written down already.")))
    if on < day_of(approved_at):
        raise Refused(Sentence(N_("The bank cannot have answered before the run was approved.")), field="recorded_on")
    payment.status, payment.recorded_on, payment.rejection_reason = status, on, reason
    session.flush()


def _post(session: Session, payment: Payment, *postings: ledger.Posting) -> None:
    assert payment.recorded_on is not None
    ledger.post(
        session,
        payment.recorded_on,
        f"payment {payment.reference} {payment.status}",
        *postings,
        award_id=payment.instalment.award_id,
        payment_id=payment.id,
    )
