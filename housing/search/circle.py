"""What lies in a circle or between two, read from the index of places and measured exactly where that matters."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Double,
    FromClause,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.criteria import SearchCriteria, conditions
from maps.distance import PLANE_ERROR_KM, PLANE_KM, SPHERE_ERROR, Plane, Point, distance_km, geodesic_km
from maps.rings import Span, spans_inside, spans_of_ring

_A_METRE = 0.001  # so that a circle of no size still has an inside

Columns = tuple[Any, ...]
PLACES = select(ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude)


class Spot(NamedTuple):
    """An advert in the circle; `by_sphere` is its distance in km, quick and up to SPHERE_ERROR off."""

    by_sphere: float
    listing_id: int
    point: Point


def reach_of(criteria: SearchCriteria) -> float:
    """How far the circle may reach by the sphere, in km."""
    return criteria.radius_km * (1 + SPHERE_ERROR) + _A_METRE


def spots_between(session: Session, criteria: SearchCriteria, inner: float, outer: float) -> Iterator[Spot]:
    """What fits the filters and lies in the circle, from `inner` km and nearer than `outer` by the sphere."""
    sifted = [*conditions(criteria), *_roughly_between(criteria.near, inner, outer)]
    rows = session.execute(_within(session, PLACES.where(*sifted), spans_of_ring(criteria.near, inner, outer)))
    return (spot for spot in measured(criteria, rows) if inner <= spot.by_sphere < outer)


def measured(criteria: SearchCriteria, rows: Iterable[Row[*Columns]]) -> Iterator[Spot]:
    """Those of the rows that lie in the circle."""
    for listing_id, latitude, longitude in rows:
        point = Point(latitude, longitude)
        by_sphere = distance_km(criteria.near, point)
        if lies_inside(criteria, point, by_sphere):
            yield Spot(by_sphere, listing_id, point)


def lies_inside(criteria: SearchCriteria, point: Point, by_sphere: float) -> bool:
    """At the edge of the circle it is measured exactly, so that what is shown agrees with it."""
    if abs(by_sphere - criteria.radius_km) > SPHERE_ERROR * criteria.radius_km:
        return by_sphere < criteria.radius_km
    return geodesic_km(criteria.near, point) <= criteria.radius_km


def count_inside(session: Session, criteria: SearchCriteria, most: int | None = None) -> int:
    """How many fit the filters and lie in the circle; counting ends soon after `most`.

    What is surely inside the database counts; what is near the edge is measured.
    """
    near, surely = criteria.near, criteria.radius_km * (1 - SPHERE_ERROR)
    fits = list(conditions(criteria))
    inside = _within(session, select(ListingSpot.listing_id).where(*fits), spans_inside(near, surely)).limit(most)
    counted = session.scalars(select(func.count()).select_from(inside.subquery())).one()
    if most is not None and counted >= most:
        return counted
    edge = spans_of_ring(near, surely, reach_of(criteria))
    return counted + sum(True for _ in measured(criteria, session.execute(_within(session, PLACES.where(*fits), edge))))


def _roughly_between(near: Point, inner: float, outer: float) -> Iterator[ColumnElement[bool]]:
    """Sifts by sums and products what the bands bring along besides; where a plane is too rough, nothing."""
    nearest = max(inner * (1 - SPHERE_ERROR) - PLANE_ERROR_KM, 0)
    farthest = outer * (1 + SPHERE_ERROR) + PLANE_ERROR_KM
    if farthest <= PLANE_KM:
        away = Plane.around(near).squared_km(ListingSpot.latitude, ListingSpot.longitude)
        yield away.between(nearest**2, farthest**2)


def _within(session: Session, query: Select[*Columns], spans: Sequence[Span]) -> Select[*Columns]:
    """The spans travel as one value, so that the statement is the same for any number of them."""
    span = _SPANS[session.get_bind().dialect.name]
    met = and_(ListingSpot.band == span.band, ListingSpot.longitude.between(span.west, span.east))
    written = json.dumps(spans)
    return query.select_from(span.table).join(ListingSpot, met).params(spans=written)


class _Spans(NamedTuple):
    """The spans of a statement as a table."""

    table: FromClause
    band: ColumnElement[int]
    west: ColumnElement[float]
    east: ColumnElement[float]


def _of_sqlite() -> _Spans:
    table = func.json_each(bindparam("spans", type_=Text)).table_valued("value", name="span")
    band, west, east = (func.json_extract(table.c.value, f"$[{place}]") for place in range(3))
    return _Spans(table, band, west, east)


def _of_postgresql() -> _Spans:
    table = func.jsonb_array_elements(cast(bindparam("spans", type_=Text), JSONB)).table_valued(
        column("value", JSONB), name="span"
    )
    band, west, east = (table.c.value[place].astext for place in range(3))
    return _Spans(table, cast(band, Integer), cast(west, Double), cast(east, Double))


_SPANS = {"sqlite": _of_sqlite(), "postgresql": _of_postgresql()}
