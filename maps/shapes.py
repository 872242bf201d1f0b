"""Shapes on the map: whether one holds a point, and how far from it that is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, hypot, radians

from maps.distance import KM_PER_DEGREE, BoundingBox, Point

Position = tuple[float, float]  # longitude, latitude, as GeoJSON has it
Line = tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon without holes; its ring ends where it begins."""

    ring: Line
    box: BoundingBox = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        longitudes, latitudes = zip(*self.ring, strict=True)
        box = BoundingBox(min(latitudes), min(longitudes), max(latitudes), max(longitudes))
        object.__setattr__(self, "box", box)

    def __contains__(self, point: Point) -> bool:
        """Whether a line from the point to the east crosses the ring an odd number of times."""
        if point not in self.box:
            return False
        x, y = point.longitude, point.latitude
        is_inside = False
        for (x1, y1), (x2, y2) in pairwise(self.ring):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                is_inside = not is_inside
        return is_inside

    def distance_km(self, point: Point) -> float:
        """How far the point lies from the shape, 0 inside; on a plane, so for a few kilometres."""
        if point in self:
            return 0.0
        squeeze = cos(radians(point.latitude))
        around = [((x - point.longitude) * squeeze, y - point.latitude) for x, y in self.ring]
        return min(_from_origin(a, b) for a, b in pairwise(around)) * KM_PER_DEGREE

    def comes_near(self, box: BoundingBox) -> bool:
        """Whether it may reach into the box; to sift many shapes before measuring the few."""
        own = self.box
        return own.south <= box.north and box.south <= own.north and own.west <= box.east and box.west <= own.east


def clipped(ring: Line, lower: Position, upper: Position) -> Line:
    """The ring as far as it lies between two corners (Sutherland-Hodgman); what is cut runs along the edges."""
    kept = list(ring[:-1])
    for axis in (0, 1):
        kept = list(_beyond(kept, axis, lower[axis], keeps_above=True))
        kept = list(_beyond(kept, axis, upper[axis], keeps_above=False))
    return (*kept, *kept[:1])


def _beyond(ring: list[Position], axis: int, edge: float, *, keeps_above: bool) -> Iterator[Position]:
    """The ring on one side of a line, and where it crosses it."""
    for a, b in pairwise([*ring[-1:], *ring]):
        if (a[axis] < edge) != (b[axis] < edge) and edge not in (a[axis], b[axis]):
            part = (edge - a[axis]) / (b[axis] - a[axis])
            other = a[1 - axis] + (b[1 - axis] - a[1 - axis]) * part
            yield (edge, other) if axis == 0 else (other, edge)
        if b[axis] == edge or (b[axis] > edge) == keeps_above:
            yield b


def _from_origin(a: Position, b: Position) -> float:
    """How far the stretch from a to b is from 0."""
    (ax, ay), (dx, dy) = a, (b[0] - a[0], b[1] - a[1])
    length2 = dx * dx + dy * dy
    along = min(1.0, max(0.0, -(ax * dx + ay * dy) / length2)) if length2 else 0.0
    return hypot(ax + along * dx, ay + along * dy)
