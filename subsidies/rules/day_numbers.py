"""Days and months as whole numbers, with which reckoning is several times quicker than with dates.

A day's number is its ordinal in the calendar, a month's counts months since the year 0.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Generic, TypeVar

from core.dates import days_in_month

Days = tuple[int, int]  # from the first up to the day before the second

Value = TypeVar("Value")

_FIRST = itemgetter(0)


class Steps(Generic[Value]):
    """What holds from a day on, until something else does from a later day on."""

    __slots__ = ("days", "values")

    def __init__(self, first: Value, later: Iterable[tuple[date, Value]] = ()) -> None:
        """`first` holds before every day of the `later` ones, which may come in any order but not twice."""
        self.days: list[int] = []
        self.values: list[Value] = [first]
        for day, value in sorted(later, key=_FIRST):
            self.days.append(day.toordinal())
            self.values.append(value)

    def on(self, day: int) -> Value:
        """What holds on the day."""
        return self.values[bisect_right(self.days, day)]


@cache
def month_of(day: int) -> int:
    """The number of the day's month."""
    as_date = date.fromordinal(day)
    return as_date.year * 12 + as_date.month - 1


@cache
def month_as_date(month: int) -> date:
    """The first day of the month."""
    return date(month // 12, month % 12 + 1, 1)


@cache
def first_day_of(month: int) -> int:
    """The number of the month's first day."""
    return month_as_date(month).toordinal()


@cache
def first_from(day: int) -> int:
    """The first day of a month that lies on or after the day; after the calendar's last month a number all the same."""
    as_date = date.fromordinal(day)
    return day if as_date.day == 1 else day - as_date.day + days_in_month(as_date) + 1


def cut(periods: Iterable[Days], days: Iterable[int]) -> list[Days]:
    """The same days, in periods that end where one of the `days` begins."""
    in_order = sorted(days)
    found = []
    for first, end in periods:
        for day in in_order:
            if first < day < end:
                found.append((first, day))
                first = day
        found.append((first, end))
    return found
