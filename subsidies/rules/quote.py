"""The answer to a case: what is due in which month, and how each amount came about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, TypeVar

from core.money import ZERO, from_cents
from core.text import Sentence
from subsidies.rules.case import Kind, Period
from subsidies.rules.eligibility import Reason
from subsidies.rules.explanation import because, kept_back, paid_already
from subsidies.rules.parts import Basis, Part


class InstalmentStatus(StrEnum):
    DUE = "due"
    PAID = "paid"


class Instalment(NamedTuple):
    """What one month brings of one kind. `month` is its first day.

    A monthly one runs from its first payable day to the day after the last one, if anything is due now. The basis is
    that of what is due now, also where another amount was paid.
    """

    kind: Kind
    month: date
    due_on: date
    cents: int
    first_day: date | None = None
    end_day: date | None = None
    basis: Basis | None = None
    recovered_cents: int = 0
    status: InstalmentStatus = InstalmentStatus.DUE

    @property
    def amount(self) -> Decimal:
        """In euros, like `recovered` and `payable`."""
        return from_cents(self.cents)

    @property
    def recovered(self) -> Decimal:
        """What is kept back of it."""
        return from_cents(self.recovered_cents)

    @property
    def payable(self) -> Decimal:
        """What leaves: the amount less what is kept back."""
        return from_cents(self.cents - self.recovered_cents)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The factors from which the amount due now follows."""
        return self.basis.parts if self.basis else ()

    @property
    def because(self) -> tuple[Sentence, ...]:
        """How the amount comes about; of what was paid, how it would come about now. Arrears rest on differences."""
        sentences = because(self.basis) if self.basis else ()
        if self.status is InstalmentStatus.PAID:
            return (*sentences, paid_already(self.amount))
        return (*sentences, kept_back(self.recovered, self.payable)) if self.recovered_cents else sentences


class Difference(NamedTuple):
    """A payment whose amount would now be another."""

    month: date
    kind: Kind
    paid: Decimal
    due: Decimal

    @property
    def difference(self) -> Decimal:
        """Above zero when too little was paid."""
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
        cents = {kind: sum(row.cents for row in self.instalments if row.kind is kind) for kind in Kind}
        recovered = sum(row.recovered_cents for row in self.instalments)
        return Totals(
            one_off=from_cents(cents[Kind.ONE_OFF]),
            monthly=from_cents(cents[Kind.MONTHLY]),
            arrears=from_cents(cents[Kind.ARREARS]),
            recovered=from_cents(recovered),
            payable=from_cents(sum(cents.values()) - recovered),
        )


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """By month, then one-off, monthly, arrears."""
    return tuple(sorted(rows, key=lambda row: (row.month, _ORDER[row.kind])))


_ORDER = {kind: number for number, kind in enumerate(Kind)}
