"""The nearest place of each kind: boxes around the point that grow until each kind has shown its nearest."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from maps.amenities import AmenityKind
from maps.bands import band_of
from maps.distance import SPHERE_ERROR, BoundingBox, Plane, Point, geodesic_km
from maps.models import Amenity

_RADII_KM = (1, 2, 4, 8, 16, 32)  # one query each at most; what lies further off is no help
_MEASURED = 4  # of each kind: the roughly nearest, of which the exact distance tells which it is


@dataclass(frozen=True, slots=True)
class Near:
    """A place of interest and how far off it lies, as the crow flies."""

    amenity: Amenity
    distance_km: float


def nearest_of_each_kind(session: Session, point: Point) -> list[Near]:
    """For each kind that has one within reach the nearest, in the order of the kinds."""
    nearest: dict[AmenityKind, tuple[float, int]] = {}
    for radius_km in _RADII_KM:
        missing = set(AmenityKind) - nearest.keys()
        if missing:
            nearest |= _nearest_within(session, point, radius_km, missing)
    ids = [amenity_id for _km, amenity_id in nearest.values()]
    query = select(Amenity).where(Amenity.id.in_(ids)).options(joinedload(Amenity.source))
    found = {amenity.kind: amenity for amenity in session.scalars(query)}
    return [Near(found[kind], nearest[kind][0]) for kind in AmenityKind if kind in found]


def _nearest_within(
    session: Session, point: Point, radius_km: float, kinds: Collection[AmenityKind]
) -> dict[AmenityKind, tuple[float, int]]:
    """How far off and which, for each kind whose nearest the circle holds, whatever lies outside it.

    The database sorts what stands in the box as on a flat map, so that a town with thousands of bus stops sends four.
    """
    box = BoundingBox.around(point, radius_km)
    bands = range(band_of(box.south), band_of(box.north) + 1)  # each by itself: so the index narrows longitude too
    away = Plane.around(point).squared_km(Amenity.latitude, Amenity.longitude)
    order = func.row_number().over(partition_by=Amenity.kind, order_by=(away, Amenity.id))
    near = (
        select(Amenity.kind, Amenity.id, Amenity.latitude, Amenity.longitude, order.label("place"))
        .where(Amenity.kind.in_(kinds), Amenity.band.in_(bands), Amenity.longitude.between(box.west, box.east))
        .subquery()
    )
    found: dict[AmenityKind, tuple[float, int]] = {}
    rows = select(near.c.kind, near.c.id, near.c.latitude, near.c.longitude).where(near.c.place <= _MEASURED)
    for kind, amenity_id, latitude, longitude in session.execute(rows):
        km = geodesic_km(point, Point(latitude, longitude))
        if km <= radius_km * (1 - SPHERE_ERROR):
            found[kind] = min((km, amenity_id), found.get(kind, (km, amenity_id)))
    return found
