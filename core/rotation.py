"""What stands sealed where: whether the keys of this process open it, and sealing it anew under the newest of them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnClause,
    Connection,
    LargeBinary,
    Select,
    TableClause,
    Update,
    bindparam,
    column,
    func,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session

from core.crypto import NUMBER_BYTES, CannotOpen, number_of
from core.db import Base
from core.errors import Refused
from core.sealed import BlindIndex, Sealed, keys
from core.text import N_, Sentence

AT_ONCE = 500  # values sealed anew in one transaction: nobody who writes waits long


def sealed_columns() -> Iterator[Column[Any]]:
    """Every column of the models whose values stand sealed, table by table."""
    for each in Base.metadata.sorted_tables:
        yield from (found for found in each.columns if isinstance(found.type, Sealed))


def refuse_other_keys(connection: Connection, *, only: str | None = None) -> None:
    """Raise Refused when something stored does not open: what is written under other keys could never be put right.

    One value of each sealed column is tried, or of one of them only.
    """
    for place in sealed_columns():
        if only not in (None, str(place)):
            continue
        _, value = _stored(place)
        sample = connection.scalar(select(value).where(value.is_not(None)).limit(1))
        try:
            if sample is not None:
                keys().open(sample, str(place))
        except CannotOpen:
            raise _not_opened(place) from None


def count_by_key(connection: Connection) -> Mapping[int, int]:
    """How many values are sealed under which key."""
    counted: Counter[int] = Counter()
    for place in sealed_columns():
        _, value = _stored(place)
        number = _number(value)
        query = select(number, func.count()).where(value.is_not(None)).group_by(number)
        for name, values in connection.execute(query):
            counted[number_of(name)] += values
    return counted


def seal_anew(session: Session) -> Iterator[int]:
    """Seal under the newest key whatever is not yet, with its blind indexes; gives how many values were done.

    After each number the caller commits: whatever ends the process, what was done stays done and the rest is found
    again. A value that somebody changes meanwhile is left alone, it is under the newest key already.
    """
    for place in sealed_columns():
        after: Any = None
        while rows := session.connection().execute(_older(place, after)).all():
            try:
                changes = [_change(place, key, old) for key, old in rows]
            except CannotOpen:
                raise _not_opened(place) from None
            session.connection().execute(_write(place), changes)
            after = rows[-1][0]
            yield len(rows)


def _older(place: Column[Any], after: Any) -> Select[Any]:
    key, value = _stored(place)
    newest = keys().current.to_bytes(NUMBER_BYTES, "big")
    query = select(key, value).where(_number(value) != newest).order_by(key).limit(AT_ONCE)
    return query if after is None else query.where(key > after)


def _change(place: Column[Any], key: Any, old: bytes) -> dict[str, Any]:
    plain = keys().open(old, str(place))
    indexes = {f"new_{name}": kind.of(plain.decode()) for name, kind in _indexes(place)}
    return {"row": key, "old": old, f"new_{place.name}": keys().seal(plain, str(place))} | indexes


def _write(place: Column[Any]) -> Update:
    """The statement that puts the new value where the old one still stands."""
    key, value = _stored(place)
    names = [place.name, *(name for name, _ in _indexes(place))]
    return (
        update(cast(TableClause, value.table))
        .where(key == bindparam("row"), value == bindparam("old", type_=LargeBinary))
        .values({name: bindparam(f"new_{name}", type_=LargeBinary) for name in names})
    )


def _stored(place: Column[Any]) -> tuple[ColumnClause[Any], ColumnClause[Any]]:
    """The row's key, and the value as it stands in the database. Such a table has a key of one column."""
    (key,) = place.table.primary_key.columns
    names = [place.name, *(name for name, _ in _indexes(place))]
    columns = table(place.table.name, column(key.name), *(column(name, LargeBinary) for name in names)).c
    return columns[key.name], columns[place.name]


def _indexes(place: Column[Any]) -> list[tuple[str, BlindIndex]]:
    beside = ((each.name, each.type) for each in place.table.columns)
    return [(name, kind) for name, kind in beside if isinstance(kind, BlindIndex) and kind.place == str(place)]


def _number(value: ColumnClause[Any]) -> Any:
    return func.substr(value, 1, NUMBER_BYTES, type_=LargeBinary)


def _not_opened(place: Column[Any]) -> Refused:
    msgid = N_(
        "The keys of this service do not open %(place)s: it was sealed under others. STEGI_DATA_KEYS takes those "
        "that this database was begun with."
    )
    return Refused(Sentence(msgid, {"place": str(place)}))
