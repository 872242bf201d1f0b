"""Where a household wants to live, or does not, and whether a flat stands there. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from math import ceil, inf

from core.text import Sentence
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


def holding(kinds: Sequence[Sequence[Area]]) -> Callable[[str | None, float, float], int]:
    """`is_within` for very many points and each kind of areas, which has a bit in the answer: only those at the edge of
    a circle are measured exactly.
    """
    of_municipality: dict[str | None, int] = {}
    circles = []
    for kind, areas in enumerate(kinds):
        for area in areas:
            if area.middle is None:
                of_municipality[area.municipality] = of_municipality.get(area.municipality, 0) | 1 << kind
            else:
                squared_km = Plane.around(area.middle).squared_km
                circles.append((1 << kind, *astuple(area.box), squared_km, *area.edge, area))

    def holds(municipality: str | None, latitude: float, longitude: float) -> int:
        bits = of_municipality.get(municipality, 0)
        for bit, south, west, north, east, squared_km, inside, outside, area in circles:
            if south <= latitude <= north and west <= longitude <= east:
                squared = squared_km(latitude, longitude)
                if squared <= inside or (squared < outside and area.beyond_m(Point(latitude, longitude)) == 0):
                    bits |= bit
        return bits

    return holds
