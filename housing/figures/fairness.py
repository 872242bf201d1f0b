"""Whether all kinds of households come to flats alike: who is offered one, sees one, gets one, and how soon. Pure.

Each group stands beside all who looked for a home, and is compared with the others who did: with the whole it would be
compared with itself too. Figures about one to four, who have something or have it not, are hidden with what would give
them away (`maps.small_cells`, `maps.small_shares`). So groups of fewer than ten, of whom hardly any share could be
told, are put together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from housing.figures.chance import Interval, beyond_chance, share_interval, slower_beyond_chance
from housing.figures.waits import End, Wait, quartiles
from maps.small_cells import FEWEST, gather_neighbours, gather_small
from maps.small_shares import Part, hide_small_shares

LEAST = 2 * FEWEST  # in a group, and of all


class Reached(StrEnum):
    """How far a household came in the period."""

    OFFERED = "offered"  # a flat, at least once
    VIEWED = "viewed"
    HOUSED = "housed"


class By(StrEnum):
    """By what households are told apart."""

    LANGUAGE = "language"
    SIZE = "size"
    STATUS = "status"


class Others(NamedTuple):
    """The groups of fewer than ten, together."""


class People(NamedTuple):
    """Households of so many people."""

    least: int
    most: int


Group = str | People | Others | None  # the code of a language or of a status; None: nobody wrote one down


@dataclass(frozen=True, slots=True)
class Searching:
    """A household that looked for a home, and for how many days; until it had one, or else until now."""

    language: str
    people: int
    status: str | None
    reached: frozenset[Reached]
    days: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a group came so far, within which interval, and on which side of the others beyond chance."""

    having: int
    size: int
    interval: Interval
    beyond: int = 0  # 1: more than of the others; -1: fewer; 0: may be chance

    @property
    def share(self) -> float:
        return self.having / self.size


@dataclass(frozen=True, slots=True)
class Line:
    """A group, or all of them. A share of None is not told."""

    households: int
    shares: Mapping[Reached, Share | None]
    median_days: int | None  # until half have a home; None: fewer have one, or it is not told
    slower: int = 0  # 1: than the others beyond chance; -1: quicker
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Fairness:
    """What is told of all who looked for a home, and of their groups."""

    whole: Line
    groups: Mapping[By, Mapping[Group, Line]]


def fairness_of(searching: Sequence[Searching]) -> Fairness | None:
    """None where fewer than ten looked for a home."""
    if len(searching) < LEAST:
        return None
    told = {reached: not _part(searching, reached).is_few for reached in Reached}
    whole = replace(_line(searching, [], told), is_whole=True)
    return Fairness(whole, {by: _lines(grouped(searching, by), searching) for by in By})


def grouped(searching: Sequence[Searching], by: By) -> Mapping[Group, Sequence[Searching]]:
    """Groups of ten at least, the largest first; sizes in their order, put together with their neighbours."""
    if by is By.SIZE:
        return _by_size(searching)
    keys = [one.language if by is By.LANGUAGE else one.status for one in searching]
    told, others = gather_small(Counter(sorted(keys, key=str)), LEAST)
    ends = [*sorted(told, key=lambda key: -told[key]), *([Others()] if others else [])]
    return {end: [one for one, key in zip(searching, keys, strict=True) if (key if key in told else Others()) == end]
            for end in ends}  # fmt: skip


def _by_size(searching: Sequence[Searching]) -> Mapping[Group, Sequence[Searching]]:
    sizes = Counter(one.people for one in searching)
    in_order = [(people, sizes[people]) for people in range(min(sizes), max(sizes) + 1)]
    stretches = gather_neighbours(in_order, LEAST)
    return {
        People(least, most): [one for one in searching if least <= one.people <= most]
        for least, most, _households in stretches
    }


def _lines(groups: Mapping[Group, Sequence[Searching]], everybody: Sequence[Searching]) -> Mapping[Group, Line]:
    shown = {
        reached: hide_small_shares({key: _part(group, reached) for key, group in groups.items()}).cells
        for reached in Reached
    }
    lines = {}
    for key, group in groups.items():
        members = set(map(id, group))
        others = [one for one in everybody if id(one) not in members]
        lines[key] = _line(group, others, {reached: shown[reached][key] is not None for reached in Reached})
    return lines


def _line(group: Sequence[Searching], others: Sequence[Searching], told: Mapping[Reached, bool]) -> Line:
    shares = {reached: _share(group, others, reached) if told[reached] else None for reached in Reached}
    if not told[Reached.HOUSED]:
        return Line(len(group), shares, None)
    waits = _waits(group)
    return Line(len(group), shares, quartiles(waits).median, slower_beyond_chance(waits, _waits(others)))


def _share(group: Sequence[Searching], others: Sequence[Searching], reached: Reached) -> Share:
    part, other = _part(group, reached), _part(others, reached)
    beyond = beyond_chance(part.having, part.size, other.having, other.size)
    return Share(part.having, part.size, share_interval(part.having, part.size), beyond)


def _part(group: Iterable[Searching], reached: Reached) -> Part:
    came = [reached in one.reached for one in group]
    return Part(len(came), sum(came))


def _waits(group: Iterable[Searching]) -> list[Wait]:
    return [
        Wait(number, one.days, End.REACHED if Reached.HOUSED in one.reached else End.OPEN)
        for number, one in enumerate(group)
    ]
