"""Restoring a backup: all of it in one transaction, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection, text

from core import migrate
from core.backup import rows
from core.backup.archive import Backup
from core.backup.making import DOCUMENTS, ROWS
from core.backup.settling import settle_restored
from core.crypto import KeyRing
from core.documents.files import FileStore
from core.errors import Refused
from core.installation import holds_rows, is_demonstration, table_names
from core.rotation import refuse_other_keys
from core.sealed import install_keys
from core.text import N_, Sentence


class FindKeys(Protocol):
    """The keys for a demonstration, or for an installation in earnest."""

    def __call__(self, *, demonstration: bool) -> KeyRing:
        """Raises SettingsError when there are none."""


HOLDS_ROWS = Sentence(N_("This database holds rows already: restore into an empty one, or say --replace."))
UNKNOWN_VERSION = N_("This backup was made by version %(version)s, which is newer than this service: update it first.")


def restore(connection: Connection, backup: Backup, *, replace: bool, find_keys: FindKeys, at: datetime) -> int:
    """Put everything back as it was, then bring it up to this version and settle what was under way.

    Gives how many rows came back. For a transaction of `migrate.rebuilding`. Raises Refused, also when the keys do not
    open what the backup holds.
    """
    if not migrate.is_known(backup.manifest.revision):
        raise Refused(Sentence(UNKNOWN_VERSION, {"version": backup.manifest.version}))
    if not replace and holds_rows(connection):
        raise Refused(HOLDS_ROWS)
    _clear(connection)
    migrate.upgrade_within(connection, backup.manifest.revision)
    loaded = _load(connection, backup)
    install_keys(find_keys(demonstration=is_demonstration(connection)))
    migrate.upgrade_within(connection)
    refuse_other_keys(connection)
    settle_restored(connection, made_at=backup.manifest.made_at, at=at)
    return loaded


def restore_documents(store: FileStore, backup: Backup) -> None:
    """Lay the documents' files where the service looks for them; one that is there is the same."""
    for name in backup.names(DOCUMENTS):
        with backup.open(name) as content:
            store.write(name.rpartition("/")[2], content.read())


def _load(connection: Connection, backup: Backup) -> int:
    """Every row as it was, instead of those that the migrations made."""
    tables = {f"{ROWS}/{table.name}": table for table in rows.tables(connection)}
    loaded = 0
    with _unwatched(connection, [table.name for table in tables.values()]):
        for table in tables.values():
            connection.execute(table.delete())
        for name in backup.names(ROWS):
            with backup.open(name) as content:
                loaded += rows.load(connection, tables[name], content)
    return loaded


def _clear(connection: Connection) -> None:
    """Drop what is there, with the functions of its triggers."""
    cascade = "" if connection.dialect.name == "sqlite" else " CASCADE"
    for name in sorted(table_names(connection) | {rows.VERSION_TABLE}):
        connection.execute(text(f'DROP TABLE IF EXISTS "{name}"{cascade}'))
    if connection.dialect.name == "postgresql":
        for (name,) in connection.execute(text(_TRIGGER_FUNCTIONS)).all():
            connection.execute(text(f"DROP FUNCTION {name}"))


@contextmanager
def _unwatched(connection: Connection, names: list[str]) -> Iterator[None]:
    """Triggers and foreign keys see the rows when all of them are there, whatever points at what."""
    around = _sqlite_watch if connection.dialect.name == "sqlite" else _postgresql_watch
    take_away, give_back = around(connection, names)
    for statement in take_away:
        connection.exec_driver_sql(statement)
    yield
    for statement in give_back:
        connection.exec_driver_sql(statement)


def _sqlite_watch(connection: Connection, names: list[str]) -> tuple[list[str], list[str]]:
    """Triggers are made anew; foreign keys are off in this transaction and checked at its end."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    return [f'DROP TRIGGER "{name}"' for name, _ in found], [statement for _, statement in found]


def _postgresql_watch(connection: Connection, names: list[str]) -> tuple[list[str], list[str]]:
    """Adding a foreign key again checks every row; the counters go on after the highest number."""
    keys = connection.exec_driver_sql(_FOREIGN_KEYS).all()
    take_away = [f'ALTER TABLE "{name}" DISABLE TRIGGER USER' for name in names]
    take_away += [f"ALTER TABLE {table} DROP CONSTRAINT {key}" for table, key, _ in keys]
    give_back = [f"ALTER TABLE {table} ADD CONSTRAINT {key} {definition}" for table, key, definition in keys]
    give_back += [f'ALTER TABLE "{name}" ENABLE TRIGGER USER' for name in names]
    counters = connection.exec_driver_sql(_COUNTERS).all()
    give_back += [
        f"SELECT setval('{counter}', coalesce(max({column}), 0) + 1, false) FROM {table}"
        for counter, table, column in counters
    ]
    return take_away, give_back


_TRIGGER_FUNCTIONS = """
    SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prorettype = 'trigger'::regtype ORDER BY 1
"""
_FOREIGN_KEYS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""
_COUNTERS = """
    SELECT d.objid::regclass::text, d.refobjid::regclass::text, quote_ident(a.attname)
    FROM pg_depend d
    JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S' AND c.relnamespace = current_schema()::regnamespace
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.deptype IN ('a', 'i') ORDER BY 1
"""
