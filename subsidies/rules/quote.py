"""The answer to a case: what is due in which month, and how each amount came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from core.money import ZERO, total
from core.text import Sentence
from subsidies.rules.case import Kind, Period
from subsidies.rules.eligibility import Reason
from subsidies.rules.tariff import Entitlement


class InstalmentStatus(StrEnum):
    DUE = "due"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class Part:
    """Days of one month with one monthly entitlement: they bring entitlement × `days` / `of`, exactly."""

    entitlement: Entitlement
    days: int
    of: int

    @property
    def amount(self) -> Fraction:
        return self.entitlement.amount * self.days / self.of


@dataclass(frozen=True, slots=True)
class Instalment:
    """What one month brings of one kind. `month` is its first day.

    `period` runs from the first payable day to the day after the last one; None when nothing is due now.
    `payable` is `amount` less what is kept back (`recovered`). `parts` are the factors of a monthly amount.
    """

    kind: Kind
    month: date
    due_on: date
    amount: Decimal
    period: Period | None = None
    recovered: Decimal = ZERO
    status: InstalmentStatus = InstalmentStatus.DUE
    because: tuple[Sentence, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def payable(self) -> Decimal:
        return self.amount - self.recovered


@dataclass(frozen=True, slots=True)
class Difference:
    """A payment whose amount would now be another. `difference` is above zero when too little was paid."""

    month: date
    kind: Kind
    paid: Decimal
    due: Decimal

    @property
    def difference(self) -> Decimal:
        return self.due - self.paid


Row = TypeVar("Row", Instalment, Difference)


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all instalments, paid ones too."""

    one_off: Decimal
    monthly: Decimal
    arrears: Decimal
    recovered: Decimal
    payable: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    """The whole answer. `outstanding` is what was paid too much and is not being recovered."""

    scheme: str
    award: Period
    reasons: tuple[Reason, ...]
    unchecked: tuple[str, ...]
    instalments: tuple[Instalment, ...] = ()
    differences: tuple[Difference, ...] = ()
    outstanding: Decimal = ZERO

    @property
    def is_eligible(self) -> bool:
        return not self.reasons

    @property
    def totals(self) -> Totals:
        amounts = {kind: total(i.amount for i in self.instalments if i.kind is kind) for kind in Kind}
        return Totals(
            one_off=amounts[Kind.ONE_OFF],
            monthly=amounts[Kind.MONTHLY],
            arrears=amounts[Kind.ARREARS],
            recovered=total(i.recovered for i in self.instalments),
            payable=total(i.payable for i in self.instalments),
        )


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """By month, then one-off, monthly, arrears."""
    kinds = list(Kind)
    return tuple(sorted(rows, key=lambda row: (row.month, kinds.index(row.kind))))
