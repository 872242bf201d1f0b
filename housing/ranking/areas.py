"""Where a household wants to live, or does not, and whether a flat stands there. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from core.text import Sentence
from maps.distance import Point, geodesic_km


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


def is_within(areas: Iterable[Area], point: Point, municipality: str | None) -> bool:
    """Whether any of them holds it."""
    return any(area.holds(point, municipality) for area in areas)
