"""What lies in a circle or between two, read from the index of places and measured exactly.

A statement is made once for each choice of filters: to make it takes longer than the database to answer it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Double, Integer, Result, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.criteria import SearchCriteria, filters_of, indexed
from housing.search.spans import Columns, as_values, in_spans
from maps.distance import PLANE_ERROR_KM, PLANE_KM, SPHERE_ERROR, Plane, Point, geodesic_km
from maps.rings import Span, clipped, spans_inside, spans_of_ring

A_METRE = 0.001  # so that a circle of no size still has an inside
_EVERY = 2**31 - 1
_AT_ONCE = 200

PLACES = select(ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude)


class Near(NamedTuple):
    """An advert and its distance, exact to the millimetre."""

    km: float
    listing_id: int


def near_between(
    session: Session, criteria: SearchCriteria, inner: float, outer: float, most: int = _EVERY
) -> tuple[list[Near], float]:
    """What fits the filters and lies in the circle, from `inner` to `outer` km away, and perhaps some of what is next
    to that; of more than `most` the nearest. And how far out none is missing.
    """
    hole = inner if inner > outer / 2 else 0  # to read a quarter anew is less than to reckon around it
    spans = spans_of_ring(criteria.near, hole * (1 - SPHERE_ERROR), outer * (1 + SPHERE_ERROR) + A_METRE)
    if outer + PLANE_ERROR_KM > PLANE_KM:
        return list(measured(criteria, _read(session, _all, criteria, spans, {}))), outer
    ring = {"inner": max(inner - PLANE_ERROR_KM, 0) ** 2, "outer": (outer + PLANE_ERROR_KM) ** 2, "most": most}
    rows = _read(session, _nearest, criteria, spans, Plane.around(criteria.near)._asdict() | ring)
    last = outer if len(rows) < most else _km(criteria, rows[-1]) - 2 * PLANE_ERROR_KM
    return list(measured(criteria, rows)), last


def some_inside(session: Session, criteria: SearchCriteria, most: int | None = None) -> list[int]:
    """The numbers of what fits the filters and lies in the circle, in no order; reading ends at `most`."""
    spans = spans_of_ring(criteria.near, 0, reach_of(criteria))
    with _ask(session, _all, criteria, spans, {}, {"yield_per": _AT_ONCE}) as rows:
        return [near.listing_id for near in islice(measured(criteria, rows), most)]


def count_inside(session: Session, criteria: SearchCriteria, most: int | None = None) -> int:
    """How many fit the filters and lie in the circle; counting ends soon after `most`.

    What is surely inside the database counts; what is near the edge is measured.
    """
    near, surely = criteria.near, criteria.radius_km * (1 - SPHERE_ERROR)
    limit = {"most": _EVERY if most is None else most}
    [[counted]] = _read(session, _number, criteria, spans_inside(near, surely), limit)
    if most is not None and counted >= most:
        return int(counted)
    edge = spans_of_ring(near, surely, reach_of(criteria))
    return int(counted) + sum(True for _ in measured(criteria, _read(session, _all, criteria, edge, {})))


def reach_of(criteria: SearchCriteria) -> float:
    """How far the circle may reach by the sphere, in km."""
    return criteria.radius_km * (1 + SPHERE_ERROR) + A_METRE


def measured(criteria: SearchCriteria, rows: Iterable[Row[*Columns]]) -> Iterator[Near]:
    """Those of the rows that lie in the circle."""
    for row in rows:
        km = _km(criteria, row)
        if km <= criteria.radius_km:
            yield Near(km, row[0])


def _km(criteria: SearchCriteria, row: Row[*Columns]) -> float:
    _, latitude, longitude = row
    return geodesic_km(criteria.near, Point(latitude, longitude))


Shape = Callable[[Select[*Columns]], Select[*Columns]]


def _read(
    session: Session, shape: Shape, criteria: SearchCriteria, spans: Sequence[Span], values: Mapping[str, Any]
) -> Sequence[Row[*Columns]]:
    return _ask(session, shape, criteria, spans, values, {}).all()


def _ask(
    session: Session, shape: Shape, criteria: SearchCriteria, spans: Sequence[Span], values: Mapping[str, Any],
    options: Mapping[str, Any],
) -> Result[Any]:  # fmt: skip
    dialect, filters = session.get_bind().dialect.name, filters_of(criteria)
    spans = spans if criteria.frame is None else clipped(spans, criteria.frame)
    if filters.others:
        statement = shape(_places(dialect, filters.names).where(*filters.others))
    else:
        statement = _prepared(shape, dialect, filters.names)
    known = {**filters.values, **as_values(spans, dialect), **values}
    return session.execute(statement, known, execution_options=options)


@cache
def _prepared(shape: Shape, dialect: str, names: tuple[str, ...]) -> Select[*Columns]:
    return shape(_places(dialect, names))


@cache
def _places(dialect: str, names: tuple[str, ...]) -> Select[*Columns]:
    return in_spans(PLACES.where(*indexed(names)), dialect)


def _all(places: Select[*Columns]) -> Select[*Columns]:
    return places


def _nearest(places: Select[*Columns]) -> Select[*Columns]:
    plane = Plane(*(bindparam(name, type_=Double) for name in Plane._fields))
    away = plane.squared_km(ListingSpot.latitude, ListingSpot.longitude)
    inner, outer = bindparam("inner", type_=Double), bindparam("outer", type_=Double)
    return places.where(away.between(inner, outer)).order_by(away).limit(bindparam("most", type_=Integer))


def _number(places: Select[*Columns]) -> Select[*Columns]:
    some = places.with_only_columns(ListingSpot.listing_id).limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery())
