"""Awards as arrays: what their months rest on, apart from tables and cap."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from subsidies.rules.composition import Composition
from subsidies.rules.day_numbers import first_day_of, month_of
from subsidies.rules.months import DAYS_OF_THIRTY
from subsidies.rules.scheme import Proration

Array = np.ndarray[Any, Any]

# What stays below this can be multiplied by the days of a month, and doubled, in 64 bits. Beyond it an array holds
# Python's own whole numbers, which have no end.
LARGEST = 2**56
UNKNOWN = -1  # an income
NEVER = -1  # a cell


@dataclass(frozen=True, slots=True)
class Stretches:
    """Payable days within a month, with one household and one rent. All arrays are as long."""

    cell: Array  # which of `Columns`' cells each belongs to
    first: Array  # day numbers: from the first up to the end
    end: Array
    month_end: Array
    weight: Array  # what they count for, of the cell's `of`
    place: Array  # which of `Columns`' places they rest on
    rent: Array  # the household's part of it, in units of which `Columns.grain` make a cent

    def at(self, wanted: Array) -> "Stretches":
        """Some of them, or all in another order."""
        return Stretches(*(getattr(self, field.name)[wanted] for field in fields(self)))

    def renumbered(self, rank: Array) -> "Stretches":
        """The same, their cells at other indexes."""
        return replace(self, cell=rank[self.cell])


@dataclass(frozen=True, slots=True)
class Openings:
    """The earliest cell of each award that has one. All arrays are as long."""

    cell: Array
    case: Array
    month: Array
    place: Array  # that of the award's first day


@dataclass(frozen=True, slots=True)
class Columns:
    """Awards whose rents are whole in units of one size.

    A cell is a month of an award with a payable day; its first stretch of days leads, at the cell's own index. The
    `whole` cells that come first are one stretch for the whole month. A place is a month's reference day with the
    household that counts.
    """

    grain: int
    income: Array  # of each award, cents a year; `UNKNOWN` where nobody said
    opening: Openings
    following: Array  # of each cell, the next one of its award; `NEVER` after the last
    award: Array  # of each cell
    case: Array  # of each cell, which of the portfolio's cases the award is of
    month: Array  # of each cell, by number
    of: Array  # of each cell, what a whole month weighs
    whole: int
    leading: Stretches
    further: Stretches
    largest_rent: int
    place_day: Array
    place_people: Array  # which of the `people`
    people: tuple[Composition, ...]


def weigh(proration: Proration, first: Array, end: Array, month_end: Array) -> Array:
    """What the days from the first up to the end count for; nothing where the end is not after it.

    With `thirty` a month's last day makes up for the others: after 28 of them it weighs 3, and a 31st nothing.
    """
    days = np.maximum(end - first, 0)
    if proration is not Proration.THIRTY:
        return days
    lengths = each(lambda day: length(month_of(day - 1)), month_end)
    return days + np.where((days > 0) & (end == month_end), DAYS_OF_THIRTY - lengths, 0)


def whole_month(proration: Proration, month: Array) -> Array:
    """What the whole of each month weighs."""
    if proration is Proration.ACTUAL:
        return each(length, month).astype(np.int64)
    return np.full(len(month), 1 if proration is Proration.WHOLE else DAYS_OF_THIRTY, dtype=np.int64)


def length(month: int) -> int:
    """The days of the month."""
    return first_day_of(month + 1) - first_day_of(month)


def day_numbers(numbers: Iterable[int]) -> Array:
    """Of days or months, in half the room: what is compared often is read quicker."""
    return np.fromiter(numbers, dtype=np.int32)


def whole_numbers(values: Sequence[int]) -> Array:
    """An array of them, whatever their size."""
    return np.array(values, dtype=smallest_type(*values))


def smallest_type(*values: int) -> np.dtype[Any]:
    """For whole numbers that may be multiplied by the days of a month, and doubled."""
    return np.dtype(np.int64 if largest(values) < LARGEST else object)


def largest(values: Iterable[int]) -> int:
    """The largest of numbers that are not below zero; of none 0."""
    return max(values, default=0)


def each(function: Callable[[int], int], values: Array) -> Array:
    """The function of each value, asked once of values that are alike."""
    known, where = np.unique(values, return_inverse=True)
    return day_numbers(function(value) for value in known.tolist())[where]
