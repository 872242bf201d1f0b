"""Any other order than by distance: the index of the order is read until enough of what it gives lies in the circle."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, SQLColumnExpression, literal, null, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from housing.models import ListingSpot
from housing.search.circle import reach_of
from housing.search.criteria import Order, SearchCriteria, conditions
from housing.search.drawn import in_box
from housing.search.spans import Columns
from maps.distance import BoundingBox, Point, geodesic_km

_AT_ONCE = 200


class Placed(NamedTuple):
    """An advert and that by which it has its place in the order; the newest have it by their number alone."""

    value: Decimal | None
    listing_id: int


def ordered(
    session: Session, criteria: SearchCriteria, most: int, after: Placed | None, among: Collection[int] | None = None
) -> list[Placed]:
    """The first in the circle, or the first of those that come after one. Where it is known that they are but few,
    `among` gives their numbers: the index would have to be read to its end for them.
    """
    found: list[Placed] = []
    for query in _queries(criteria.order, after):
        wanted = query.where(*_around(criteria) if among is None else [ListingSpot.listing_id.in_(among)])
        with session.execute(wanted, execution_options={"yield_per": _AT_ONCE}) as rows:
            found += islice(_inside(criteria, rows), most - len(found))
    return found


def _queries(order: Order, after: Placed | None) -> Iterator[Select[*Columns]]:
    """The parts of the order one after the other, from where the page before ended."""
    key, rent, per_m2 = ListingSpot.listing_id, ListingSpot.monthly_rent, ListingSpot.rent_per_m2
    if order is Order.NEWEST:
        newest = _select(null()).order_by(key.desc())
        yield newest.where(key < after.listing_id) if after else newest
    elif order is Order.RENT:
        yield _from(_select(rent).order_by(rent, key), rent, after)
    else:
        if after is None or after.value is not None:
            yield _from(_select(per_m2).where(per_m2.is_not(None)).order_by(per_m2, key), per_m2, after)
        unknown = _select(null()).where(per_m2.is_(None)).order_by(key)
        yield unknown.where(key > after.listing_id) if after and after.value is None else unknown


def _select(value: SQLColumnExpression[Any]) -> Select[*Columns]:
    return select(value, ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude)


def _from(query: Select[*Columns], value: InstrumentedAttribute[Any], after: Placed | None) -> Select[*Columns]:
    if after is None:
        return query
    last = tuple_(literal(after.value, value.type), after.listing_id)
    return query.where(tuple_(value, ListingSpot.listing_id) > last)


def _around(criteria: SearchCriteria) -> Iterator[ColumnElement[bool]]:
    yield from in_box(BoundingBox.around(criteria.near, reach_of(criteria)))
    yield from conditions(criteria)


def _inside(criteria: SearchCriteria, rows: Iterable[Row[*Columns]]) -> Iterator[Placed]:
    for value, listing_id, latitude, longitude in rows:
        point = Point(latitude, longitude)
        if geodesic_km(criteria.near, point) <= criteria.radius_km:
            yield Placed(value, listing_id)
