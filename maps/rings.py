"""What lies between two circles around a point, as ranges of longitude in bands of latitude (maps.bands). Pure.

A search that grows from ring to ring reads nothing twice, and the ring of a later page costs what the first one does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import acos, asin, cos, degrees, radians, sin

from maps.bands import BANDS_PER_DEGREE, band_of
from maps.distance import KM_PER_DEGREE, MEAN_EARTH_RADIUS_KM, Point

_SLACK = 1e-9  # degrees; more than what floats lose on the way


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one band, edges included."""

    band: int
    west: float
    east: float


def spans_of_ring(centre: Point, inner_km: float, outer_km: float) -> list[Span]:
    """All that lies from `inner_km` to `outer_km` away, by the sphere, and no more besides than the bands bring along.

    No two of them touch, so that nothing is found twice.
    """
    return [span for band in _bands(centre, outer_km) for span in _spans_of_band(centre, band, inner_km, outer_km)]


def spans_inside(centre: Point, radius_km: float) -> list[Span]:
    """Only what lies less than `radius_km` away, by the sphere: what is left out is near the edge."""
    widths = ((band, _least_width(centre, band, radius_km)) for band in _bands(centre, radius_km))
    return [Span(band, *_around(centre, width)) for band, width in widths if width > 0]


def _bands(centre: Point, radius_km: float) -> range:
    reach = radius_km / KM_PER_DEGREE + _SLACK
    return range(band_of(max(centre.latitude - reach, -90)), band_of(min(centre.latitude + reach, 90)) + 1)


def _spans_of_band(centre: Point, band: int, inner_km: float, outer_km: float) -> Iterator[Span]:
    west, east = _around(centre, _most_width(centre, band, outer_km))
    hole = _least_width(centre, band, inner_km)
    if hole <= 0:
        yield Span(band, west, east)
        return
    hole_west, hole_east = _around(centre, hole)
    if west < hole_west:
        yield Span(band, west, hole_west)
    if hole_east < east:
        yield Span(band, hole_east, east)


def _around(centre: Point, width: float) -> tuple[float, float]:
    """Over the date line, all the way round: what is too much is measured anyhow."""
    west, east = centre.longitude - width, centre.longitude + width
    return (-180.0, 180.0) if west < -180 or east > 180 else (west, east)


def _edges(band: int) -> tuple[float, float]:
    return max(band / BANDS_PER_DEGREE, -90.0), min((band + 1) / BANDS_PER_DEGREE, 90.0)


def _most_width(centre: Point, band: int, radius_km: float) -> float:
    """How far the circle reaches to either side anywhere in the band, in degrees of longitude.

    It is widest a little towards the pole from its middle, and ever narrower from there on.
    """
    south, north = _edges(band)
    across = cos(radius_km / MEAN_EARTH_RADIUS_KM)
    middle = sin(radians(centre.latitude))
    widest = degrees(asin(middle / across)) if abs(middle) < abs(across) else centre.latitude
    return min(_width(centre, min(max(widest, south), north), radius_km) + _SLACK, 180.0)


def _least_width(centre: Point, band: int, radius_km: float) -> float:
    """How far to either side everything in the band lies within the circle; 0 where something does not."""
    return min(_width(centre, latitude, radius_km) for latitude in _edges(band)) - _SLACK


def _width(centre: Point, latitude: float, radius_km: float) -> float:
    """Half the length of a parallel that lies in the circle, in degrees of longitude."""
    here, there = radians(centre.latitude), radians(latitude)
    shrink = cos(here) * cos(there)
    if shrink < 1e-12:  # at a pole every longitude is the same place
        return 180.0 if abs(centre.latitude - latitude) * KM_PER_DEGREE <= radius_km else 0.0
    ratio = (cos(min(radius_km / MEAN_EARTH_RADIUS_KM, radians(180))) - sin(here) * sin(there)) / shrink
    return degrees(acos(min(max(ratio, -1.0), 1.0)))
