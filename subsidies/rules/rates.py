"""A scheme's tables and cap, applied to many stretches of days at once."""

from math import lcm

import numpy as np

from core.money import to_cents
from subsidies.rules.columns import UNKNOWN, Array, Columns, Stretches, largest, smallest_type, whole_numbers
from subsidies.rules.scheme import IncomeGap, Scheme, Table
from subsidies.rules.tariff import MONTHS_OF_A_YEAR, tariff_cents


class Rates:
    """Monthly entitlements in units, of which `grain` make a cent: the rents' own grain, finer where incomes count."""

    def __init__(self, columns: Columns, scheme: Scheme) -> None:
        gaps = [table.rule for table in scheme.monthly if isinstance(table.rule, IncomeGap)]
        if gaps and (columns.income == UNKNOWN).any():
            raise ValueError("the scheme reckons with incomes, and not every case has one")
        self._finer = lcm(*(MONTHS_OF_A_YEAR * gap.income_share.as_integer_ratio()[1] for gap in gaps))
        self.grain = columns.grain * self._finer
        self._columns, self._is_capped = columns, scheme.is_capped
        self._gaps = [self._gap(table) for table in (None, *scheme.monthly)] if gaps else []
        largest_income = largest(columns.income.tolist() if gaps else ())
        largest_part = largest(own_part for _, own_part, _ in self._gaps) * largest_income
        largest_least = largest(least for *_, least in self._gaps)
        largest_rent = columns.largest_rent * self._finer
        self._table, amount = tariff_by_place(columns, scheme.monthly, self.grain)
        self._dtype = max(
            amount.dtype, smallest_type(self.grain, largest_rent, largest_income, largest_part, largest_least)
        )
        self._amount = np.asarray(amount, self._dtype)

    def of(self, stretches: Stretches) -> Array:
        """The entitlement of each stretch for a whole month."""
        units = self.tariff(stretches)
        rent = np.asarray(stretches.rent, self._dtype)
        if self._gaps:
            return self._less_income(units, rent * self._finer, stretches)
        return np.minimum(units, rent, out=units) if self._is_capped else units

    def tariff(self, stretches: Stretches) -> Array:
        """What the tables say for each stretch, before rent and income count."""
        return self._amount.take(stretches.place)

    def _less_income(self, units: Array, rent: Array, stretches: Stretches) -> Array:
        """As `of`, where some of the tables are income gaps."""
        table = self._table[stretches.place]
        by_rent, *units_of_gaps = zip(*self._gaps, strict=True)
        own_part, least = (np.array(values, dtype=self._dtype) for values in units_of_gaps)
        income = self._columns.income[self._columns.award[stretches.cell]].astype(self._dtype)
        units = np.where(np.array(by_rent)[table], np.minimum(units, rent), units)
        units = np.maximum(units - own_part[table] * income, 0)
        return np.where(units < least[table], 0, units)

    def _gap(self, table: Table | None) -> tuple[bool, int, int]:
        """Whether the rent counts, the units that a cent of yearly income takes off, and the least that is paid."""
        if table is None or not isinstance(table.rule, IncomeGap):
            return self._is_capped, 0, 0
        numerator, denominator = table.rule.income_share.as_integer_ratio()
        own_part = numerator * self.grain // (denominator * MONTHS_OF_A_YEAR)
        return True, own_part, to_cents(table.rule.least) * self.grain


def tariff_by_place(columns: Columns, tables: tuple[Table, ...], grain: int) -> tuple[Array, Array]:
    """Of each place which table is in force, from 1 on (0: none), and what it says for the household, in units."""
    from_days = [table.from_on.toordinal() for table in tables]
    table = np.array(from_days).searchsorted(columns.place_day, side="right")
    nothing = [0] * len(columns.people)
    by_table = [[tariff_cents(table.rule, people) * grain for people in columns.people] for table in tables]
    amounts = whole_numbers([amount for row in (nothing, *by_table) for amount in row])
    return table, amounts[table * len(columns.people) + columns.place_people]
