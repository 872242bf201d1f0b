"""Which listings lie near a point and fit the filters, the nearest first."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.paging import Page, take_page
from housing.models import Dwelling, Listing
from housing.states import GONE
from maps.distance import BoundingBox, Point, distance_km, geodesic_km

MOST_SHOWN = 200
MOST_SAVED = 1000  # in a file, within a second
SPHERE_ERROR = 0.006  # the most by which a distance on the sphere is off (maps.distance)


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """What is looked for. `None` leaves a filter out; a flat whose figure is not known does not pass a filter on it."""

    near: Point
    radius_km: float
    centre_ids: frozenset[int] | None = None  # only what these centres work on
    most_rent: Decimal | None = None  # per month, without common charges
    least_bedrooms: int | None = None
    least_size_m2: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One listing and how far it lies from the point asked for, as the crow flies."""

    listing: Listing
    distance_km: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The nearest listings, and how many there are in all."""

    found: tuple[Found, ...]
    total: int


def search(session: Session, criteria: SearchCriteria, limit: int = MOST_SHOWN) -> SearchResult:
    """The listings in the radius that fit, nearest first; at most `limit` of them are loaded."""
    distances = _distances(session, criteria)
    nearest = sorted(distances, key=lambda listing_id: (distances[listing_id], listing_id))[:limit]
    rows = session.scalars(
        select(Listing)
        .where(Listing.id.in_(nearest))
        .options(joinedload(Listing.dwelling), joinedload(Listing.landlord), joinedload(Listing.centre))
        .order_by(Listing.id)
    )
    by_id = {listing.id: listing for listing in rows}
    found = (_measured(by_id[listing_id], criteria.near) for listing_id in nearest)
    return SearchResult(tuple(sorted(found, key=lambda f: (f.distance_km, f.listing.id))), len(distances))


def listings_without_place(session: Session, actor: User, page: int = 1) -> Page[Listing]:
    """A page of what stands nowhere on the map yet, or in the middle of its town only; the oldest first."""
    query = select(Listing).join(Listing.dwelling).where(_needs_place(actor)).options(joinedload(Listing.dwelling))
    return take_page(session, query.order_by(Listing.created_at, Listing.id), page)


def count_without_place(session: Session, actor: User) -> int:
    """How many these are."""
    query = select(func.count(Listing.id)).join(Listing.dwelling).where(_needs_place(actor))
    return session.scalars(query).one()


def _needs_place(actor: User) -> ColumnElement[bool]:
    return and_(Dwelling.wants_place(), Listing.status.not_in(GONE), actor.sees(Listing.centre_id))


def _distances(session: Session, criteria: SearchCriteria) -> dict[int, float]:
    """Every fitting listing's distance by id: a box sifts in the database, the circle here."""
    distances: dict[int, float] = {}
    for listing_id, latitude, longitude in session.execute(_candidates(criteria)):
        assert latitude is not None  # the box has none without a point
        assert longitude is not None
        distance = _distance(criteria, Point(latitude, longitude))
        if distance <= criteria.radius_km:
            distances[listing_id] = distance
    return distances


def _distance(criteria: SearchCriteria, point: Point) -> float:
    """By the sphere, which is quick; near the edge of the circle exactly, so that what is shown agrees with it."""
    distance = distance_km(criteria.near, point)
    is_at_edge = abs(distance - criteria.radius_km) <= SPHERE_ERROR * criteria.radius_km
    return geodesic_km(criteria.near, point) if is_at_edge else distance


def _candidates(criteria: SearchCriteria) -> Select[int, float | None, float | None]:
    box = BoundingBox.around(criteria.near, criteria.radius_km * (1 + SPHERE_ERROR))
    query = (
        select(Listing.id, Dwelling.latitude, Dwelling.longitude)
        .join(Listing.dwelling)
        .where(
            Listing.status.not_in(GONE),
            Dwelling.latitude.between(box.south, box.north),
            Dwelling.longitude.between(box.west, box.east),
        )
    )
    if criteria.centre_ids is not None:
        query = query.where(Listing.centre_id.in_(sorted(criteria.centre_ids)))
    if criteria.most_rent is not None:
        query = query.where(Listing.monthly_rent <= criteria.most_rent)
    if criteria.least_bedrooms is not None:
        query = query.where(Dwelling.bedrooms >= criteria.least_bedrooms)
    if criteria.least_size_m2 is not None:
        query = query.where(Dwelling.size_m2 >= criteria.least_size_m2)
    return query


def _measured(listing: Listing, near: Point) -> Found:
    point = listing.dwelling.point
    assert point is not None
    return Found(listing, geodesic_km(near, point))
