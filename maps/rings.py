"""What lies between two circles around a point, as ranges of longitude in bands of latitude (maps.bands). Pure.

A search that grows from ring to ring reads nothing twice, and the ring of a later page costs what the first one does.
"""

from collections.abc import Iterable
from math import acos, asin, cos, degrees, pi, radians, sin, sqrt
from typing import NamedTuple, Protocol

from maps.bands import BANDS_PER_DEGREE, band_of
from maps.distance import KM_PER_DEGREE, MEAN_EARTH_RADIUS_KM, SPHERE_ERROR, BoundingBox, Plane, Point

_BESIDE = 1e-5  # degrees; more than what anybody rounds who asks for a box
_SLACK = 1e-9  # degrees; more than what floats lose on the way


class Span(NamedTuple):
    """A stretch of one band, edges included."""

    band: int
    west: float
    east: float


def spans_of_ring(centre: Point, inner_km: float, outer_km: float) -> list[Span]:
    """All that lies from `inner_km` to `outer_km` away, and little more besides than the bands bring along.

    No two of them touch, so that nothing is found twice.
    """
    widths = _most_widths(_circle_around(centre, outer_km))
    holes = _least_widths(_circle_within(centre, inner_km)) if inner_km > 0 else {}
    return [span for band, width in widths.items() for span in _spans(centre, band, width, holes.get(band, 0.0))]


def spans_inside(centre: Point, radius_km: float) -> list[Span]:
    """Only what lies less than `radius_km` away: what is left out is near the edge."""
    widths = _least_widths(_circle_within(centre, radius_km))
    return [Span(band, *_around(centre, width)) for band, width in widths.items() if width > 0]


def clipped(spans: Iterable[Span], box: BoundingBox) -> list[Span]:
    """As far as they lie in the box or next to it: nothing is read where nothing is looked for."""
    bands = range(band_of(box.south) - 1, band_of(box.north) + 2)
    west, east = box.west - _BESIDE, box.east + _BESIDE
    within = (Span(span.band, max(span.west, west), min(span.east, east)) for span in spans if span.band in bands)
    return [span for span in within if span.west <= span.east]


def _spans(centre: Point, band: int, width: float, hole: float) -> tuple[Span, ...]:
    west, east = _around(centre, width)
    if hole <= 0:
        return (Span(band, west, east),)
    hole_west, hole_east = _around(centre, hole)
    sides = Span(band, west, hole_west), Span(band, hole_east, east)
    return tuple(span for span in sides if span.west < span.east)


def _around(centre: Point, width: float) -> tuple[float, float]:
    """Over the date line, all the way round: what is too much is measured anyhow."""
    west, east = centre.longitude - width, centre.longitude + width
    return (-180.0, 180.0) if west < -180 or east > 180 else (west, east)


class _Circle(Protocol):
    """Where a circle lies, in degrees."""

    south: float
    north: float
    widest: float  # a latitude

    def width(self, latitude: float) -> float:
        """Half the length of a parallel that lies in it."""


def _circle_around(centre: Point, radius_km: float) -> _Circle:
    """One that leaves out nothing of it."""
    if Plane.is_flat(centre, radius_km):
        return _Flat(centre, radius_km + Plane.error_km(radius_km))
    return _Round(centre, radius_km * (1 + SPHERE_ERROR))


def _circle_within(centre: Point, radius_km: float) -> _Circle:
    """One that holds nothing else."""
    if Plane.is_flat(centre, radius_km):
        return _Flat(centre, max(radius_km - Plane.error_km(radius_km), 0.0))
    return _Round(centre, radius_km * (1 - SPHERE_ERROR))


def _most_widths(circle: _Circle) -> dict[int, float]:
    """How far it reaches anywhere in the band: it is widest a little towards the pole, and ever narrower on."""
    widths = {band: max(south, north) for band, south, north in _edges(circle)}
    widest = band_of(circle.widest)
    if widest in widths:
        widths[widest] = circle.width(circle.widest)
    return {band: min(width + _SLACK, 180.0) for band, width in widths.items()}


def _least_widths(circle: _Circle) -> dict[int, float]:
    """How far everything in the band lies within it; not above 0 where something does not."""
    return {band: min(south, north) - _SLACK for band, south, north in _edges(circle)}


def _edges(circle: _Circle) -> Iterable[tuple[int, float, float]]:
    """Its bands, and how far it reaches at the southern and the northern edge of each."""
    bands = range(band_of(circle.south), band_of(circle.north) + 1)
    widths = [circle.width(edge / BANDS_PER_DEGREE) for edge in range(bands.start, bands.stop + 1)]
    return zip(bands, widths, widths[1:], strict=False)


class _Flat:
    """Near by, where the ground is as good as flat."""

    def __init__(self, centre: Point, radius_km: float) -> None:
        self._plane, self._squared_km = Plane.around(centre), radius_km**2
        reach = radius_km / sqrt(self._plane.per_north) + _SLACK
        self.south, self.north = centre.latitude - reach, centre.latitude + reach
        self.widest = centre.latitude + self._plane.narrows * reach**2 / self._per_east(centre.latitude) / 2

    def width(self, latitude: float) -> float:
        """As `Plane.squared_km` has it."""
        left = self._squared_km - (latitude - self._plane.latitude) ** 2 * self._plane.per_north
        return 0.0 if left <= 0 else sqrt(left / self._per_east(latitude))

    def _per_east(self, latitude: float) -> float:
        return float(self._plane.per_east - latitude * self._plane.narrows)


class _Round:
    """On the sphere, however far."""

    def __init__(self, centre: Point, radius_km: float) -> None:
        latitude = radians(centre.latitude)
        self._centre, self._radius_km = centre, radius_km
        self._sin, self._cos = sin(latitude), cos(latitude)
        self._across = cos(min(radius_km / MEAN_EARTH_RADIUS_KM, pi))
        reach = radius_km / KM_PER_DEGREE + _SLACK
        self.south, self.north = max(centre.latitude - reach, -90.0), min(centre.latitude + reach, 90.0)
        is_round = abs(self._sin) < abs(self._across)
        self.widest = degrees(asin(self._sin / self._across)) if is_round else centre.latitude

    def width(self, latitude: float) -> float:
        """All round where it holds the pole."""
        there = radians(latitude)
        shrink = self._cos * cos(there)
        if shrink < 1e-12:  # at a pole every longitude is the same place
            return 180.0 if abs(self._centre.latitude - latitude) * KM_PER_DEGREE <= self._radius_km else 0.0
        ratio = (self._across - self._sin * sin(there)) / shrink
        return 0.0 if ratio >= 1 else degrees(acos(max(ratio, -1.0)))
