"""One household's account: its lease, what the programme paid, what is on its way, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from core.dates import add_months
from core.money import ZERO, total
from core.text import Sentence
from housing.models import Lease
from housing.services.leases.leases import latest_lease
from subsidies.models import AwardStatus, BatchStatus, Instalment, Payee, Payment, PaymentStatus, SubsidyAward
from subsidies.rules.case import Kind
from subsidies.rules.plain_words import in_plain_words


class StatementState(StrEnum):
    """How far one sum has come."""

    PAID = "paid"
    ON_ITS_WAY = "on-its-way"  # in a run that the bank has or will get
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One sum of one month, and plain words for why it is as much."""

    kind: str  # monthly, one-off
    month: date  # its first day
    due_on: date  # by the schedule, or when the bank pays the run that it is in
    amount: Decimal
    state: StatementState
    paid_on: date | None
    payee: Payee
    because: tuple[Sentence, ...]
    is_paid_elsewhere: bool = False  # before or outside this service
    is_late: bool = False  # due, and not yet given to the bank


@dataclass(frozen=True, slots=True)
class Statement:
    """The lines stand in the order of their day, the first month first."""

    lease: Lease | None
    lines: tuple[StatementLine, ...]

    @property
    def paid(self) -> tuple[StatementLine, ...]:
        """What was paid, from here or before."""
        return tuple(line for line in self.lines if line.state is StatementState.PAID)

    @property
    def paid_total(self) -> Decimal:
        """The sum of it."""
        return total(line.amount for line in self.paid)

    @property
    def next(self) -> tuple[StatementLine, ...]:
        """What is paid on the next day of payment; empty when nothing more comes."""
        unpaid = [line for line in self.lines if line.state is not StatementState.PAID]
        return tuple(line for line in unpaid if line.due_on == unpaid[0].due_on)

    @property
    def next_total(self) -> Decimal:
        """The sum of it."""
        return total(line.amount for line in self.next)

    @property
    def own_share(self) -> Decimal | None:
        """What the next payment leaves of its month's rent; None unless it is for one month, all under the lease."""
        if self.lease is None or [line.kind for line in self.next] != [Kind.MONTHLY]:
            return None
        month = self.next[0].month
        covered = self.lease.starts_on <= month and add_months(month, 1) <= self.lease.ends_on
        return max(ZERO, self.lease.monthly_rent - self.next[0].amount) if covered else None

    @property
    def later(self) -> tuple[StatementLine, ...]:
        """What comes after the next day of payment."""
        first = (*self.paid, *self.next)
        return tuple(line for line in self.lines if line not in first)


def statement_of(session: Session, household_id: int, *, on: date) -> Statement:
    """The account as of a day, by approved awards only, and of these what has been paid or will be."""
    instalments = _instalments(session, household_id)
    payments = _payments(session, instalments)
    shown = [one for one in instalments if one.is_paid_elsewhere or one.id in payments or not one.outlasts_lease]
    lines = [_line(instalment, payments.get(instalment.id), on) for instalment in shown]
    return Statement(latest_lease(session, household_id), tuple(sorted(lines, key=lambda line: line.due_on)))


def _instalments(session: Session, household_id: int) -> Sequence[Instalment]:
    query = (
        select(Instalment)
        .join(Instalment.award)
        .join(SubsidyAward.lease)
        .where(Lease.household_id == household_id, SubsidyAward.status == AwardStatus.APPROVED)
        .options(contains_eager(Instalment.award).contains_eager(SubsidyAward.lease))
    )
    return session.scalars(query.order_by(Instalment.due_on, Instalment.kind.desc(), Instalment.id)).all()


def _payments(session: Session, instalments: Sequence[Instalment]) -> dict[int, Payment]:
    """By instalment the payment that counts; those that came back do not."""
    ids = [instalment.id for instalment in instalments]
    living = Payment.instalment_id.in_(ids), Payment.status != PaymentStatus.REJECTED
    query = select(Payment).where(*living).options(joinedload(Payment.batch))
    return {payment.instalment_id: payment for payment in session.scalars(query.order_by(Payment.id))}


def _line(instalment: Instalment, payment: Payment | None, on: date) -> StatementLine:
    state = _state(instalment, payment, on)
    paid_on = instalment.paid_elsewhere_on or (payment.recorded_on if payment else None)
    batch = payment.batch if payment and state is StatementState.ON_ITS_WAY else None
    due_on = batch.execution_on if batch else instalment.due_on
    is_at_bank = batch is not None and batch.status is BatchStatus.APPROVED
    return StatementLine(
        kind=instalment.kind,
        month=instalment.month,
        due_on=due_on,
        amount=instalment.amount,
        state=state,
        paid_on=paid_on if state is StatementState.PAID else None,
        payee=instalment.award.payee,
        because=tuple(in_plain_words(sentence) for sentence in instalment.sentences),
        is_paid_elsewhere=state is StatementState.PAID and instalment.is_paid_elsewhere,
        is_late=state is not StatementState.PAID and due_on < on and not is_at_bank,
    )


def _state(instalment: Instalment, payment: Payment | None, on: date) -> StatementState:
    if instalment.paid_elsewhere_on is not None and instalment.paid_elsewhere_on <= on:
        return StatementState.PAID
    if payment is None:
        return StatementState.COMING
    is_paid = payment.status is PaymentStatus.PAID and payment.recorded_on is not None and payment.recorded_on <= on
    return StatementState.PAID if is_paid else StatementState.ON_ITS_WAY
