"""What lies between two circles around a point, as ranges of longitude in bands of latitude (maps.bands). Pure.

A search that grows from ring to ring reads nothing twice, and the ring of a later page costs what the first one does.
"""

from collections.abc import Iterator
from math import acos, asin, cos, degrees, pi, radians, sin
from typing import NamedTuple

from maps.bands import BANDS_PER_DEGREE, band_of
from maps.distance import KM_PER_DEGREE, MEAN_EARTH_RADIUS_KM, Point

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
    outer, inner = _Circle(centre, outer_km), _Circle(centre, inner_km)
    return [span for band in outer.bands() for span in _spans_of_band(band, outer, inner)]


def spans_inside(centre: Point, radius_km: float) -> list[Span]:
    """Only what lies less than `radius_km` away, by the sphere: what is left out is near the edge."""
    circle = _Circle(centre, radius_km)
    widths = ((band, circle.least_width(band)) for band in circle.bands())
    return [Span(band, *circle.around(width)) for band, width in widths if width > 0]


def _spans_of_band(band: int, outer: "_Circle", inner: "_Circle") -> Iterator[Span]:
    west, east = outer.around(outer.most_width(band))
    hole = inner.least_width(band)
    if hole <= 0:
        yield Span(band, west, east)
        return
    hole_west, hole_east = outer.around(hole)
    if west < hole_west:
        yield Span(band, west, hole_west)
    if hole_east < east:
        yield Span(band, hole_east, east)


class _Circle:
    """How far a circle reaches to either side of its middle, in degrees of longitude."""

    def __init__(self, centre: Point, radius_km: float) -> None:
        self._centre = centre
        self._radius_km = radius_km
        self._across = cos(min(radius_km / MEAN_EARTH_RADIUS_KM, pi))
        self._sin, self._cos = sin(radians(centre.latitude)), cos(radians(centre.latitude))
        is_round = abs(self._sin) < abs(self._across)
        self._widest = degrees(asin(self._sin / self._across)) if is_round else centre.latitude
        self._edges: dict[int, float] = {}

    def bands(self) -> range:
        latitude, reach = self._centre.latitude, self._radius_km / KM_PER_DEGREE + _SLACK
        return range(band_of(max(latitude - reach, -90)), band_of(min(latitude + reach, 90)) + 1)

    def around(self, width: float) -> tuple[float, float]:
        """Over the date line, all the way round: what is too much is measured anyhow."""
        west, east = self._centre.longitude - width, self._centre.longitude + width
        return (-180.0, 180.0) if west < -180 or east > 180 else (west, east)

    def most_width(self, band: int) -> float:
        """How far it reaches anywhere in the band: it is widest a little towards the pole, and ever narrower on."""
        if band <= self._widest * BANDS_PER_DEGREE <= band + 1:
            width = self._width(self._widest)
        else:
            width = max(self._at_edge(band), self._at_edge(band + 1))
        return min(width + _SLACK, 180.0)

    def least_width(self, band: int) -> float:
        """How far everything in the band lies within it; not above 0 where something does not."""
        return min(self._at_edge(band), self._at_edge(band + 1)) - _SLACK

    def _at_edge(self, band: int) -> float:
        """At the southern edge of the band; two neighbours ask for it."""
        width = self._edges.get(band)
        if width is None:
            width = self._edges[band] = self._width(min(max(band / BANDS_PER_DEGREE, -90.0), 90.0))
        return width

    def _width(self, latitude: float) -> float:
        """Half the length of a parallel that lies in it."""
        there = radians(latitude)
        shrink = self._cos * cos(there)
        if shrink < 1e-12:  # at a pole every longitude is the same place
            return 180.0 if abs(self._centre.latitude - latitude) * KM_PER_DEGREE <= self._radius_km else 0.0
        ratio = (self._across - self._sin * sin(there)) / shrink
        return 0.0 if ratio >= 1 else degrees(acos(max(ratio, -1.0)))
