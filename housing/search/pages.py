"""A page of what was found, in an order that ends in the key, from where the page before it ended; and how many."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.db import in_parts
from housing.models import Listing
from housing.search.centre import circle_of
from housing.search.circle import Near
from housing.search.criteria import Order, SearchCriteria
from housing.search.few import leaves_few
from housing.search.nearest import nearest
from housing.search.ordered import Placed, ordered
from maps.distance import geodesic_km

COUNTED = 1_000  # beyond it: "more than"
ROWS = 25
_FEW = 2_000  # are counted one by one

Mark = Near | Placed  # the last of a page, after which the next begins


@dataclass(frozen=True, slots=True)
class Found:
    """One listing and how far it lies from the point asked for, as the crow flies."""

    listing: Listing
    distance_km: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """A page of listings; after which of them the next begins, None when there is none; and how many there are, one
    more than are counted where there are more, None where the order did without counting.
    """

    found: tuple[Found, ...]
    last: Mark | None = None
    total: int | None = None


def search(session: Session, criteria: SearchCriteria, most: int = ROWS, after: Mark | None = None) -> SearchResult:
    """A page of the listings in the circle that fit. `after` is the `last` of the page before, in the same order."""
    total = None if criteria.order is Order.DISTANCE else count(session, criteria)
    marks = find(session, criteria, most + 1, after, total)
    shown = marks[:most]
    return SearchResult(_load(session, criteria, shown), shown[-1] if len(marks) > most else None, total)


def count(session: Session, criteria: SearchCriteria, most: int | None = COUNTED + 1) -> int:
    """How many listings in the circle fit; counting ends at `most`."""
    if leaves_few(session, criteria, _FEW):
        found, _ = circle_of(session, criteria).near_between(0, criteria.radius_km, by_rent=True)
        return len(found)
    return circle_of(session, criteria).count(most)


def find(
    session: Session, criteria: SearchCriteria, most: int, after: Mark | None = None, total: int | None = None
) -> Sequence[Mark]:
    """As `search`, but only their numbers, with the distance or with that by which they are ordered. `total` is their
    `count`, where somebody has it.
    """
    if criteria.order is Order.DISTANCE:
        return nearest(session, criteria, most, after if isinstance(after, Near) else None)
    begin = after if isinstance(after, Placed) else None
    if (count(session, criteria) if total is None else total) > COUNTED:
        return ordered(session, criteria, most, begin)
    among, _ = circle_of(session, criteria).near_between(0, criteria.radius_km)
    return ordered(session, criteria, most, begin, [near.listing_id for near in among])


def _load(session: Session, criteria: SearchCriteria, marks: Sequence[Mark]) -> tuple[Found, ...]:
    parts = joinedload(Listing.dwelling), joinedload(Listing.landlord), joinedload(Listing.centre)
    by_id: dict[int, Listing] = {}
    for some in in_parts(mark.listing_id for mark in marks):
        rows = session.scalars(select(Listing).where(Listing.id.in_(some)).options(*parts))
        by_id |= {listing.id: listing for listing in rows}
    return tuple(_found(by_id[mark.listing_id], mark, criteria) for mark in marks)


def _found(listing: Listing, mark: Mark, criteria: SearchCriteria) -> Found:
    if isinstance(mark, Near):
        return Found(listing, mark.km)
    point = listing.dwelling.point
    assert point is not None  # it lies in the circle
    return Found(listing, geodesic_km(criteria.near, point))
