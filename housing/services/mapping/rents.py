"""What homes like one cost around it, by the adverts of the last year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Dwelling, Listing
from housing.rents import Rents, summarise
from maps.distance import BoundingBox, Point, distance_km

RADII_KM = (1, 2, 5)
BACK = timedelta(days=365)
SIZE_DIFFERS = Decimal("0.25")  # homes a quarter larger or smaller are alike


@dataclass(frozen=True, slots=True)
class Alike:
    """Which homes are compared; what is not known is left out."""

    near: Point
    bedrooms: int | None = None
    size_m2: int | None = None
    other_than: int | None = None  # the dwelling that is compared


def rents_of(session: Session, alike: Alike, actor: User, *, at: datetime) -> Rents | None:
    """Within the smallest circle that holds enough of them; a home that was advertised often counts once, as last."""
    if alike.bedrooms is None and alike.size_m2 is None:
        return None
    near = list(_rents_near(session, alike, actor, at))
    for radius_km in RADII_KM:
        found = summarise([rent for distance, rent in near if distance <= radius_km], radius_km)
        if found is not None:
            return found
    return None


def rents_like(session: Session, listing: Listing, actor: User, *, at: datetime) -> Rents | None:
    """What other homes like the one of this listing cost around it."""
    home = listing.dwelling
    if home.point is None:
        return None
    return rents_of(session, Alike(home.point, home.bedrooms, home.size_m2, other_than=home.id), actor, at=at)


def _rents_near(session: Session, alike: Alike, actor: User, at: datetime) -> Iterator[tuple[float, Decimal]]:
    rents = (
        select(Listing.dwelling_id, Dwelling.latitude, Dwelling.longitude, Listing.monthly_rent)
        .join(Listing.dwelling)
        .where(actor.sees(Listing.centre_id), Listing.created_at >= at - BACK, *_conditions(alike))
        .order_by(Listing.created_at, Listing.id)
    )
    last = {home: (latitude, longitude, rent) for home, latitude, longitude, rent in session.execute(rents)}
    for latitude, longitude, rent in last.values():
        assert latitude is not None  # the box has none without a point
        assert longitude is not None
        yield distance_km(alike.near, Point(latitude, longitude)), rent


def _conditions(alike: Alike) -> Iterator[ColumnElement[bool]]:
    box = BoundingBox.around(alike.near, RADII_KM[-1])
    yield Dwelling.latitude.between(box.south, box.north)
    yield Dwelling.longitude.between(box.west, box.east)
    if alike.bedrooms is not None:
        yield Dwelling.bedrooms == alike.bedrooms
    if alike.size_m2 is not None:
        yield Dwelling.size_m2.between(alike.size_m2 * (1 - SIZE_DIFFERS), alike.size_m2 * (1 + SIZE_DIFFERS))
    if alike.other_than is not None:
        yield Dwelling.id != alike.other_than
