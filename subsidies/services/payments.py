"""Runs of payments: instalments that are due are gathered by one person and approved or returned by another."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_rows
from core.errors import Forbidden, NotFound, Refused
from core.money import ZERO
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import (
    Account,
    AwardStatus,
    BatchStatus,
    Instalment,
    Payment,
    PaymentBatch,
    PaymentStatus,
    SubsidyAward,
)
from subsidies.rules.calendar import is_working_day, working_day_from
from subsidies.services import ledger
from subsidies.services.approval import decide
from subsidies.services.debtors import Debtor
from subsidies.services.payees import can_be_paid, payee_account

_NO_SUCH_BATCH = Sentence(N_("There is no such run of payments."))
_TOO_LATE = Sentence(N_("The day on which the bank was to pay is past: return this run, so that another is prepared."))
_REPLACED = Sentence(
    N_("Another award has taken the place of one that this run pays: return it, so that another is prepared.")
)
_ENDED = Sentence(
    N_("The lease of a household ends before the last of the days that this run pays: return it, so that another is "
       "prepared.")
)  # fmt: skip
# As `Instalment.outlasts_lease` has it.
_UNDER_LEASE = or_(
    Lease.cut_short_on.is_(None),
    Instalment.end_day <= Lease.cut_short_on,
    and_(Instalment.end_day.is_(None), Instalment.month < Lease.cut_short_on),
)


@dataclass(frozen=True, slots=True)
class Due:
    """How many instalments no run pays yet, what they come to, and the day of the first; None of nothing."""

    instalments: int
    total: Decimal
    first_due_on: date | None


def count_due(session: Session, month: date, actor: User) -> Due:
    """What `due_instalments` would list, added up by the database."""
    sums = select(func.count(), func.coalesce(func.sum(Instalment.amount), ZERO), func.min(Instalment.due_on))
    row = session.execute(sums.where(Instalment.id.in_(_due(month, actor)))).one()
    return Due(*row)


def due_instalments(session: Session, month: date, actor: User) -> list[Instalment]:
    """Instalments up to a month (its first day) that no run pays or has paid and nobody paid elsewhere, and whose days
    lie under the lease, in the order of their day.
    """
    to_household = joinedload(Instalment.award).joinedload(SubsidyAward.lease).joinedload(Lease.household)
    query = (
        select(Instalment)
        .where(Instalment.id.in_(_due(month, actor)))
        .options(to_household.joinedload(Household.account))
        .order_by(Instalment.due_on, Instalment.id)
    )
    return list(session.scalars(query))


def _due(month: date, actor: User) -> Select[int]:
    """Their keys."""
    live = exists().where(Payment.instalment_id == Instalment.id, Payment.status != PaymentStatus.REJECTED)
    return (
        select(Instalment.id)
        .join(Instalment.award)
        .join(SubsidyAward.lease)
        .join(Lease.household)
        .where(SubsidyAward.status == AwardStatus.APPROVED, Instalment.month <= month, ~live)
        .where(Instalment.paid_elsewhere_on.is_(None), _UNDER_LEASE)
        .where(actor.sees(Household.centre_id))
    )


def without_account(instalments: list[Instalment]) -> list[Instalment]:
    """Those that no run can pay until somebody adds a bank account; they keep nobody else waiting."""
    return [row for row in instalments if not can_be_paid(row.award.lease, row.award.payee)]


def earliest_execution(instalments: list[Instalment], on: date) -> date:
    """The first working day, not before today, on which all of them are due."""
    return working_day_from(max((on, *(instalment.due_on for instalment in instalments))))


def prepare_batch(
    session: Session, month: date, *, execution_on: date, on: date, actor: User, at: datetime
) -> PaymentBatch:
    """Gather what is due up to a month and has an account into a run, for another person to approve."""
    if execution_on < on or not is_working_day(execution_on):
        raise Refused(Sentence(N_("Choose a working day from today on.")), field="execution_on")
    due = due_instalments(session, month, actor)
    left_out = without_account(due)
    instalments = [instalment for instalment in due if instalment not in left_out]
    if due and not instalments:
        raise Refused(Sentence(N_("Nobody of these has a bank account to pay to: add the accounts first.")))
    if not instalments:
        raise Refused(Sentence(N_("Nothing is due: all instalments up to this month are in a run or paid.")))
    batch = PaymentBatch(
        reference=_reference(session, month),
        month=month,
        execution_on=execution_on,
        prepared_by=actor,
        prepared_at=at,
    )
    batch.payments = [_payment(batch.reference, instalment) for instalment in instalments]
    session.add(batch)
    record(session, "prepare-batch", batch, actor=actor)
    return batch


def approve_batch(session: Session, batch: PaymentBatch, *, debtor: Debtor, actor: User, at: datetime) -> None:
    """Let the run go to the bank: what was committed becomes expense, and is owed until the bank has paid.

    The account that pays stays with the run. Raises Refused after its day of payment, since no bank takes a file for
    the past, when another award has taken the place of one that it pays, and for days after a lease has ended.
    """
    if batch.execution_on < day_of(at):
        raise Refused(_TOO_LATE)
    paid = {payment.instalment.award_id for payment in batch.payments}
    held = lock_rows(session, SubsidyAward, SubsidyAward.id.in_(paid))  # one that gives way meanwhile waits, or is seen
    if any(award.status is not AwardStatus.APPROVED for award in held):
        raise Refused(_REPLACED)
    if any(payment.instalment.outlasts_lease for payment in batch.payments):
        raise Refused(_ENDED)
    decide(session, batch, BatchStatus.APPROVED, actor=actor, at=at)
    batch.debtor_name, batch.debtor_iban, batch.debtor_bic = debtor.name, debtor.iban, debtor.bic
    for payment in batch.payments:
        ledger.post(
            session,
            day_of(at),
            f"payment {payment.reference} approved",
            *ledger.move(payment.amount, debit=Account.SUBSIDY_EXPENSE, credit=Account.PAYABLE),
            *ledger.move(payment.amount, debit=Account.BUDGET, credit=Account.COMMITTED),
            award_id=payment.instalment.award_id,
            payment_id=payment.id,
        )
    record(session, "approve-batch", batch, actor=actor)


def return_batch(session: Session, batch: PaymentBatch, *, reason: str, actor: User, at: datetime) -> None:
    """Send the run back with the reason; its instalments are free for another one."""
    decide(session, batch, BatchStatus.RETURNED, actor=actor, at=at, reason=reason)
    for payment in batch.payments:
        payment.status = PaymentStatus.REJECTED
        payment.rejection_reason = reason
    record(session, "return-batch", batch, actor=actor)


def get_batch(session: Session, batch_id: int, actor: User) -> PaymentBatch:
    """The run with its payments, if this person serves every household in it."""
    to_household = (
        joinedload(Payment.instalment).joinedload(Instalment.award).joinedload(SubsidyAward.lease)
    ).joinedload(Lease.household)
    to_account = to_household.joinedload(Household.account)
    batch = session.get(PaymentBatch, batch_id, options=[selectinload(PaymentBatch.payments).options(to_account)])
    if batch is None:
        raise NotFound(_NO_SUCH_BATCH)
    if not all(actor.sees_centre(payment.household.centre_id) for payment in batch.payments):
        raise Forbidden(Sentence(N_("This run pays households of another centre.")))
    return batch


def get_batch_named(session: Session, reference: str) -> PaymentBatch:
    """The run with this reference, for the command line, which serves every centre."""
    batch = session.scalar(select(PaymentBatch).where(PaymentBatch.reference == reference))
    if batch is None:
        raise NotFound(_NO_SUCH_BATCH)
    return batch


def list_batches(session: Session, actor: User, page: int = 1) -> Page[PaymentBatch]:
    """A page of the runs that pay only households this person serves, the latest first."""
    return take_page(session, _batches(actor), page)


def batches_from(session: Session, actor: User, day: date) -> list[PaymentBatch]:
    """Those that the bank pays on the day or later."""
    return list(session.scalars(_batches(actor).where(PaymentBatch.execution_on >= day)))


def batches_to_decide(session: Session, actor: User) -> list[PaymentBatch]:
    """Those that another person prepared and that nobody has decided."""
    query = _batches(actor).where(PaymentBatch.status == BatchStatus.PREPARED)
    return list(session.scalars(query.where(PaymentBatch.prepared_by_id != actor.id)))


def batches_at_the_bank(session: Session, actor: User) -> list[PaymentBatch]:
    """The approved ones in which the bank still owes an answer."""
    pending = exists().where(Payment.batch_id == PaymentBatch.id, Payment.status == PaymentStatus.PENDING)
    return list(session.scalars(_batches(actor).where(PaymentBatch.status == BatchStatus.APPROVED, pending)))


def keys_of_batches(actor: User) -> Select[int]:
    """The runs that pay only households this person serves, by their keys."""
    to_household = Payment.instalment, Instalment.award, SubsidyAward.lease, Lease.household
    foreign = select(Payment.batch_id).where(~actor.sees(Household.centre_id))
    for step in to_household:
        foreign = foreign.join(step)
    return select(PaymentBatch.id).where(PaymentBatch.id.not_in(foreign))


def _batches(actor: User) -> Select[PaymentBatch]:
    return (
        select(PaymentBatch)
        .options(selectinload(PaymentBatch.payments), joinedload(PaymentBatch.prepared_by))
        .where(PaymentBatch.id.in_(keys_of_batches(actor)))
        .order_by(PaymentBatch.id.desc())
    )


def _reference(session: Session, month: date) -> str:
    """Named by the month and a running number. If two are made at once, the database takes one."""
    earlier = session.scalar(select(func.count(PaymentBatch.id)).where(PaymentBatch.month == month)) or 0
    return f"P-{month:%Y-%m}-{earlier + 1}"


def _payment(batch_reference: str, instalment: Instalment) -> Payment:
    account = payee_account(instalment.award.lease, instalment.award.payee)
    return Payment(
        instalment=instalment,
        reference=f"{batch_reference}-{instalment.id}",
        amount=instalment.amount,
        creditor_name=account.name,
        creditor_iban=account.iban,
    )
