"""Many cases as arrays, to be reckoned under other tables, caps or freezes all at once (`rules.simulate`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import NamedTuple

import numpy as np

from core.money import to_cents
from subsidies.rules.case import Case, award_period
from subsidies.rules.columns import (
    NEVER,
    UNKNOWN,
    Array,
    Columns,
    Openings,
    Stretches,
    day_numbers,
    each,
    largest,
    weigh,
    whole_month,
    whole_numbers,
)
from subsidies.rules.composition import Composition, compositions
from subsidies.rules.day_numbers import cut, first_day_of, month_of
from subsidies.rules.payable_days import payable_periods
from subsidies.rules.scheme import Proration, SizeChange, Terms
from subsidies.rules.tariff import rents_of

Place = tuple[int, Composition]  # a month's reference day, and the household that counts


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Cases under the terms of a scheme, apart from its tables and its cap: those are what a simulation varies."""

    terms: Terms
    blocks: tuple[Columns, ...]


def portfolio_of(terms: Terms, cases: Sequence[Case]) -> Portfolio:
    """The arrays of the cases, which must be sound. Takes about as long as reckoning each of them once."""
    by_grain: dict[int, list[int]] = {}
    for number, case in enumerate(cases):
        by_grain.setdefault(_grain(case), []).append(number)
    return Portfolio(terms, tuple(_columns(terms, cases, numbers, grain) for grain, numbers in by_grain.items()))


def _grain(case: Case) -> int:
    """How many units make a cent, so that the share of every rent is whole."""
    numerator, denominator = case.lease.share.as_integer_ratio()
    return denominator // gcd(denominator, *(rent * numerator for rent in rents_of(case).values))


class _Row(NamedTuple):
    """One stretch, before it becomes a line of the arrays."""

    award: int
    month: int
    first: int
    end: int
    place: int
    rent: int


def _columns(terms: Terms, cases: Sequence[Case], numbers: list[int], grain: int) -> Columns:
    places: dict[Place, int] = {}
    starts, rows = [], []
    for award, number in enumerate(numbers):
        reader = _Reader(terms, cases[number], grain)
        starts.append(places.setdefault(reader.place_on(reader.award_first), len(places)))
        for month, first, end, place, rent in reader.stretches():
            rows.append(_Row(award, month, first, end, places.setdefault(place, len(places)), rent))
    people = {composition: number for number, composition in enumerate(dict.fromkeys(people for _, people in places))}
    leads = _leads(rows)
    awards = np.array([row.award for row in rows], dtype=np.int64)[leads]
    months = day_numbers(row.month for row in rows)[leads]
    of = whole_month(terms.proration, months)
    stretches = _stretches(terms.proration, rows, leads)
    is_whole = stretches.weight[leads] == of
    is_whole[stretches.cell[~leads]] = False
    order = np.concatenate([np.flatnonzero(is_whole), np.flatnonzero(~is_whole)])
    rank = np.argsort(order)
    with_cell, opening = np.unique(awards, return_index=True)
    case = np.array(numbers)[awards]
    return Columns(
        grain=grain,
        income=whole_numbers([_income(cases[number]) for number in numbers]),
        opening=Openings(rank[opening], case[opening], months[opening], np.array(starts)[with_cell]),
        following=_following(awards, rank)[order],
        award=awards[order],
        case=case[order],
        month=months[order],
        of=of[order],
        whole=int(is_whole.sum()),
        leading=stretches.at(np.flatnonzero(leads)[order]).renumbered(rank),
        further=stretches.at(~leads).renumbered(rank),
        largest_rent=largest(row.rent for row in rows),
        place_day=np.array([day for day, _ in places]),
        place_people=np.array([people[composition] for _, composition in places]),
        people=tuple(people),
    )


def _leads(rows: list[_Row]) -> Array:
    """Of each row whether it is the first of its award and month."""
    cells = [(row.award, row.month) for row in rows]
    return np.array([number == 0 or cell != cells[number - 1] for number, cell in enumerate(cells)], dtype=bool)


def _following(award: Array, rank: Array) -> Array:
    """Of each cell the rank of the next one, where that is of the same award."""
    following = np.full(len(award), NEVER)
    has_next = np.flatnonzero(award[1:] == award[:-1])
    following[has_next] = rank[has_next + 1]
    return following


def _stretches(proration: Proration, rows: list[_Row], leads: Array) -> Stretches:
    first, end = day_numbers(row.first for row in rows), day_numbers(row.end for row in rows)
    month_end = each(lambda month: first_day_of(month + 1), day_numbers(row.month for row in rows))
    weight = leads if proration is Proration.WHOLE else weigh(proration, first, end, month_end)
    return Stretches(
        cell=np.cumsum(leads) - 1,
        first=first,
        end=end,
        month_end=month_end,
        weight=weight.astype(np.int64),
        place=np.array([row.place for row in rows], dtype=np.int64),
        rent=whole_numbers([row.rent for row in rows]),
    )


def _income(case: Case) -> int:
    income = case.household.annual_income
    return UNKNOWN if income is None else to_cents(income)


class _Reader:
    """One case as rows of numbers."""

    def __init__(self, terms: Terms, case: Case, grain: int) -> None:
        self._case, self._grain = case, grain
        self._award = award_period(terms, case)
        self.award_first = self._award.starts_on.toordinal()
        self._is_same_day = terms.size_change is SizeChange.SAME_DAY
        self._rents = rents_of(case)
        self._people = compositions(case.household, self._award.starts_on)

    def stretches(self) -> Iterator[tuple[int, int, int, Place, int]]:
        """Month, first day, end, place and rent of each stretch, in order."""
        numerator, denominator = self._case.lease.share.as_integer_ratio()
        changes = {*self._rents.days, *(self._people.days if self._is_same_day else ())}
        for first, end in cut(payable_periods(self._case, self._award), changes):
            rent = self._rents.on(first) * numerator * self._grain // denominator
            while first < end:
                month = month_of(first)
                until = min(end, first_day_of(month + 1))
                yield month, first, until, self.place_on(first), rent
                first = until

    def place_on(self, day: int) -> Place:
        """The reference day of a day's month, and the household that counts on the day."""
        reference = max(self.award_first, first_day_of(month_of(day)))
        return reference, self._people.on(day if self._is_same_day else reference)
