"""Which way something lies. Pure."""

from math import atan2, cos, degrees, radians

from maps.distance import Point

WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def wind(origin: Point, there: Point) -> str:
    """The nearest of the eight winds; over a few dozen kilometres, on a plane."""
    east = (there.longitude - origin.longitude) * cos(radians(origin.latitude))
    bearing = degrees(atan2(east, there.latitude - origin.latitude))
    return WINDS[round(bearing / 45) % 8]
