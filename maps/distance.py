"""Points on the globe and how far apart they are."""

from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt, tan
from typing import Any, NamedTuple, TypeVar

from geographiclib.geodesic import Geodesic

from maps.vincenty import vincenty_km

MEAN_EARTH_RADIUS_KM = 6371.0088  # IUGG
Degrees = TypeVar("Degrees", bound=Any)  # a number, or a column of numbers
EQUATOR_KM, FLATTENED = 6378.137, 0.00669437999  # half the axis and the squared eccentricity of WGS 84
KM_PER_DEGREE = MEAN_EARTH_RADIUS_KM * radians(1)  # of latitude
SPHERE_ERROR = 0.006  # the most by which a distance on the sphere is off, as a share of it


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A place in WGS 84 degrees. Raises ValueError outside the globe."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        _check_degrees("latitude", self.latitude, 90)
        _check_degrees("longitude", self.longitude, 180)


def point_of(latitude: float | None, longitude: float | None) -> Point | None:
    """None where one of the two is not known."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """What lies between two parallels and two meridians, edges included."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        Point(self.south, self.west)
        Point(self.north, self.east)
        if self.south > self.north or self.west > self.east:
            raise ValueError("a box goes from south-west to north-east")

    @classmethod
    def around(cls, centre: Point, radius_km: float) -> "BoundingBox":
        """The smallest box that holds the whole circle: to sift many points before measuring the few."""
        if radius_km < 0:
            raise ValueError(f"a radius is not negative: {radius_km}")
        height = radius_km / KM_PER_DEGREE
        south, north = max(centre.latitude - height, -90), min(centre.latitude + height, 90)
        width = _half_width(centre.latitude, radius_km)
        west, east = centre.longitude - width, centre.longitude + width
        if west < -180 or east > 180:  # over the date line or a pole
            west, east = -180, 180
        return cls(south, west, north, east)

    @classmethod
    def reading(cls, text: str) -> "BoundingBox":
        """West, south, east and north, as addresses of maps have them. Raises ValueError for anything else."""
        west, south, east, north = map(float, text.split(","))
        return cls(south, west, north, east)

    @property
    def corners(self) -> tuple[Point, Point, Point, Point]:
        sides = (self.west, self.east)
        south_west, south_east = (Point(self.south, side) for side in sides)
        north_west, north_east = (Point(self.north, side) for side in sides)
        return south_west, south_east, north_west, north_east

    @classmethod
    def spanning(cls, *points: Point) -> "BoundingBox":
        """The smallest box that holds all the points."""
        latitudes = [point.latitude for point in points]
        longitudes = [point.longitude for point in points]
        return cls(min(latitudes), min(longitudes), max(latitudes), max(longitudes))

    def clipped(self, other: "BoundingBox") -> "BoundingBox":
        """What lies in the other too. Raises ValueError where that is nothing."""
        south, west = max(self.south, other.south), max(self.west, other.west)
        return BoundingBox(south, west, min(self.north, other.north), min(self.east, other.east))

    def widened(self, share: float = 0.1, least: float = 0.005) -> "BoundingBox":
        """With so much more on each side: a share of its height and width, and in degrees at least (half a km)."""
        up, across = max(share * (self.north - self.south), least), max(share * (self.east - self.west), least)
        south, north = max(self.south - up, -90), min(self.north + up, 90)
        return BoundingBox(south, max(self.west - across, -180), north, min(self.east + across, 180))

    @property
    def middle(self) -> Point:
        return Point((self.south + self.north) / 2, (self.west + self.east) / 2)

    def __contains__(self, point: Point) -> bool:
        return self.south <= point.latitude <= self.north and self.west <= point.longitude <= self.east


def distance_km(a: Point, b: Point) -> float:
    """The great-circle distance by the haversine formula on a sphere of the mean radius, for comparing many points.

    The earth is not quite a sphere: up to 0.56 % off, at 35° north up to 0.25 %. What people read is `geodesic_km`.
    """
    a_latitude, b_latitude = radians(a.latitude), radians(b.latitude)
    half_north = sin((b_latitude - a_latitude) / 2)
    half_east = sin(radians(b.longitude - a.longitude) / 2)
    haversine = half_north**2 + cos(a_latitude) * cos(b_latitude) * half_east**2
    return 2 * MEAN_EARTH_RADIUS_KM * asin(min(1.0, sqrt(haversine)))


def geodesic_km(a: Point, b: Point) -> float:
    """The distance on the WGS 84 ellipsoid, exact to the millimetre; for what is shown and in which order.

    Almost antipodes are left to the library that geopy itself asks, which takes ten times as long.
    """
    km = vincenty_km(a.latitude, a.longitude, b.latitude, b.longitude)
    if km is not None:
        return km
    metres = Geodesic.WGS84.Inverse(a.latitude, a.longitude, b.latitude, b.longitude, Geodesic.DISTANCE)["s12"]
    return float(metres) / 1000


PLANE_KM, PLANE_ERROR_KM = 60, 0.003  # how far it reaches, and the most by which it is off there
_FLATTEST = 60  # degrees of latitude, beyond which this does not hold
_A_MILLIMETRE = 1e-6


class Plane(NamedTuple):
    """The ground around a point as if it were flat, for databases, which know no sines.

    Within PLANE_KM it is right to PLANE_ERROR_KM, and nearer by far to less. A statement may have parameters for the
    numbers.
    """

    latitude: Any
    longitude: Any
    per_north: Any  # km², by the square of the degrees to the north
    per_east: Any  # km², by the square of the degrees to the east, if one went on from the equator
    narrows: Any  # by so much less with each degree of latitude

    @classmethod
    def around(cls, centre: Point) -> "Plane":
        latitude = radians(centre.latitude)
        bulge = 1 - FLATTENED * sin(latitude) ** 2
        km_north = radians(EQUATOR_KM * (1 - FLATTENED) / bulge**1.5)
        km_east = radians(EQUATOR_KM * cos(latitude) / sqrt(bulge))
        narrows = radians(km_east**2 * tan(latitude))
        return cls(centre.latitude, centre.longitude, km_north**2, km_east**2 + centre.latitude * narrows, narrows)

    def squared_km(self, latitude: Degrees, longitude: Degrees) -> Degrees:
        """The square of the distance from the centre; of columns as well as of numbers. A database reckons it for every
        row, hence in few steps.
        """
        north, east = latitude - self.latitude, longitude - self.longitude
        return north * north * self.per_north + east * east * (self.per_east - latitude * self.narrows)

    @staticmethod
    def is_flat(centre: Point, km: float) -> bool:
        """Whether it is good enough so far around."""
        return km <= PLANE_KM and abs(centre.latitude) <= _FLATTEST

    @staticmethod
    def error_km(km: float) -> float:
        """The most by which it is off so far away."""
        return PLANE_ERROR_KM * (km / PLANE_KM) ** 2 + _A_MILLIMETRE


def _check_degrees(name: str, degrees: float, most: int) -> None:
    if not isfinite(degrees) or abs(degrees) > most:
        raise ValueError(f"{name} is a number from -{most} to {most}, not {degrees}")


def _half_width(latitude: float, radius_km: float) -> float:
    """Degrees of longitude that a circle reaches to either side; all of them once it touches a pole."""
    reach = sin(min(radius_km / MEAN_EARTH_RADIUS_KM, radians(90)))
    across = cos(radians(latitude))
    return 180.0 if reach >= across else asin(reach / across) / radians(1)
