"""The gates of many households. Pure.

Days lost, and households that wait, by centre and gate; no cell is about one to four.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from housing.gates import Gate
from maps.small_tables import Cell, Crossed, crossed

PASSED = "passed"  # instead of a gate: of who waits at none
STOPS = (*Gate, PASSED)

Told = Mapping[Cell, int | None]  # by centre and gate; None in the key is the total, as a value it is not told


class WayOf(NamedTuple):
    """What counts of one household."""

    centre_id: int
    days: Mapping[Gate, int]  # lost
    waits_at: str | None  # a gate or PASSED; None: the programme does not work with it now


@dataclass(frozen=True, slots=True)
class GateSums:
    """What is told of them all, each with its totals along both sides."""

    days: Told
    waiting: Told

    def share_passed(self) -> tuple[int, int] | None:
        """How many have passed all gates, and of how many; None where that is not told."""
        passed, everybody = (self.waiting.get(Cell(None, stop)) for stop in (PASSED, None))
        return None if passed is None or not everybody else (passed, everybody)


def sum_up(ways: Iterable[WayOf], centre_ids: Sequence[int]) -> GateSums:
    """Over the households of these centres."""
    days: Counter[Cell] = Counter()
    waiting: Counter[Cell] = Counter()
    losers: dict[Cell, int] = defaultdict(int)
    for way in ways:
        lost = {gate: number for gate, number in way.days.items() if number}
        days.update({Cell(way.centre_id, gate): number for gate, number in lost.items()})
        for cell in {Cell(place, gate) for place in (way.centre_id, None) for gate in (*lost, None) if lost}:
            losers[cell] += 1
        if way.waits_at is not None:
            waiting[Cell(way.centre_id, way.waits_at)] += 1
    sums = crossed(_filled(days, centre_ids, tuple(Gate))).values
    return GateSums(
        days=Crossed(sums, {cell: losers[cell] for cell in sums}).shown(),
        waiting=crossed(_filled(waiting, centre_ids, STOPS)).shown(),
    )


def _filled(found: Counter[Cell], centre_ids: Sequence[int], stops: Sequence[str]) -> dict[Cell, int]:
    """With the cells that nobody is in, in the order in which they stand."""
    return {Cell(centre_id, stop): found[Cell(centre_id, stop)] for centre_id in centre_ids for stop in stops}
