"""The rows of a table as lines of JSON and back, the same from SQLite and from PostgreSQL, sealed values as they stand.

The columns are read from the database, not from the models: a backup of an older version has the columns of its time.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Computed,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedPrimaryKeyConstraint
from sqlalchemy.types import TypeEngine

AT_ONCE = 1000
VERSION_TABLE = "alembic_version"


def tables(connection: Connection) -> list[Table]:
    """Every table there is but the migrations' own, by name: its columns and its key, which is all that rows need.

    To look for foreign keys, indexes and checks as well takes PostgreSQL fifteen times as long.
    """
    inspector = inspect(connection)
    keys = inspector.get_multi_pk_constraint()
    found = sorted(inspector.get_multi_columns().items(), key=lambda told: told[0][1])
    return [_table(name[1], columns, keys[name]) for name, columns in found if name[1] != VERSION_TABLE]


def _table(name: str, columns: Iterable[ReflectedColumn], key: ReflectedPrimaryKeyConstraint) -> Table:
    return Table(name, MetaData(), *map(_column, columns), PrimaryKeyConstraint(*key["constrained_columns"]))


def _column(told: ReflectedColumn) -> Column[Any]:
    """In JSON an empty value is nothing."""
    kind = JSON(none_as_null=True) if isinstance(told["type"], JSON) else told["type"]
    computed = [Computed(told["computed"]["sqltext"])] if "computed" in told else []
    return Column(told["name"], kind, *computed)


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The names of the columns, then the rows, ordered by their keys. What the database computes it computes again."""
    columns = [column for column in table.columns if column.computed is None]
    yield _line([column.name for column in columns])
    query = select(*columns).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
        yield _line([_plain(value) for value in row])


def load(connection: Connection, table: Table, content: Iterable[bytes]) -> int:
    """Insert the rows; gives how many there were."""
    written = iter(content)
    columns = [table.columns[name] for name in json.loads(next(written))]
    loaded = 0
    while some := list(islice(written, AT_ONCE)):
        rows = [
            {column.name: _typed(column.type, value) for column, value in zip(columns, json.loads(line), strict=True)}
            for line in some
        ]
        connection.execute(insert(table), rows)
        loaded += len(rows)
    return loaded


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    """A value as JSON has it; whatever the database holds beyond that is bytes, an instant or a day."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: TypeEngine[Any], value: Any) -> Any:
    """The value for a column of this kind."""
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
