"""The factors of an instalment's amount, and what they rest on."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from core.money import from_cents
from subsidies.rules.months import Share
from subsidies.rules.tariff import Grounds, Means, monthly_units, tariff_cents


class Part(NamedTuple):
    """Days of one month with one entitlement: they bring it × `days` / `of`, exactly. Where `of` is 1 it counts whole.

    A one-off is one part, for the household of a day. Amounts are in euros.
    """

    grounds: Grounds
    means: Means
    days: int
    of: int
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


def parts_of(shares: Iterable[Share], of: int, means: Means, household_of: date | None = None) -> tuple[Part, ...]:
    """The shares of a month, neighbours on the same grounds as one."""
    return tuple(_parts(shares, of, means, household_of))


def _parts(shares: Iterable[Share], of: int, means: Means, household_of: date | None) -> Iterator[Part]:
    for grounds, alike in groupby(shares, key=itemgetter(2)):
        yield Part(grounds, means, sum(days for _, days, _ in alike), of, household_of)
