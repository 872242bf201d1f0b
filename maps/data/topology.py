"""Rings that share their borders, cut into arcs that are simplified and written once: TopoJSON, in pure Python.

A segment is known by what lies along it (`Owners`). Where that changes, a ring is cut; so neighbours keep one border
between them however much it is simplified, and the shore is told from borders and from where a map was cut off.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot

Position = tuple[float, float]  # longitude, latitude, as GeoJSON has it
Ring = Sequence[Position]  # closed: ends where it begins
Owners = frozenset[str]
Arc = tuple[Position, ...]

DECIMALS = 5  # of a degree: about a metre
KM_PER_DEGREE = 111.2


class Topology:
    """Arcs in the order in which they came; a ring is a list of their numbers, ~number where one runs backwards."""

    def __init__(self, simplify: Callable[[Arc], Arc]) -> None:
        self._simplify = simplify
        self._numbers: dict[Arc, int] = {}
        self._arcs: list[Arc] = []

    def ring(self, ring: Ring, owners_of: Callable[[Position, Position], Owners]) -> list[tuple[int, Owners]]:
        """The arcs of a ring, each with what lies along it."""
        return [(self._number(arc), owners) for arc, owners in cut(ring, owners_of)]

    def _number(self, arc: Arc) -> int:
        if arc[::-1] in self._numbers:
            return ~self._numbers[arc[::-1]]
        if arc not in self._numbers:
            self._numbers[arc] = len(self._arcs)
            self._arcs.append(self._simplify(arc))
        return self._numbers[arc]

    def line(self, numbers: Iterable[int]) -> list[Position]:
        """Arcs end to end."""
        return [position for number in numbers for position in self._arc(number)]

    def _arc(self, number: int) -> Arc:
        return self._arcs[number] if number >= 0 else self._arcs[~number][::-1]

    def ends(self, number: int) -> tuple[Position, Position]:
        """Where an arc begins and where it ends, in the direction of its number."""
        arc = self._arc(number)
        return arc[0], arc[-1]

    def written(self, objects: Mapping[str, object]) -> dict[str, object]:
        """The whole as TopoJSON has it: whole numbers, each position as its distance from the one before."""
        scale = 10**-DECIMALS
        transform = {"scale": [scale, scale], "translate": [0, 0]}
        return {"type": "Topology", "transform": transform, "objects": objects, "arcs": [*map(_deltas, self._arcs)]}


def cut(ring: Ring, owners_of: Callable[[Position, Position], Owners]) -> Iterator[tuple[Arc, Owners]]:
    """The ring in pieces between the points where what lies along it changes; without such a point in one piece."""
    owners = [owners_of(a, b) for a, b in pairwise(ring)]
    cuts = [i for i, along in enumerate(owners) if along != owners[i - 1]]
    if not cuts:
        yield tuple(ring), owners[0]
        return
    open_ring = list(ring[:-1])
    for start, end in pairwise([*cuts, cuts[0] + len(open_ring)]):
        yield tuple((open_ring * 2)[start : end + 1]), owners[start]


def joined(topology: Topology, numbers: Iterable[int]) -> Iterator[list[int]]:
    """Arcs put together end to end, until each chain is a ring."""
    beginning_at = defaultdict(list)
    for number in numbers:
        beginning_at[topology.ends(number)[0]].append(number)
    while beginning_at:
        first, end = next(iter(beginning_at.items()))[0], None
        ring: list[int] = []
        while end != first:
            at = first if end is None else end
            ring.append(beginning_at[at].pop())
            if not beginning_at[at]:
                del beginning_at[at]
            end = topology.ends(ring[-1])[1]
        yield ring


def simplified(line: Arc, tolerance_km: float, squeeze: float) -> Arc:
    """Douglas-Peucker. `squeeze` is a degree of longitude against one of latitude. A closed line is cut at the point
    farthest from its first, since it has no ends to start from."""
    if line[0] != line[-1]:
        return _simplified(line, tolerance_km, squeeze)
    farthest = max(range(len(line)), key=lambda i: hypot(line[i][0] - line[0][0], line[i][1] - line[0][1]))
    there, back = line[: farthest + 1], line[farthest:]
    return _simplified(there, tolerance_km, squeeze)[:-1] + _simplified(back, tolerance_km, squeeze)


def area_km2(ring: Ring, squeeze: float) -> float:
    """The shoelace formula on a plane that is flat enough for an island."""
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return abs(twice) / 2 * KM_PER_DEGREE**2 * squeeze


def _simplified(line: Arc, tolerance_km: float, squeeze: float) -> Arc:
    """Without recursion: keep the farthest point of each stretch that strays too far from its chord."""
    kept = {0, len(line) - 1}
    stretches = [(0, len(line) - 1)]
    while stretches:
        start, end = stretches.pop()
        strays = [(_off_chord_km(line[i], line[start], line[end], squeeze), i) for i in range(start + 1, end)]
        farthest, at = max(strays, default=(0.0, start))
        if farthest > tolerance_km:
            kept.add(at)
            stretches += [(start, at), (at, end)]
    return tuple(line[i] for i in sorted(kept))


def _off_chord_km(point: Position, start: Position, end: Position, squeeze: float) -> float:
    """How far the point lies from the stretch between start and end."""
    (px, py), (sx, sy), (ex, ey) = ((x * squeeze, y) for x, y in (point, start, end))
    length2 = (ex - sx) ** 2 + (ey - sy) ** 2
    along = ((px - sx) * (ex - sx) + (py - sy) * (ey - sy)) / length2 if length2 else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(px - sx - along * (ex - sx), py - sy - along * (ey - sy)) * KM_PER_DEGREE


def _deltas(arc: Arc) -> list[list[int]]:
    whole = [(round(x * 10**DECIMALS), round(y * 10**DECIMALS)) for x, y in arc]
    steps = [[x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in pairwise(whole)]
    return [list(whole[0]), *steps]
