"""Many awards at once: what other tables, another cap or a freeze make of them, to the cent of the exact engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from core.money import from_cents
from subsidies.rules.case import Period
from subsidies.rules.columns import NEVER, Array, Columns, Stretches, weigh
from subsidies.rules.day_numbers import Days, month_as_date
from subsidies.rules.portfolio import Portfolio
from subsidies.rules.rates import Rates, tariff_by_place
from subsidies.rules.scheme import Proration, Scheme, Terms

_NONE = np.array([], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Due:
    """Cents by case and month number; all arrays are as long. A month that comes to nothing has 0."""

    case: Array
    month: Array
    cents: Array


@dataclass(frozen=True, slots=True)
class Simulation:
    """What all the cases of a portfolio are due, whatever was paid, and as if all were eligible."""

    monthly: tuple[Due, ...]
    one_off: tuple[Due, ...]

    def by_month(self) -> dict[date, Decimal]:
        """The sum of each month, in order."""
        sums: dict[int, int] = {}
        for due in (*self.monthly, *self.one_off):
            for month in np.unique(due.month).tolist():
                cents = due.cents[due.month == month].tolist()  # Python's own numbers: sums may outgrow 64 bits
                sums[month] = sums.get(month, 0) + sum(cents)
        return {month_as_date(month): from_cents(sums[month]) for month in sorted(sums)}


def simulate(portfolio: Portfolio, scheme: Scheme, freezes: Sequence[Period] = ()) -> Simulation:
    """The amounts under the tables and the cap of the scheme, with these freezes beside those of the cases.

    What else the scheme says must be as in the portfolio's terms wherever amounts depend on it. Raises ValueError.
    """
    if _fixed(scheme.terms) != _fixed(portfolio.terms):
        raise ValueError("length, start, proration and size changes of awards are those that the portfolio was made by")
    frozen = _in_order(freezes)
    blocks = [_Block(columns, scheme, frozen) for columns in portfolio.blocks]
    return Simulation(tuple(block.monthly() for block in blocks), tuple(block.one_off() for block in blocks))


def _fixed(terms: Terms) -> tuple[object, ...]:
    return terms.months, terms.starts, terms.proration, terms.size_change


def _in_order(freezes: Sequence[Period]) -> list[Days]:
    """The days of the freezes, each once."""
    days: list[Days] = []
    for first, end in sorted((freeze.starts_on.toordinal(), freeze.ends_on.toordinal()) for freeze in freezes):
        if days and first <= days[-1][1]:
            days[-1] = (days[-1][0], max(end, days[-1][1]))
        else:
            days.append((first, end))
    return days


class _Block:
    """One block of the portfolio under the scheme."""

    def __init__(self, columns: Columns, scheme: Scheme, freezes: list[Days]) -> None:
        proration = scheme.terms.proration
        self._columns, self._scheme, self._is_whole = columns, scheme, proration is Proration.WHOLE
        self._leading = _Thawed(columns.leading, proration, freezes)
        self._further = _Thawed(columns.further, proration, freezes)

    def monthly(self) -> Due:
        """Each cell's amount, rounded once, half up. Days are reckoned only where a month is not whole: most are."""
        columns, rates = self._columns, Rates(self._columns, self._scheme)
        whole, further, grain = columns.whole, columns.further, rates.grain
        units, weight = rates.of(columns.leading), self._leading.weight
        of = np.asarray(columns.of, units.dtype)
        frozen = self._leading.touched[self._leading.touched < whole]
        in_days = units[frozen] * weight[frozen]
        uneven = units[whole:]
        uneven *= weight[whole:]
        np.add.at(uneven, further.cell - whole, rates.of(further) * self._further_weight())
        uneven[:] = _rounded(uneven, of[whole:] * grain)
        if grain != 1:
            units[:whole] = _rounded(units[:whole], grain)
        units[frozen] = _rounded(in_days, of[frozen] * grain)
        return Due(columns.case, columns.month, units)

    def one_off(self) -> Due:
        """Due with an award's first payable day, by the table and the household of its first day at all."""
        case, month, place = self._opening()
        _, amount = tariff_by_place(self._columns, self._scheme.one_off, 1)
        return Due(case, month, amount[place])

    def _further_weight(self) -> Array:
        """What the further stretches count for.

        A month that counts whole goes by its first payable day: where none leads any more, by the next stretch.
        """
        if not self._is_whole or not len(self._leading.lost):
            return self._further.weight
        left = np.setdiff1d(np.arange(len(self._further.weight)), self._further.lost)
        left = left[np.isin(self._columns.further.cell[left], self._leading.lost)]
        _, first = np.unique(self._columns.further.cell[left], return_index=True)
        weight = np.zeros_like(self._further.weight)
        weight[left[first]] = 1
        return weight

    def _opening(self) -> tuple[Array, Array, Array]:
        """Case, month and place of each award's earliest cell in which a payable day is left."""
        columns = self._columns
        if not len(self._leading.lost):
            return columns.opening.case, columns.opening.month, columns.opening.place
        cells, place = columns.opening.cell, columns.opening.place
        is_payable = np.full(len(columns.award), True)
        is_payable[self._leading.lost] = False
        is_payable[np.delete(columns.further.cell, self._further.lost)] = True
        while not is_payable[cells].all():
            cells = np.where(is_payable[cells], cells, columns.following[cells])
            has_one = cells != NEVER
            cells, place = cells[has_one], place[has_one]
        return columns.case[cells], columns.month[cells], place


class _Thawed:
    """What freezes leave of stretches: which they touch, the weight of each, and which have no day left."""

    def __init__(self, stretches: Stretches, proration: Proration, freezes: list[Days]) -> None:
        self.weight, self.touched, self.lost = stretches.weight, _NONE, _NONE
        if not freezes:
            return
        self.touched = touched = np.flatnonzero(_overlaps(stretches, freezes))
        first, end, month_end = stretches.first[touched], stretches.end[touched], stretches.month_end[touched]
        days, weight = end - first, self.weight[touched]
        for from_day, to_day in freezes:
            frozen = np.maximum(first, from_day), np.minimum(end, to_day)
            days -= np.maximum(frozen[1] - frozen[0], 0)
            if proration is not Proration.WHOLE:
                weight -= weigh(proration, *frozen, month_end)
        weight[days == 0] = 0
        self.lost = touched[days == 0]
        self.weight = self.weight.copy()
        self.weight[touched] = weight


def _overlaps(stretches: Stretches, freezes: list[Days]) -> Array:
    """Which stretches have a frozen day."""
    found = np.zeros(len(stretches.first), bool)
    for first, end in freezes:
        found |= (stretches.first < end) & (stretches.end > first)
    return found


def _rounded(units: Array, of: Array | int) -> Array:
    """Whole cents of amounts of which `of` units make a cent; half a cent goes up."""
    return (2 * units + of) // (2 * of)
