"""What lies in a circle or between two, read from the index of places and measured exactly.

A statement is made once for each choice of filters: to make it takes longer than the database to answer it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Double, Integer, Result, Row, Select, bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from housing.models import ListingSpot
from housing.search.criteria import SearchCriteria, filters_of, indexed
from housing.search.spans import Columns, box_as_values, in_bands, in_spans, spans_as_values
from maps.distance import SPHERE_ERROR, BoundingBox, Plane, Point, geodesic_km
from maps.rings import Span, clipped, spans_inside, spans_of_ring

Values = Mapping[str, Any]
Rows = Sequence[Row[*Columns]]

A_METRE = 0.001  # so that a circle of no size still has an inside
EVERY = 2**31 - 1
_AT_ONCE = 200

PLACES = select(ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude)


class Near(NamedTuple):
    """An advert and its distance, exact to the millimetre."""

    km: float
    listing_id: int


def reach_of(criteria: SearchCriteria) -> float:
    """How far the circle may reach by the sphere, in km."""
    return criteria.radius_km * (1 + SPHERE_ERROR) + A_METRE


def some_inside(session: Session, criteria: SearchCriteria, most: int | None = None) -> list[int]:
    """The numbers of what fits the filters and lies in the circle, in no order; reading ends at `most`."""
    return Circle(session, criteria).some(most)


class Circle:
    """The circle of a search, with what fits its filters."""

    def __init__(self, session: Session, criteria: SearchCriteria) -> None:
        session.flush()
        self._connection = session.connection()
        self._dialect = self._connection.dialect.name
        self._near, self._radius_km = criteria.near, criteria.radius_km
        self._filters, self._frame = filters_of(criteria), criteria.frame
        self._plane = Plane.around(criteria.near)._asdict()

    def near_between(
        self, inner: float, outer: float, most: int = EVERY, *, by_rent: bool = False
    ) -> tuple[list[Near], float]:
        """What lies in it from `inner` to `outer` km away, and perhaps some of what is next to that; of more than
        `most` the nearest. And how far out none is missing.

        It is looked for there, or `by_rent` among all that are as cheap.
        """
        if not Plane.is_flat(self._near, outer):
            return self.measured(self._between(_all, inner, outer, {}, by_rent=by_rent)), outer
        error = Plane.error_km(outer)
        ring = {"inner": max(inner - error, 0) ** 2, "outer": (outer + error) ** 2, "most": most}
        found = self._measure(self._between(_nearest, inner, outer, self._plane | ring, by_rent=by_rent))
        seen = outer if len(found) < most else found[-1].km - 2 * error
        return [near for near in found if near.km <= self._radius_km], seen

    def count(self, most: int | None = None) -> int:
        """How many lie in it; counting ends soon after `most`.

        What is surely inside the database counts; what is near the edge is measured.
        """
        limit = {"most": EVERY if most is None else most}
        [[counted]] = self._in_spans(number, spans_inside(self._near, self._radius_km), limit)
        if most is not None and counted >= most:
            return int(counted)
        edge = self._in_spans(_all, spans_of_ring(self._near, self._radius_km, self._radius_km + A_METRE), {})
        return int(counted) + len(self.measured(edge))

    def some(self, most: int | None) -> list[int]:
        """The numbers of what lies in it, in no order; reading ends at `most`."""
        spans = spans_of_ring(self._near, 0, self._radius_km + A_METRE)
        with self._ask(in_spans, _all, self._of_spans(spans), {"yield_per": _AT_ONCE}) as rows:
            lying = (row[0] for row in rows if self._measure([row])[0].km <= self._radius_km)
            return list(islice(lying, most))

    def measured(self, rows: Iterable[Row[*Columns]]) -> list[Near]:
        """Those of the rows that lie in it."""
        return [near for near in self._measure(rows) if near.km <= self._radius_km]

    def _measure(self, rows: Iterable[Row[*Columns]]) -> list[Near]:
        near = self._near
        return [Near(geodesic_km(near, Point(latitude, longitude)), key) for key, latitude, longitude in rows]

    def is_crowded(self, reach: float, most: float) -> bool:
        """Whether more than so many stand in the box around so many km, whatever they are like."""
        box = box_as_values(BoundingBox.around(self._near, reach), self._dialect)
        query = _prepared(in_bands, _one_too_many, self._dialect, ())
        return self._connection.scalar(query, {**box, "most": int(most)}) is not None

    def _between(self, shape: "Shape", inner: float, outer: float, values: Values, *, by_rent: bool) -> Rows:
        """A box, unless more than a quarter of it would be read in vain: then spans around what is within."""
        if by_rent:
            return self._read(_anywhere, shape, values)
        if inner > outer / 4 or self._frame is not None:
            return self._in_spans(shape, spans_of_ring(self._near, inner, outer + A_METRE), values)
        box = BoundingBox.around(self._near, outer * (1 + SPHERE_ERROR) + A_METRE)
        return self._read(in_bands, shape, {**box_as_values(box, self._dialect), **values})

    def _in_spans(self, shape: "Shape", spans: Sequence[Span], values: Values) -> Rows:
        return self._read(in_spans, shape, {**self._of_spans(spans), **values})

    def _of_spans(self, spans: Sequence[Span]) -> Values:
        return spans_as_values(spans if self._frame is None else clipped(spans, self._frame), self._dialect)

    def _read(self, within: "Within", shape: "Shape", values: Values) -> Rows:
        return self._ask(within, shape, values, {}).all()

    def _ask(self, within: "Within", shape: "Shape", values: Values, options: Values) -> Result[Any]:
        filters = self._filters
        if filters.others:
            statement = shape(within(PLACES.where(*indexed(filters.names), *filters.others), self._dialect))
        else:
            statement = _prepared(within, shape, self._dialect, filters.names)
        return self._connection.execute(statement, {**filters.values, **values}, execution_options=options)


Within = Callable[[Select[*Columns], str], Select[*Columns]]
Shape = Callable[[Select[*Columns]], Select[*Columns]]


@cache
def _prepared(within: Within, shape: Shape, dialect: str, names: tuple[str, ...]) -> Select[*Columns]:
    return shape(within(PLACES.where(*indexed(names)), dialect))


def _anywhere(places: Select[*Columns], dialect: str) -> Select[*Columns]:
    """The index of rents has those without a place too."""
    return places.where(ListingSpot.latitude.is_not(None))


def _all(places: Select[*Columns]) -> Select[*Columns]:
    return places


def _nearest(places: Select[*Columns]) -> Select[*Columns]:
    """By a column that is reckoned once for each row, since neither database looks through an offset."""
    plane = Plane(*(bindparam(name, type_=Double) for name in Plane._fields))
    away = plane.squared_km(ListingSpot.latitude, ListingSpot.longitude).label("away")
    near = places.add_columns(away).offset(literal_column("0", Integer)).subquery("near").c
    inner, outer = bindparam("inner", type_=Double), bindparam("outer", type_=Double)
    ring = select(near.listing_id, near.latitude, near.longitude).where(near.away.between(inner, outer))
    return ring.order_by(near.away).limit(bindparam("most", type_=Integer))


def _one_too_many(places: Select[*Columns]) -> Select[*Columns]:
    return places.with_only_columns(ListingSpot.listing_id).offset(bindparam("most", type_=Integer)).limit(1)


def number(places: Select[*Columns]) -> Select[*Columns]:
    some = places.with_only_columns(ListingSpot.listing_id).limit(bindparam("most", type_=Integer))
    return select(func.count()).select_from(some.subquery())
