"""What is there already for a month that an award gives: nobody should be paid the same twice."""

from collections.abc import Container, Iterable
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from core.db import in_parts
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.importing.award import in_words
from subsidies.models import STANDING, AwardStatus, Instalment, Payment, PaymentStatus, SubsidyAward
from subsidies.rules.case import Kind

PAID_ALREADY = N_(
    "Award %(number)s has %(month)s as paid on %(day)s. Now it is not said to be paid: the next run would pay it again."
)
ONE_OFF_PAID_ALREADY = N_(
    "Award %(number)s has the one-off as paid on %(day)s. Now it is not said to be paid: the next run would pay it"
    " again."
)
PAID_LEFT_OUT = N_("Award %(number)s has %(month)s as paid on %(day)s. Now it is left out, and would count no more.")
ONE_OFF_PAID_LEFT_OUT = N_(
    "Award %(number)s has the one-off as paid on %(day)s. Now it is left out, and would count no more."
)
FOR_BOTH_HOMES = N_(
    "Award %(number)s gives %(amount)s for %(month)s too, for another home of this household. Is it for both?"
)
ONE_OFF_FOR_BOTH_HOMES = N_(
    "Award %(number)s gives a one-off of %(amount)s too, for another home of this household. Is it for both?"
)


class OfMonth(Protocol):
    """What is paid for a month, or once."""

    @property
    def slot(self) -> tuple[str, date]: ...


M = TypeVar("M", bound=OfMonth)


class SameMonths(Generic[M]):
    """Rows by what they are for: one month's rent, or the one-off, which is the same in any month."""

    def __init__(self, rows: Iterable[M]) -> None:
        self._rows = {_purpose(*row.slot): row for row in rows}

    def find(self, row: OfMonth) -> M | None:
        """What is there for the same."""
        return self._rows.get(_purpose(*row.slot))

    def besides(self, others: "SameMonths[Any]") -> list[M]:
        """What is there and not among the others."""
        return [row for purpose, row in self._rows.items() if purpose not in others._rows]


def paid_elsewhere(awards: Iterable[SubsidyAward]) -> SameMonths[Instalment]:
    """What of these awards was paid before, or outside this service; of several the last one holds."""
    return SameMonths(row for award in awards for row in award.instalments if row.is_paid_elsewhere)


def all_months(awards: Iterable[SubsidyAward], lapsed: Container[int]) -> SameMonths[Instalment]:
    """Everything that these awards give, but for what has lapsed."""
    return SameMonths(row for award in awards for row in award.instalments if row.id not in lapsed)


def find_lapsed(session: Session, rows: Iterable[Instalment]) -> set[int]:
    """Of these, by their keys, what nobody was paid and no run will pay, since its lease ended before."""
    beyond = {row.id for row in rows if row.outlasts_lease and not row.is_paid_elsewhere}
    paid: set[int] = set()
    for part in in_parts(beyond):
        living = Payment.instalment_id.in_(part), Payment.status != PaymentStatus.REJECTED
        paid.update(session.scalars(select(Payment.instalment_id).where(*living)))
    return beyond - paid


def paid_already(row: Instalment) -> Sentence:
    """What to say of a month that is known as paid and is to be paid."""
    return _say(PAID_ALREADY, ONE_OFF_PAID_ALREADY, row, day=row.paid_elsewhere_on)


def paid_left_out(row: Instalment) -> Sentence:
    """What to say of a month that is known as paid and is given no more."""
    return _say(PAID_LEFT_OUT, ONE_OFF_PAID_LEFT_OUT, row, day=row.paid_elsewhere_on)


def for_both_homes(row: Instalment) -> Sentence:
    """What to say of a month that two homes of one household would bring."""
    return _say(FOR_BOTH_HOMES, ONE_OFF_FOR_BOTH_HOMES, row, amount=row.amount)


def paid_twice(session: Session, award: SubsidyAward) -> list[Sentence]:
    """What whoever approves an award should know of it: the months that it gives and that were given already."""
    query = (
        select(Instalment)
        .join(Instalment.award)
        .join(SubsidyAward.lease)
        .options(contains_eager(Instalment.award).contains_eager(SubsidyAward.lease))
        .where(Lease.household_id == award.lease.household_id, SubsidyAward.id != award.id)
        .where(SubsidyAward.status.in_((*STANDING, AwardStatus.SUPERSEDED)))
        .order_by(SubsidyAward.id, Instalment.month, Instalment.id)
    )
    found = session.scalars(query).all()
    before = SameMonths(row for row in found if row.award.lease_id == award.lease_id and row.is_paid_elsewhere)
    others = [row for row in found if row.award.lease_id != award.lease_id and row.award.status in STANDING]
    lapsed = find_lapsed(session, others)
    beside = SameMonths(row for row in others if row.id not in lapsed)
    again = [before.find(row) for row in award.to_pay]
    both = [beside.find(row) for row in award.instalments]
    return [paid_already(row) for row in again if row] + [for_both_homes(row) for row in both if row]


def _say(monthly: str, one_off: str, row: Instalment, **values: object) -> Sentence:
    """The one-off is named as such, a month by its name."""
    if row.kind == Kind.ONE_OFF:
        return Sentence(one_off, {"number": row.award_id, **values})
    return Sentence(monthly, {"number": row.award_id, "month": in_words(row.month), **values})


def _purpose(kind: str, month: date) -> tuple[str, date | None]:
    return kind, None if kind == Kind.ONE_OFF else month
