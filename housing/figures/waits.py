"""How long a step takes, also by those who still wait for it. Pure; days are whole.

Half of those who have come through say too little: who waits longest is not among them. So median and quartiles are
those of Kaplan and Meier (Nonparametric Estimation from Incomplete Observations, 1958): each day the share that comes
through is taken of those who had not come through before; who still waits, or broke off, counts up to that day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from maps.small_cells import FEWEST, hide_small

_ROUNDING = 1e-9  # of a product of up to ten thousand shares


class End(StrEnum):
    """What became of a wait."""

    REACHED = "reached"  # the step was taken
    OPEN = "open"  # it is still waited for
    BROKEN_OFF = "broken-off"  # it will not be taken any more


class Wait(NamedTuple):
    """One wait for a step: how many days until it ended, or until now; `who` waits, for counting people."""

    who: int
    days: int
    end: End


class Quartiles(NamedTuple):
    """After how many days a quarter, a half and three quarters are through; None: fewer are."""

    lower: int | None
    median: int | None
    upper: int | None


@dataclass(frozen=True, slots=True)
class WaitSums:
    """Of all waits for one step. None is not told, because it is about fewer than five."""

    ends: dict[End, int | None]
    total: int | None
    quartiles: Quartiles | None
    longest_open: int | None  # in days; None also where nobody waits


def quartiles(waits: Iterable[Wait]) -> Quartiles:
    """By the estimate of Kaplan and Meier: the first day by which so many are through."""
    days = _shares_left(waits)
    return Quartiles(
        *(next((day for day, left in days if left <= most + _ROUNDING), None) for most in (0.75, 0.5, 0.25))
    )


def sum_up(waits: Sequence[Wait]) -> WaitSums:
    """What is told of them: nothing that is about fewer than five who wait, or by which that could be worked out."""
    people = {end: len({wait.who for wait in waits if wait.end is end}) for end in End}
    counts = Counter(wait.end for wait in waits)
    shown = hide_small(people)
    everybody = len({wait.who for wait in waits})
    is_told = everybody == 0 or (everybody >= FEWEST and shown.total is not None)
    is_open_told = is_told and shown.cells[End.OPEN] is not None
    return WaitSums(
        ends={end: counts[end] if is_told and shown.cells[end] is not None else None for end in End},
        total=len(waits) if is_told else None,
        quartiles=quartiles(waits) if everybody >= FEWEST else None,
        longest_open=max((wait.days for wait in waits if wait.end is End.OPEN), default=None) if is_open_told else None,
    )


def _shares_left(waits: Iterable[Wait]) -> list[tuple[int, float]]:
    """By day on which somebody came through, what share had not when it was over."""
    in_order = sorted(waits, key=lambda wait: wait.days)
    left, share, found = len(in_order), 1.0, []
    for day, ended in groupby(in_order, key=lambda wait: wait.days):
        ends = [wait.end for wait in ended]
        if reached := ends.count(End.REACHED):
            share *= 1 - reached / left
            found.append((day, share))
        left -= len(ends)
    return found
