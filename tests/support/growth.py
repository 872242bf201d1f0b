"""A demonstration with several times its rows: what a page asks of the database must not grow with them. SQLite."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from core.db import Base
from housing.states import GONE

COPIES = 4
STEP = 100_000  # between the keys of one copy and the next
# What belongs to the staff and to the house stays as it is: who looks is the same in both.
KEPT = {
    "admission", "audit_event", "centre", "centre_operation", "installation", "invitation", "listing_cell",
    "listing_cell_kind", "partner",
    "passkey", "person_key", "post", "programme", "project", "recovery_code", "saved_search", "scheme_version",
    "staff_session",
    "totp_secret", "user",
}  # fmt: skip

Row = Mapping[str, Any]


def grow(path: Path) -> None:
    """Copy every row: with copies of all it belongs to, and beside the row itself, with all but one of them copied."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    numbers = iter(range(STEP * (COPIES + 1), 2**31))
    for table in Base.metadata.sorted_tables:
        if table.name not in KEPT and "id" in table.c:
            for row in connection.execute(f'SELECT * FROM "{table.name}" WHERE id < ?', (STEP,)).fetchall():
                for copy in _copies(table, dict(row), numbers):
                    _insert(connection, table, copy)
    _spots(connection)
    connection.commit()
    connection.close()


def _spots(connection: sqlite3.Connection) -> None:
    """What the search reads of the copied adverts: a home's copies stand where it does."""
    of_advert = {"listing_id": "l.id", "is_open": "l.same_as_id IS NULL AND l.status NOT IN (?, ?, ?)"}
    of_advert |= {
        name: f"l.{name}" for name in ("dwelling_id", "centre_id", "landlord_id", "status", "monthly_rent", "pets")
    }
    table = Base.metadata.tables["listing_spot"]
    values = {column.name: of_advert.get(column.name, f"s.{column.name}") for column in table.c if not column.computed}
    connection.execute(
        f"""INSERT INTO listing_spot ({", ".join(values)}) SELECT {", ".join(values.values())}
        FROM listing AS l JOIN listing_spot AS s ON s.listing_id =
            (SELECT min(first.listing_id) FROM listing_spot AS first WHERE first.dwelling_id = l.dwelling_id % {STEP})
        WHERE l.id >= {STEP}""",
        GONE,
    )


def _copies(table: Table, row: Row, numbers: Iterator[int]) -> Iterator[Row]:
    parents = [key.parent.name for key in table.foreign_keys if key.column.table.name not in KEPT]
    for copy in range(1, COPIES + 1):
        moved = {name: row[name] + STEP * copy for name in parents if row[name] is not None}
        yield {**row, **_other_names(table, row, copy), **moved, "id": row["id"] + STEP * copy}
        for stays in moved:
            number = next(numbers)
            yield {**row, **_other_names(table, row, number), **moved, stays: row[stays], "id": number}


def _other_names(table: Table, row: Row, number: int) -> Row:
    """What no two rows may share, made another."""
    unique = {column.name for index in table.indexes if index.unique for column in index.columns}
    unique |= {column.name for column in table.columns if column.unique}
    return {name: f"{row[name]}-{number}" for name in unique if isinstance(row[name], str)}


def _insert(connection: sqlite3.Connection, table: Table, row: Row) -> None:
    """A row that may be there only once is left out."""
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    with suppress(sqlite3.IntegrityError):
        connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({places})', list(row.values()))
