"""What stands sealed where, and whether the keys of this process open it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, select, type_coerce

from core.crypto import CannotOpen
from core.db import Base
from core.errors import Refused
from core.sealed import Sealed, keys
from core.text import N_, Sentence


def sealed_columns() -> Iterator[Column[Any]]:
    """Every column of the models whose values stand sealed, table by table."""
    for table in Base.metadata.sorted_tables:
        yield from (column for column in table.columns if isinstance(column.type, Sealed))


def refuse_other_keys(connection: Connection) -> None:
    """Raise Refused when something stored does not open: what is written under other keys could never be put right."""
    for column in sealed_columns():
        query = select(type_coerce(column, LargeBinary)).where(column.is_not(None)).limit(1)
        sample = connection.scalar(query)
        try:
            if sample is not None:
                keys().open(sample, str(column))
        except CannotOpen:
            raise Refused(
                Sentence(N_("The keys of this service do not open %(place)s: it was sealed under others."),
                         {"place": str(column)})
            ) from None  # fmt: skip
