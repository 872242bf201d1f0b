"""Bands and spans of the index of places in a statement: they travel as values, and it is the same for any number."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Double,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    any_,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

from housing.models import ListingSpot
from maps.bands import band_of
from maps.distance import BoundingBox
from maps.rings import Span

Columns = tuple[Any, ...]
_TYPES: dict[str, TypeEngine[Any]] = {"band": Integer(), "west": Double(), "east": Double()}


def in_bands(query: Select[*Columns], dialect: str) -> Select[*Columns]:
    """What the query finds in a box, band by band."""
    west, east = bindparam("west", type_=Double), bindparam("east", type_=Double)
    query = query.where(ListingSpot.longitude.between(west, east))
    if dialect == "sqlite":
        bands = func.json_each(bindparam("bands", type_=Text)).table_valued("value")
        return query.where(ListingSpot.band.in_(select(bands.c.value)))
    return query.where(ListingSpot.band == any_(bindparam("bands", type_=ARRAY(Integer))))


def box_as_values(box: BoundingBox, dialect: str) -> Mapping[str, Any]:
    """The values of such a query."""
    bands = list(range(band_of(box.south), band_of(box.north) + 1))
    return {"bands": json.dumps(bands) if dialect == "sqlite" else bands, "west": box.west, "east": box.east}


def in_spans(query: Select[*Columns], dialect: str) -> Select[*Columns]:
    """What the query finds in the spans."""
    span = _TABLES[dialect]
    met = and_(ListingSpot.band == span.band, ListingSpot.longitude.between(span.west, span.east))
    return query.select_from(span.table).join(ListingSpot, met)


def spans_as_values(spans: Sequence[Span], dialect: str) -> Mapping[str, Any]:
    """The values of such a query."""
    if dialect == "sqlite":
        return {"spans": json.dumps(spans)}
    return {name: [span[place] for span in spans] for place, name in enumerate(_TYPES)}


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
