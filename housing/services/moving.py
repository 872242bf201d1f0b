"""All that hangs on one row hangs on another from now on, whichever package it belongs to."""

from collections.abc import Container, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Mapper, Session

from core.db import Base


def move_all(session: Session, old: Base, new: Base, *, but: Container[str] = frozenset()) -> int:
    """Let every row that points at `old` point at `new`, and count them. `but` names tables that see to it themselves.

    Row by row, so that the audit keeps what was where.
    """
    moved = 0
    for mapper, column in _pointing_at(old):
        if column.table.name in but:
            continue
        name = mapper.get_property_by_column(column).key
        for row in session.scalars(select(mapper.class_).where(column == old.id)):  # type: ignore[attr-defined]
            setattr(row, name, new.id)  # type: ignore[attr-defined]
            moved += 1
    session.flush()
    session.expire_all()  # what was loaded still names the old row
    return moved


def _pointing_at(row: Base) -> Iterator[tuple[Mapper[Any], Any]]:
    """Every column of every table that holds keys of such rows."""
    target = row.__table__
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        for column in mapper.local_table.columns:
            if any(key.column.table is target for key in column.foreign_keys):
                yield mapper, column
