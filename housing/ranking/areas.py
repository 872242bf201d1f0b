"""Where a household wants to live, or does not, and whether a flat stands there. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, inf

import numpy as np

from core.text import Sentence
from housing.ranking.columns import Array, Column, Repeated
from maps.distance import PLANE_ERROR_KM, SPHERE_ERROR, BoundingBox, Plane, Point, geodesic_km


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality by its key, else so many metres around a middle."""

    name: Sentence
    municipality: str | None = None
    middle: Point | None = None
    radius_m: int = 0

    def holds(self, point: Point, municipality: str | None) -> bool:
        """Whether what stands at the point, in this municipality, stands in it."""
        if self.middle is None:
            return municipality == self.municipality
        return self.beyond_m(point) == 0

    def beyond_m(self, point: Point) -> int:
        """How far the point lies outside the circle, in whole metres, those begun counted; 0 inside."""
        assert self.middle is not None
        return max(0, ceil(1000 * geodesic_km(self.middle, point)) - self.radius_m)

    def widened(self, metres: int) -> "Area":
        """A circle with so much more; a municipality as it is."""
        return self if self.middle is None else Area(self.name, None, self.middle, self.radius_m + metres)

    @property
    def box(self) -> BoundingBox:
        """That holds the circle."""
        assert self.middle is not None
        return BoundingBox.around(self.middle, self.radius_m / 1000 * (1 + SPHERE_ERROR) + PLANE_ERROR_KM)

    @property
    def edge(self) -> tuple[float, float]:
        """Up to which square of a distance in km a point is sure to be inside by `Plane`, and from which outside."""
        assert self.middle is not None
        radius_km = self.radius_m / 1000
        if not Plane.is_flat(self.middle, 2 * radius_km):
            return -1, inf
        return max(0, radius_km - PLANE_ERROR_KM) ** 2, (radius_km + PLANE_ERROR_KM) ** 2


def is_within(areas: Iterable[Area], point: Point, municipality: str | None) -> bool:
    """Whether any of them holds it."""
    return any(area.holds(point, municipality) for area in areas)


def holding(kinds: Sequence[Sequence[Area]], municipalities: Column, latitudes: Array, longitudes: Array) -> Array:
    """`is_within` for very many points and each kind of areas, which has a bit in the answer."""
    found = np.zeros(len(latitudes), dtype=np.int64)
    keys = [{area.municipality for area in areas if area.middle is None} for areas in kinds]
    if any(keys):
        known = Repeated(municipalities)
        found |= known.spread(sum((key in some) << kind for kind, some in enumerate(keys)) for (key,) in known.said)
    for kind, areas in enumerate(kinds):
        for area in areas:
            if area.middle is not None:
                found[_inside(area, area.middle, latitudes, longitudes)] |= 1 << kind
    return found


def _inside(area: Area, middle: Point, latitudes: Array, longitudes: Array) -> Array:
    """Which of the points a circle holds; only those at its edge are measured exactly. `nan` lies nowhere."""
    box, (inside, outside) = area.box, area.edge
    is_near = (latitudes >= box.south) & (latitudes <= box.north) & (longitudes >= box.west) & (longitudes <= box.east)
    near = np.flatnonzero(is_near)
    squared_km = Plane.around(middle).squared_km(latitudes[near], longitudes[near])
    at_edge = near[(squared_km > inside) & (squared_km < outside)]
    measured = [one for one in at_edge if area.beyond_m(Point(float(latitudes[one]), float(longitudes[one]))) == 0]
    return np.concatenate([near[squared_km <= inside], np.array(measured, dtype=np.intp)])
