"""Spans of the index of places as a table in a statement: they travel as values, and it is the same for any number."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, Double, FromClause, Integer, Select, Text, and_, bindparam, column, func
from sqlalchemy.types import TypeEngine

from housing.models import ListingSpot
from maps.rings import Span

Columns = tuple[Any, ...]
_TYPES: dict[str, TypeEngine[Any]] = {"band": Integer(), "west": Double(), "east": Double()}


def in_spans(query: Select[*Columns], dialect: str) -> Select[*Columns]:
    """What the query finds in the spans."""
    span = _TABLES[dialect]
    met = and_(ListingSpot.band == span.band, ListingSpot.longitude.between(span.west, span.east))
    return query.select_from(span.table).join(ListingSpot, met)


def as_values(spans: Sequence[Span], dialect: str) -> Mapping[str, Any]:
    """The values of such a query."""
    if dialect == "sqlite":
        return {"spans": json.dumps(spans)}
    return {name: [getattr(span, name) for span in spans] for name in _TYPES}


class _Table(NamedTuple):
    table: FromClause
    band: ColumnElement[int]
    west: ColumnElement[float]
    east: ColumnElement[float]


def _of_sqlite() -> _Table:
    table = func.json_each(bindparam("spans", type_=Text)).table_valued("value", name="span")
    return _Table(table, *(func.json_extract(table.c.value, f"$[{place}]") for place in range(3)))


def _of_postgresql() -> _Table:
    """By arrays: of JSON it expects a hundred rows, and then rather reads all there is."""
    arrays = [bindparam(name, type_=ARRAY(kind)) for name, kind in _TYPES.items()]
    columns = [column(name, kind) for name, kind in _TYPES.items()]
    table = func.unnest(*arrays).table_valued(*columns, name="span").render_derived()
    return _Table(table, table.c.band, table.c.west, table.c.east)


_TABLES = {"sqlite": _of_sqlite(), "postgresql": _of_postgresql()}
