"""What a flush wrote: each row that was added, changed or removed, with its old and new values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeGuard

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from core.audit.plain import HIDDEN
from core.audit.unaudited import UNAUDITED
from core.db import Base
from core.findable import SearchKey
from core.sealed import BlindIndex, Sealed

Values = Mapping[str, Any]
Person = tuple[str, int]  # the table and the key of the person's row


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change. `old` is empty for a new row, `new` for one that is gone."""

    row: Base
    person: Base | None  # known at once only of a row that is gone
    old: Values
    new: Values


def changes_of(session: Session) -> Iterator[Change]:
    """The changes of the flush that has just been made; to be called before the session forgets them."""
    for row in session.new:
        if is_audited(row):
            yield Change(row, None, {}, _values(row))
    for row in session.deleted:
        if is_audited(row):
            yield Change(row, person_of(row), _values(row), {})
    for row in session.dirty:
        if is_audited(row) and session.is_modified(row):
            old, new = _differences(row)
            if new:
                yield Change(row, None, old, new)


def is_audited(row: object) -> TypeGuard[Base]:
    """Whether changes of such a row belong to somebody's step."""
    return isinstance(row, Base) and row.__tablename__ not in UNAUDITED


def person_of(row: Base) -> Base | None:
    """The row of the person that this row is about; None when it is about nobody.

    One that is about somebody but leads to no person now, or holds sealed values and leads nowhere, stands for itself:
    what it says is sealed in the audit too.
    """
    path = row.__audit_person__
    if path is None:
        return row if _holds_sealed(type(row)) else None
    person: Base | None = row
    for name in path.split(".") if path != "self" else ():
        person = getattr(person, name) if person is not None else None
    return person if person is not None else row


def identity(row: Base) -> tuple[str, int]:
    """The table and the key of a row."""
    key: int = inspect(row).mapper.primary_key_from_instance(row)[0]
    return row.__tablename__, key


def _values(row: Base) -> Values:
    held = inspect(row).dict
    return {name: _shown(row, name, held[name]) for name in _columns(type(row)) if held.get(name) is not None}


def _differences(row: Base) -> tuple[Values, Values]:
    """Only what is another value than before; what was not loaded before it was set has no old value."""
    old, new = {}, {}
    for name in _columns(type(row)):
        history = inspect(row).attrs[name].history
        if history.has_changes():
            old[name] = _shown(row, name, history.deleted[0] if history.deleted else None)
            new[name] = _shown(row, name, history.added[0] if history.added else None)
    return old, new


@cache
def _holds_sealed(model: type[Base]) -> bool:
    return any(isinstance(column.type, Sealed) for column in model.__table__.columns)


@cache
def _columns(model: type[Base]) -> tuple[str, ...]:
    """The attributes that are kept; a blind index or a search key only repeats its value."""
    attributes = inspect(model).column_attrs
    return tuple(a.key for a in attributes if not isinstance(a.columns[0].type, (BlindIndex, SearchKey)))


def _shown(row: Base, name: str, value: object) -> object:
    return HIDDEN if value is not None and name in row.__audit_hidden__ else value
