"""What lies in an area that somebody drew, as a condition among the others."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, Double, Integer, cast, column, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from housing.models import ListingSpot
from maps.clusters import MILLION
from maps.distance import BoundingBox
from maps.polygon import Edge, Polygon

_MARGIN = 1 / MILLION  # of a degree: what is rounded may come to lie on the edge


class unindexed(FunctionElement[float]):
    """A column by which nothing is looked up.

    SQLite would rather read every band of latitude for the longitudes, and sort, than the order that is asked for.
    """

    name = "unindexed"
    type = Double()
    inherit_cache = True


@compiles(unindexed)
def _as_it_is(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(unindexed, "sqlite")
def _with_plus(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return f"+{compiler.process(element.clauses, **options)}"


def in_polygon(area: Polygon) -> Iterator[ColumnElement[bool]]:
    """Whoever goes due east from there crosses an odd number of its lines (`Polygon.__contains__`).

    The lines travel as one value, so that the statement is the same for any number of them; it is read once.
    """
    yield from in_box(area.box, _MARGIN)
    y, x = (cast(millionths(degrees), BigInteger) for degrees in (ListingSpot.latitude, ListingSpot.longitude))
    numbered = {str(number): edge for number, edge in enumerate(area.edges)}
    rows = func.json_each(literal(numbered, JSON)).table_valued(column("value", JSON), name="line")
    parts = (rows.c.value[place].as_integer().label(name) for place, name in enumerate(Edge._fields))
    edge = select(*parts).cte("edge").prefix_with("MATERIALIZED").c
    is_crossed = (edge.south <= y, y < edge.north, (x - edge.west) * edge.rise < (y - edge.south) * edge.run)
    crossed = select(func.count()).where(*is_crossed).correlate(ListingSpot).scalar_subquery()
    yield crossed % 2 == 1


def in_box(box: BoundingBox, margin: float = 0) -> Iterator[ColumnElement[bool]]:
    """What stands in the box, edges included: of what another index brings."""
    return between(box.south - margin, box.west - margin, box.north + margin, box.east + margin)


def between(south: Any, west: Any, north: Any, east: Any) -> Iterator[ColumnElement[bool]]:
    """The same of four sides, which may be parameters."""
    yield ListingSpot.latitude.between(south, north)
    yield unindexed(ListingSpot.longitude).between(west, east)


def millionths(degrees: InstrumentedAttribute[float | None]) -> ColumnElement[int]:
    """As `maps.clusters` has them."""
    return cast(func.round(degrees * MILLION), Integer)
