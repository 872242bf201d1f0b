"""Any other order than by distance: the index of the order is read until enough of what it gives lies in the circle."""

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, SQLColumnExpression, bindparam, null, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from housing.models import ListingSpot
from housing.search.circle import reach_of
from housing.search.criteria import Order, SearchCriteria, filters_of, indexed
from housing.search.drawn import between
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
    filters, values = filters_of(criteria), _values(criteria, after, among)
    session.flush()
    found: list[Placed] = []
    for number, part in enumerate(_parts(criteria.order, after)):
        goes_on = after is not None and number == 0
        wanted = _prepared(part, goes_on, among is not None, filters.names)
        if filters.others:
            wanted = wanted.where(*filters.others)
        options = {"yield_per": _AT_ONCE}
        with session.connection().execute(wanted, {**filters.values, **values}, execution_options=options) as rows:
            found += islice(_inside(criteria, rows), most - len(found))
    return found


Part = Callable[[bool], Select[*Columns]]  # of an order, from its beginning or from where the page before ended


def _parts(order: Order, after: Placed | None) -> tuple[Part, ...]:
    """One after the other, from the one in which the page before ended."""
    if order is Order.NEWEST:
        return (_newest,)
    if order is Order.RENT:
        return (_by_rent,)
    return (_by_rent_per_m2, _of_no_size) if after is None or after.value is not None else (_of_no_size,)


def _values(criteria: SearchCriteria, after: Placed | None, among: Collection[int] | None) -> dict[str, Any]:
    begin = {} if after is None else {"value": after.value, "key": after.listing_id}
    if among is not None:
        return begin | {"among": list(among)}
    box = BoundingBox.around(criteria.near, reach_of(criteria))
    return begin | {"south": box.south, "west": box.west, "north": box.north, "east": box.east}


@cache
def _prepared(part: Part, goes_on: bool, is_among: bool, names: tuple[str, ...]) -> Select[*Columns]:
    if is_among:
        return part(goes_on).where(ListingSpot.listing_id.in_(bindparam("among", expanding=True)), *indexed(names))
    sides = between(bindparam("south"), bindparam("west"), bindparam("north"), bindparam("east"))
    return part(goes_on).where(*sides, *indexed(names))


def _newest(goes_on: bool) -> Select[*Columns]:
    key = ListingSpot.listing_id
    query = _select(null()).order_by(key.desc())
    return query.where(key < bindparam("key")) if goes_on else query


def _by_rent(goes_on: bool) -> Select[*Columns]:
    return _by(ListingSpot.monthly_rent, goes_on)


def _by_rent_per_m2(goes_on: bool) -> Select[*Columns]:
    return _by(ListingSpot.rent_per_m2, goes_on).where(ListingSpot.rent_per_m2.is_not(None))


def _of_no_size(goes_on: bool) -> Select[*Columns]:
    key = ListingSpot.listing_id
    query = _select(null()).where(ListingSpot.rent_per_m2.is_(None)).order_by(key)
    return query.where(key > bindparam("key")) if goes_on else query


def _by(value: InstrumentedAttribute[Any], goes_on: bool) -> Select[*Columns]:
    place = tuple_(value, ListingSpot.listing_id)
    query = _select(value).order_by(value, ListingSpot.listing_id)
    return query.where(place > tuple_(bindparam("value", type_=value.type), bindparam("key"))) if goes_on else query


def _select(value: SQLColumnExpression[Any]) -> Select[*Columns]:
    return select(value, ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude)


def _inside(criteria: SearchCriteria, rows: Iterable[Row[*Columns]]) -> Iterator[Placed]:
    for value, listing_id, latitude, longitude in rows:
        point = Point(latitude, longitude)
        if geodesic_km(criteria.near, point) <= criteria.radius_km:
            yield Placed(value, listing_id)
