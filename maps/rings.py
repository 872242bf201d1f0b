"""What lies between two circles around a point, as ranges of longitude in bands of latitude (maps.bands). Pure.

A search that grows from ring to ring reads nothing twice, and the ring of a later page costs what the first one does.
"""

from collections.abc import Iterable
from math import acos, asin, cos, degrees, pi, radians, sin
from typing import NamedTuple

from maps.bands import BANDS_PER_DEGREE, band_of
from maps.distance import KM_PER_DEGREE, MEAN_EARTH_RADIUS_KM, BoundingBox, Point

_BESIDE = 1e-5  # degrees; more than what anybody rounds who asks for a box
_SLACK = 1e-9  # degrees; more than what floats lose on the way


class Span(NamedTuple):
    """A stretch of one band, edges included."""

    band: int
    west: float
    east: float


def spans_of_ring(centre: Point, inner_km: float, outer_km: float) -> list[Span]:
    """All that lies from `inner_km` to `outer_km` away, by the sphere, and no more besides than the bands bring along.

    No two of them touch, so that nothing is found twice.
    """
    widths = _Circle(centre, outer_km).most_widths()
    holes = _Circle(centre, inner_km).least_widths() if inner_km > 0 else {}
    return [span for band, width in widths.items() for span in _spans(centre, band, width, holes.get(band, 0.0))]


def spans_inside(centre: Point, radius_km: float) -> list[Span]:
    """Only what lies less than `radius_km` away, by the sphere: what is left out is near the edge."""
    widths = _Circle(centre, radius_km).least_widths()
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


class _Circle:
    """How far a circle reaches to either side of its middle, in degrees of longitude, band by band."""

    def __init__(self, centre: Point, radius_km: float) -> None:
        latitude = radians(centre.latitude)
        self._centre, self._radius_km = centre, radius_km
        self._sin, self._cos = sin(latitude), cos(latitude)
        self._across = cos(min(radius_km / MEAN_EARTH_RADIUS_KM, pi))
        reach = radius_km / KM_PER_DEGREE + _SLACK
        south, north = max(centre.latitude - reach, -90.0), min(centre.latitude + reach, 90.0)
        self._bands = range(band_of(south), band_of(north) + 1)
        edges = [self._width(band / BANDS_PER_DEGREE) for band in range(self._bands.start, self._bands.stop + 1)]
        self._edges = list(zip(self._bands, edges, edges[1:], strict=False))  # the southern and the northern one

    def most_widths(self) -> dict[int, float]:
        """How far it reaches anywhere in the band: it is widest a little towards the pole, and ever narrower on."""
        widths = {band: max(south, north) for band, south, north in self._edges}
        is_round = abs(self._sin) < abs(self._across)
        widest = degrees(asin(self._sin / self._across)) if is_round else self._centre.latitude
        widths[band_of(widest)] = self._width(widest)
        return {band: min(widths[band] + _SLACK, 180.0) for band in self._bands}

    def least_widths(self) -> dict[int, float]:
        """How far everything in the band lies within it; not above 0 where something does not."""
        return {band: min(south, north) - _SLACK for band, south, north in self._edges}

    def _width(self, latitude: float) -> float:
        """Half the length of a parallel that lies in it."""
        there = radians(latitude)
        shrink = self._cos * cos(there)
        if shrink < 1e-12:  # at a pole every longitude is the same place
            return 180.0 if abs(self._centre.latitude - latitude) * KM_PER_DEGREE <= self._radius_km else 0.0
        ratio = (self._across - self._sin * sin(there)) / shrink
        return 0.0 if ratio >= 1 else degrees(acos(max(ratio, -1.0)))
