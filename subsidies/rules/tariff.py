"""What a whole month is worth to a household under a scheme. Exact: nothing is rounded here but an estimate."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from core.money import from_cents, to_cents
from subsidies.rules.case import Case
from subsidies.rules.composition import Composition, compositions, sizes
from subsidies.rules.day_numbers import Days, Steps, cut, first_day_of, first_from, month_of
from subsidies.rules.scheme import IncomeGap, Rule, Scheme, Table, table_in_force

MONTHS_OF_A_YEAR = 12

# What a day's entitlement rests on: the table in force if any, the household, and the whole rent in cents.
Grounds = tuple[Table | None, Composition, int]

# Days from the first up to the second, and what each of them is entitled to a month: so many units of the grain.
Span = tuple[int, int, int, int, Grounds]


class Means(NamedTuple):
    """What stays the same throughout a case.

    The household's share of the rent, also as numerator and denominator, its income in euros a year, and whether the
    rent caps what a table brings.
    """

    share: Decimal
    ratio: tuple[int, int]
    income: Decimal | None
    is_capped: bool


def means_of(scheme: Scheme, case: Case) -> Means:
    """The means for monthly amounts."""
    share = case.lease.share
    return Means(share, share.as_integer_ratio(), case.household.annual_income, scheme.is_capped)


class Tariff:
    """The monthly entitlements of one case under one scheme, over the days of its award (`rules.day_numbers`)."""

    def __init__(self, scheme: Scheme, case: Case, award_starts_on: date) -> None:
        by_age = scheme.is_by_age
        self._award_first = award_starts_on.toordinal()
        self._is_same_day = scheme.is_same_day
        self._tables, self._one_offs = scheme.monthly_steps, scheme.one_off_steps
        self._rents = rents_of(case)
        self._people = compositions(case.household, award_starts_on) if by_age else sizes(case.household)
        self._means = means_of(scheme, case)

    def spans(self, periods: Iterable[Days]) -> list[Span]:
        """The days of the periods, in order, with what they are entitled to.

        A month's reference day is the later of the award's start and the 1st. The table is that of the reference day.
        With `next-month` so is the household (who joins on the 1st counts at once, who joins on the 2nd a month later);
        with `same-day` it is the day's own. The rent is always the day's own.
        """
        tables, people, rents = self._tables, self._people, self._rents
        means, award_first, is_same_day = self._means, self._award_first, self._is_same_day
        spans = []
        for first, end in cut(periods, self._changes()):
            reference = first_day_of(month_of(first))
            if reference < award_first:
                reference = award_first
            present = people.on(first if is_same_day else reference)
            grounds = (tables.on(reference), present, rents.on(first))
            units, grain = monthly_units(grounds, means)
            spans.append((first, end, units, grain, grounds))
        return spans

    def one_off(self) -> Grounds:
        """The one-off goes by the table and the household of the award's start; the rent does not touch it."""
        return self._one_offs.on(self._award_first), self._people.on(self._award_first), 0

    def _changes(self) -> set[int]:
        """The days on which the entitlement may become another."""
        if self._is_same_day:
            return {*self._rents.days, *self._people.days, *map(first_from, self._tables.days)}
        return {*self._rents.days, *map(first_from, self._tables.days + self._people.days)}


def monthly_units(grounds: Grounds, means: Means) -> tuple[int, int]:
    """A month's entitlement, and the grain: how many of its units make a cent.

    Shares of rents and incomes have parts of a cent; in units everything is whole. With nobody present it is zero, and
    so it is without a table.
    """
    table, people, rent = grounds
    numerator, grain = means.ratio
    if table is None:
        return 0, grain
    rule = table.rule
    if isinstance(rule, IncomeGap):
        return _gap_units(rule, people, rent, means)
    units, rent_units = rule.cents(*people) * grain, rent * numerator
    return (rent_units if rent_units < units and means.is_capped else units), grain


ALL = Decimal(1)
ONE_OFF = Means(ALL, (1, 1), income=None, is_capped=False)


def monthly_entitlement(
    scheme: Scheme, people: Composition, rent_share: Decimal, on: date, annual_income: Decimal | None = None
) -> Decimal | None:
    """What these people would get for a whole month at this rent share, rounded to the cent.

    An estimate for ranking flats. None without a table in force on the day, and where the table reckons with an income
    that is not known.
    """
    entitled = entitlement_by_rent(scheme, people, on, annual_income)
    return None if entitled is None else entitled(rent_share)


def entitlement_by_rent(
    scheme: Scheme, people: Composition, on: date, annual_income: Decimal | None = None
) -> Callable[[Decimal], Decimal] | None:
    """The same for whoever asks about hundreds of rents: the table is looked up once."""
    table = table_in_force(scheme.monthly, on)
    if table is None or (isinstance(table.rule, IncomeGap) and annual_income is None):
        return None
    means = Means(ALL, (1, 1), annual_income, scheme.is_capped)
    return lambda rent_share: from_cents(round_units(*monthly_units((table, people, to_cents(rent_share)), means)))


def tariff_cents(rule: Rule, people: Composition) -> int:
    """What the table says for these people: its amount, or its payment standard."""
    return rule.standard.cents(people.size) if isinstance(rule, IncomeGap) else rule.cents(*people)


def own_part_cents(rule: IncomeGap, income: Decimal | None) -> Fraction:
    """The part of a month's income that the household puts towards its rent itself, exactly."""
    return Fraction(rule.income_share) * to_cents(income or Decimal(0)) / MONTHS_OF_A_YEAR


def round_units(units: int, of: int) -> int:
    """Whole cents of an amount of which `of` units make a cent; half a cent goes up."""
    return (2 * units + of) // (2 * of)


def _gap_units(rule: IncomeGap, people: Composition, rent: int, means: Means) -> tuple[int, int]:
    """What the rent share, or the standard when that is lower, exceeds the own part by; under `least` nothing."""
    numerator, denominator = means.ratio
    own_part = own_part_cents(rule, means.income)
    grain = lcm(denominator, own_part.denominator)
    counted = min(rule.standard.cents(people.size) * grain, rent * numerator * (grain // denominator))
    gap = max(0, counted - own_part.numerator * (grain // own_part.denominator))
    return (gap if gap >= to_cents(rule.least) * grain else 0), grain


def rents_of(case: Case) -> Steps[int]:
    """The whole rent in cents over the days."""
    changes = [(change.from_on, to_cents(change.monthly_rent)) for change in case.rent_changes]
    return Steps(to_cents(case.lease.monthly_rent), changes)
