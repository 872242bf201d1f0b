"""Rows of an older database, and what they are after a migration."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import create_engine, text

from core import migrate
from core.db import prepare_engine


def carried_over(database_url: str, before: str, rows: Iterable[str], after: str, query: str) -> list[tuple[Any, ...]]:
    """Write the rows down at the one revision, by statements with `:nothing` for no bytes, and read at the other."""
    migrate.downgrade(database_url, before)
    engine = create_engine(database_url)
    prepare_engine(engine)
    with engine.begin() as connection:
        for statement in rows:
            connection.execute(text(statement), {"nothing": b""} if ":nothing" in statement else {})
    migrate.upgrade(database_url, after)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found
