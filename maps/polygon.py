"""An area that somebody drew on a map: corners joined by lines that are straight in latitude and longitude. Pure.

Reckoned in whole numbers, so that databases and Python agree on every point. Lines may cross: what they go around twice
lies outside (even-odd). Of two areas that share a line, exactly one holds what stands on it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from maps.clusters import MILLION, millionths
from maps.distance import BoundingBox, Point

MOST_CORNERS = 60
FINENESS = 100_000  # of a degree: corners stand on whole metres, or nearly
_CORNER = re.compile(r"(-?[0-9a-z]{1,5})\.(-?[0-9a-z]{1,5})", re.ASCII)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

Corner = tuple[int, int]  # north and east, in parts of a degree


class TooManyCorners(ValueError):
    """An area is drawn by hand; it is no coast."""


class TooFewCorners(ValueError):
    """Two corners hold nothing between them."""


class Edge(NamedTuple):
    """A line that is not level, from its southern end, in millionths of a degree."""

    south: int
    north: int
    west: int  # the longitude of its southern end
    rise: int
    run: int  # how far east of it the northern end lies


@dataclass(frozen=True, slots=True)
class Polygon:
    """The corners in their order. Raises ValueError for too many, too few, and what is not on the globe."""

    corners: tuple[Corner, ...]

    def __post_init__(self) -> None:
        if len(self.corners) > MOST_CORNERS:
            raise TooManyCorners
        if len(set(self.corners)) < 3:
            raise TooFewCorners
        for north, east in self.corners:
            if abs(north) > 90 * FINENESS or abs(east) > 180 * FINENESS:
                raise ValueError(f"a corner is not on the globe: {north}, {east}")

    @classmethod
    def reading(cls, text: str) -> "Polygon":
        """What `write` wrote. Raises ValueError for anything else."""
        ways = text.split("_", MOST_CORNERS)
        if len(ways) > MOST_CORNERS:
            raise TooManyCorners
        corners = [(0, 0)]
        for way in map(_CORNER.fullmatch, ways):
            if way is None:
                raise ValueError("a corner is two numbers")
            north, east = corners[-1]
            corners.append((north + int(way[1], 36), east + int(way[2], 36)))
        return cls(tuple(corners[1:]))

    def write(self) -> str:
        """Of signs that stay as they are in an address: the way from each corner to the next, to the base 36."""
        ways = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise([(0, 0), *self.corners]))
        return "_".join(f"{_base_36(north)}.{_base_36(east)}" for north, east in ways)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(Point(north / FINENESS, east / FINENESS) for north, east in self.corners)

    @property
    def box(self) -> BoundingBox:
        return BoundingBox.spanning(*self.points)

    @property
    def edges(self) -> Iterator[Edge]:
        """Level lines are left out: nobody who goes due east crosses them."""
        scale = MILLION // FINENESS
        for ends in pairwise([*self.corners, self.corners[0]]):
            (south, west), (north, east) = sorted((scale * up, scale * right) for up, right in ends)
            if south < north:
                yield Edge(south, north, west, north - south, east - west)

    def __contains__(self, point: Point) -> bool:
        """Whoever goes due east from there crosses an odd number of lines."""
        y, x = millionths(point.latitude), millionths(point.longitude)
        crossed = (e.south <= y < e.north and (x - e.west) * e.rise < (y - e.south) * e.run for e in self.edges)
        return sum(crossed) % 2 == 1


def _base_36(number: int) -> str:
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return ("-" if number < 0 else "") + (digits or "0")
