"""Making a backup: every table as it is at one moment, while others read and write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from core import migrate
from core.backup import rows
from core.backup.archive import FORMAT, Manifest, written
from core.db import READ_ONLY
from core.documents.files import FileStore
from core.errors import Refused
from core.text import N_, Sentence
from core.version import VERSION

ROWS = "rows"  # the folder of the tables in a backup
DOCUMENTS = "documents"  # that of the documents, sealed as they lie
NOTHING = Sentence(N_("There is no database of this service here: STEGI_DATABASE_URL says where it is."))


@dataclass(frozen=True, slots=True)
class Contents:
    """How much is in a backup."""

    tables: int
    documents: int


def make_backup(engine: Engine, store: FileStore, path: Path, *, at: datetime) -> Contents:
    """Write the backup; gives how much is in it. The files come after the rows that name them.

    Asks for no keys: what is sealed stays sealed.
    """
    with _at_one_moment(engine) as connection:
        revision = migrate.revision_of(connection)
        if revision is None:
            raise Refused(NOTHING)
        tables = rows.tables(connection)
        with written(path, Manifest(FORMAT, VERSION, revision, at.isoformat())) as backup:
            for table in tables:
                backup.add(f"{ROWS}/{table.name}", rows.lines(connection, table))
            files = 0
            for address, sealed in store.whole():
                backup.add(f"{DOCUMENTS}/{address}", iter([sealed]))
                files += 1
    return Contents(len(tables), files)


@contextmanager
def _at_one_moment(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees nothing of what others write meanwhile, and makes nobody wait."""
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    if engine.dialect.name == "sqlite":  # a reading transaction of the write-ahead log is just that
        options = {READ_ONLY: True}
    with engine.execution_options(**options).connect() as connection:
        yield connection
