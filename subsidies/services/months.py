"""A month in figures: what is due, what is at the bank, what was paid or sent back, and what is left."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.money import ZERO, total
from housing.models import Lease
from people.models import Household
from subsidies.models import AwardStatus, BatchStatus, Instalment, Payment, PaymentBatch, PaymentStatus, SubsidyAward


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of instalments; `rejected` is what the bank sent back, which may be in another run since.

    `elsewhere` was paid before or outside this service, and is paid as well.
    """

    due: Decimal = ZERO
    batched: Decimal = ZERO  # in a run, not yet paid
    paid: Decimal = ZERO
    rejected: Decimal = ZERO
    elsewhere: Decimal = ZERO

    @property
    def left(self) -> Decimal:
        """Due, and in no run."""
        return self.due - self.batched - self.all_paid

    @property
    def all_paid(self) -> Decimal:
        """What the household has, whoever paid it."""
        return self.paid + self.elsewhere

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.due + other.due,
            self.batched + other.batched,
            self.paid + other.paid,
            self.rejected + other.rejected,
            self.elsewhere + other.elsewhere,
        )


@dataclass(frozen=True, slots=True)
class AwardMonth:
    """One award's part of the month."""

    award: SubsidyAward
    figures: Figures


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """The whole month."""

    month: date
    rows: tuple[AwardMonth, ...]

    @property
    def total(self) -> Figures:
        return _sum(row.figures for row in self.rows)


def month_figures(session: Session, month: date, actor: User) -> MonthFigures:
    """The month (its first day) award by award, in the order of the households' references."""
    payments = _payments(session, month)
    by_award: dict[SubsidyAward, list[Figures]] = defaultdict(list)
    for instalment in _instalments(session, month, actor):
        by_award[instalment.award].append(_figures(instalment, payments[instalment.id]))
    return MonthFigures(month, tuple(AwardMonth(award, _sum(parts)) for award, parts in by_award.items()))


def _instalments(session: Session, month: date, actor: User) -> list[Instalment]:
    query = (
        select(Instalment)
        .join(Instalment.award)
        .join(SubsidyAward.lease)
        .join(Lease.household)
        .options(joinedload(Instalment.award).joinedload(SubsidyAward.lease).joinedload(Lease.household))
        .where(Instalment.month == month, SubsidyAward.status == AwardStatus.APPROVED)
        .where(actor.sees(Household.centre_id))
        .order_by(Household.reference, Instalment.award_id, Instalment.id)
    )
    return list(session.scalars(query))


def _payments(session: Session, month: date) -> dict[int, list[Payment]]:
    """By instalment. A run that was returned never was at the bank."""
    query = (
        select(Payment)
        .join(Payment.instalment)
        .join(Payment.batch)
        .where(Instalment.month == month, PaymentBatch.status != BatchStatus.RETURNED)
        .order_by(Payment.id)
    )
    found: dict[int, list[Payment]] = defaultdict(list)
    for payment in session.scalars(query):
        found[payment.instalment_id].append(payment)
    return found


def _figures(instalment: Instalment, payments: list[Payment]) -> Figures:
    sums = {status: total(p.amount for p in payments if p.status is status) for status in PaymentStatus}
    return Figures(
        due=instalment.amount,
        batched=sums[PaymentStatus.PENDING],
        paid=sums[PaymentStatus.PAID],
        rejected=sums[PaymentStatus.REJECTED],
        elsewhere=instalment.amount if instalment.is_paid_elsewhere else ZERO,
    )


def _sum(figures: Iterable[Figures]) -> Figures:
    return sum(figures, Figures())
