"""All that hangs on one row hangs on another from now on, whichever package it belongs to."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Mapper, Session

from core.db import Base

Moved = dict[str, list[int]]  # the keys of what was moved, by table and column


def move_all(
    session: Session, old: Base, new: Base, *, but: Container[str] = frozenset(), staying: Iterable[Base] = ()
) -> Moved:
    """Let every row that points at `old` point at `new`. `but` names tables that see to it themselves or stay, and
    `staying` are rows that do.
    """
    stay: defaultdict[type[Base], list[int]] = defaultdict(list)
    for row in staying:
        stay[type(row)].append(row.id)  # type: ignore[attr-defined]
    moved = {}
    for mapper, column in pointing_at(old):
        if column.table.name not in but:
            which = column == old.id  # type: ignore[attr-defined]
            if mapper.class_ in stay:
                which = and_(which, mapper.class_.id.not_in(stay[mapper.class_]))
            moved[str(column)] = _move(session, mapper, column, which, new)
    session.flush()
    session.expire_all()  # what was loaded still names the old row
    return {name: keys for name, keys in moved.items() if keys}


def together(one: Moved, other: Moved) -> Moved:
    """The keys of both."""
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in one | other}


def how_many(moved: Moved) -> int:
    """How many rows they are."""
    return sum(map(len, moved.values()))


def move_back(session: Session, moved: Moved, old: Base, new: Base) -> None:
    """Let what was moved from `old` to `new`, and is still there, point at `old` again."""
    for mapper, column in pointing_at(old):
        if keys := moved.get(str(column)):
            still_there = and_(column == new.id, mapper.class_.id.in_(keys))  # type: ignore[attr-defined]
            _move(session, mapper, column, still_there, old)
    session.flush()  # what the caller changed would be forgotten with what was loaded
    session.expire_all()


def _move(session: Session, mapper: Mapper[Any], column: Any, which: ColumnElement[bool], target: Base) -> list[int]:
    """Row by row, so that the audit keeps what was where."""
    name = mapper.get_property_by_column(column).key
    rows = session.scalars(select(mapper.class_).where(which)).all()
    for row in rows:
        setattr(row, name, target.id)  # type: ignore[attr-defined]
    session.flush()
    return [row.id for row in rows]


def pointing_at(row: Base) -> Iterator[tuple[Mapper[Any], Any]]:
    """Every column of every table that holds keys of such rows."""
    target = row.__table__
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for column in mapper.local_table.columns:
            if any(key.column.table is target for key in column.foreign_keys):
                yield mapper, column
