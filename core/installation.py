"""What a database is for, so that the demonstration never touches one that holds other data."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import CheckConstraint, ColumnElement, Connection, exists, inspect, literal, make_url, select, table
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base

# Their one row is there while nothing else is: where the audit ends, and whose turn it is to ask the geocoder.
MADE_WITH_THE_TABLES = {"audit_head", "geocoder_turn"}

FOR_OWNER = 0o600


class Installation(Base):
    """The one row that says whether this database is a demonstration."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    is_demonstration: Mapped[bool]
    created_at: Mapped[datetime]


def is_an_office() -> ColumnElement[bool]:
    """For queries: whether `stegi init` began this database, so that it has first steps to take."""
    return exists().where(Installation.is_demonstration.is_(False))


def is_missing(url: str) -> bool:
    """Whether this is an SQLite file that is not there; whoever connected to it would leave an empty one."""
    file = _file_of(url)
    return file is not None and not file.exists()


def keep_for_owner(url: str) -> None:
    """An SQLite file holds names in clear: it, and what SQLite lays beside it, are for its owner's eyes alone.

    What is not there yet is made so, and what SQLite makes later is made like it. Somebody else's file stays as it is.
    """
    file = _file_of(url)
    if file is None:
        return
    with suppress(OSError):  # then the database says itself what is wrong
        file.touch(mode=FOR_OWNER)
    for beside in ("", "-wal", "-shm"):
        with suppress(OSError):
            Path(f"{file}{beside}").chmod(FOR_OWNER)


def is_demonstration(connection: Connection) -> bool:
    """Whether the database is a demonstration, of this version or of an earlier one."""
    if Installation.__tablename__ not in table_names(connection):
        return False
    columns = {column["name"] for column in inspect(connection).get_columns(Installation.__tablename__)}
    return "is_demonstration" in columns and bool(connection.scalar(select(Installation.is_demonstration)))


def holds_rows(connection: Connection) -> bool:
    """Whether there is anything in the database, whoever's tables it is in."""
    return any(_has_rows(connection, name) for name in sorted(table_names(connection) - MADE_WITH_THE_TABLES))


def _file_of(url: str) -> Path | None:
    place = make_url(url)
    if place.get_backend_name() != "sqlite" or place.database in (None, "", ":memory:"):
        return None
    return Path(str(place.database))


def table_names(connection: Connection) -> set[str]:
    """Every table but the migrations' own."""
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


def _has_rows(connection: Connection, name: str) -> bool:
    return connection.scalar(select(literal(1)).select_from(table(name)).limit(1)) is not None
