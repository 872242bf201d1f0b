"""Columns by which rows are found when somebody types a name or an address. Free of Flask.

    search_key: Mapped[str] = mapped_column(SearchKey("name", "latin_name"))

    select(Person).where(fits("xantant", Person.search_key))

The key is written with its row, never by hand. It is read through from end to end: of ten thousand households that is
a matter of milliseconds, on both databases, and a name is found by the beginning of any of its words.
"""

from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, Select, Text, TypeDecorator, and_, event, false, or_
from sqlalchemy.orm import InstrumentedAttribute, Mapper, Session

from core.db import Base
from core.search_keys import closeness, readings, search_key

Found = TypeVar("Found", bound=Base)


class SearchKey(TypeDecorator[str]):
    """The search key of some attributes of the same row."""

    impl = Text
    cache_ok = True

    def __init__(self, *sources: str) -> None:
        super().__init__()
        self.sources = sources


def fits(typed: str, *keys: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """The rows in whose keys every typed word begins a word."""
    words = readings(typed)
    if not words:
        return false()
    return and_(*(or_(*(key.contains(f" {word}", autoescape=True) for key in keys for word in each)) for each in words))


def nearest(session: Session, found: Executable, rows: Select[Found], typed: str, limit: int) -> list[Found]:
    """The `limit` rows that fit best. `found` gives the id of every row that fits, its search key and the texts that
    the key was made of, also several times where several keys lead to it; those that fit alike keep its order. `rows`
    loads what is shown of the rows.
    """
    far = closeness(typed)
    by_fit = sorted(session.execute(found), key=lambda row: far(*row[1:]))
    ids = list(dict.fromkeys(row[0] for row in by_fit))[:limit]
    key = rows.column_descriptions[0]["entity"].id
    by_id = {attrgetter("id")(row): row for row in session.scalars(rows.where(key.in_(ids)))}
    return [by_id[row_id] for row_id in ids]


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _write_keys(mapper: Mapper[Any], connection: Connection, row: Base) -> None:
    for name, sources in _keys_of(type(row)):
        setattr(row, name, search_key(*(getattr(row, source) for source in sources)))


@cache
def _keys_of(model: type[Base]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    columns = {attribute.key: attribute.columns[0].type for attribute in model.__mapper__.column_attrs}
    return tuple((name, kind.sources) for name, kind in columns.items() if isinstance(kind, SearchKey))
