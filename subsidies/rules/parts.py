"""The factors of an instalment's amount, and what they rest on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from core.money import from_cents
from core.text import Sentence
from subsidies.rules.circumstances import Setting, holds_within, later_changes
from subsidies.rules.day_numbers import first_day_of, month_as_date
from subsidies.rules.months import DueMonth
from subsidies.rules.tariff import Grounds, Means, monthly_units, tariff_cents


class Part(NamedTuple):
    """Days of one month with one entitlement: they bring it × `days` / `of`, exactly.

    Where `of` is 1 the month counts whole; where it is not the month's `length`, every month counts as many days.
    A one-off is one part, for the household of a day. Amounts are in euros.
    """

    grounds: Grounds
    means: Means
    days: int
    of: int
    length: int
    household_of: date | None = None

    @property
    def monthly(self) -> Fraction:
        """The entitlement for a whole month."""
        units, grain = monthly_units(self.grounds, self.means)
        return Fraction(units, grain * 100)

    @property
    def amount(self) -> Fraction:
        """What the part brings."""
        return self.monthly * self.days / self.of

    @property
    def tariff(self) -> Decimal:
        """The table's amount before rent and income count."""
        table, people, _ = self.grounds
        return from_cents(tariff_cents(table.rule, people) if table else 0)

    @property
    def rent(self) -> Decimal:
        """The whole rent."""
        return from_cents(self.grounds[2])

    @property
    def rent_share(self) -> Fraction:
        """This household's part of it."""
        return Fraction(self.rent) * Fraction(self.means.share)


class Basis(NamedTuple):
    """What an instalment rests on; of a one-off the day whose household it is for."""

    due: DueMonth
    means: Means
    setting: Setting
    household_of: date | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """The shares of the month, neighbours on the same grounds as one."""
        return tuple(self._parts())

    @property
    def holds(self) -> tuple[Sentence, ...]:
        """What takes days of the month away, unless a month counts whole."""
        return () if self.due.of == 1 else tuple(holds_within(self.setting, month_as_date(self.due.month)))

    @property
    def later_changes(self) -> tuple[Sentence, ...]:
        """Who came or went within the month and counts differently from the next one on."""
        return tuple(later_changes(self.setting, month_as_date(self.due.month)))

    def _parts(self) -> Iterator[Part]:
        length = first_day_of(self.due.month + 1) - first_day_of(self.due.month)
        for grounds, alike in groupby(self.due.shares, key=itemgetter(2)):
            days = sum(days for _, days, _ in alike)
            yield Part(grounds, self.means, days, self.due.of, length, self.household_of)
