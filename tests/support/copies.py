"""Databases that tests borrow one after the other: emptying one is ten times quicker than copying its template."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Composed, Identifier, Literal

from tests.support import parked, postgres

MOST_USES = 500  # then a new copy is made: nothing cleans up behind the rows that were deleted

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname"
SEQUENCES = "SELECT sequencename, last_value FROM pg_sequences"
# Changes with every change of a table, column, constraint, trigger or function, and with nothing else: what is new or
# changed was written by a later transaction, and without what is gone there are fewer.
SHAPE = """
    SELECT 'class', count(*), max(xmin::text::bigint) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT 'column', count(*), max(xmin::text::bigint) FROM pg_attribute WHERE attrelid >= 16384
    UNION ALL SELECT 'constraint', count(*), max(xmin::text::bigint) FROM pg_constraint WHERE oid >= 16384
    UNION ALL SELECT 'trigger', count(*), max(xmin::text::bigint) FROM pg_trigger WHERE oid >= 16384
    UNION ALL SELECT 'function', count(*), max(xmin::text::bigint) FROM pg_proc WHERE oid >= 16384
"""
Shape = list[tuple[str, int, int]]


@dataclass
class Copy:
    """One database, how it was when it was new, and a connection that knows its tables from the time before."""

    name: str
    connection: psycopg.Connection[tuple[str, ...]]
    shape: Shape
    uses: int = 0


@dataclass
class Copies:
    """The copies of a migrated template that one worker has made."""

    server: Path
    template: str
    free: list[Copy] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        with self._connected(self.template) as connection:
            self._tables = [name for (name,) in connection.execute(TABLES)]
            self._rows = {name: rows for name in self._tables if (rows := _copy_out(connection, name))}
            self._sequences: Mapping[str, int | None] = dict(connection.execute(SEQUENCES).fetchall())

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The URL of a database as the migrations leave it."""
        copy = self.free.pop() if self.free else self._make()
        try:
            yield postgres.url(self.server, copy.name)
        finally:
            copy.uses += 1
            if copy.uses < MOST_USES and self._emptied(copy):
                self.free.append(copy)
            else:
                self._drop(copy)

    def drop(self) -> None:
        """Leave none of them behind."""
        while self.free:
            self._drop(self.free.pop())

    def _drop(self, copy: Copy) -> None:
        parked.close_for(copy.name)
        copy.connection.close()
        postgres.drop(self.server, copy.name)

    def _make(self) -> Copy:
        name = f"{self.template}_{next(self._numbers)}"
        postgres.create(self.server, name, self.template)
        connection = self._connected(name)
        parked.open_for(name)
        return Copy(name, connection, _shape(connection))

    def _emptied(self, copy: Copy) -> bool:
        """Take out what a test left. False: it changed more than rows."""
        connection = copy.connection
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL (%s)",
            [parked.parked_at(copy.name)],
        )
        if _shape(connection) != copy.shape:
            return False
        connection.execute("SET session_replication_role = replica")  # no trigger keeps the audit, no key its row
        for (name,) in connection.execute(self._filled()).fetchall():
            connection.execute(SQL("DELETE FROM {}").format(Identifier(name)))
        for name, rows in self._rows.items():
            _copy_in(connection, name, rows)
        for name, last in connection.execute(SEQUENCES).fetchall():
            if last != self._sequences[name]:
                first = self._sequences[name]
                connection.execute("SELECT setval(%s, %s, %s)", (name, first or 1, first is not None))
        return True

    def _filled(self) -> Composed:
        """Asks for the tables that have rows."""
        looks = [SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(Literal(n), Identifier(n)) for n in self._tables]
        return SQL(" UNION ALL ").join(looks)

    def _connected(self, name: str) -> psycopg.Connection[tuple[str, ...]]:
        return psycopg.connect(host=str(self.server), user=postgres.USER, dbname=name, autocommit=True)


def _shape(connection: psycopg.Connection[tuple[str, ...]]) -> Shape:
    return connection.execute(SHAPE).fetchall()


def _copy_out(connection: psycopg.Connection[tuple[str, ...]], table: str) -> bytes:
    with connection.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(copy)


def _copy_in(connection: psycopg.Connection[tuple[str, ...]], table: str, rows: bytes) -> None:
    with connection.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
        copy.write(rows)
