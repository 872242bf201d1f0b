"""Alembic, called from code: bring a database up to date, or ask whether it is."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from core.config import ROOT
from core.db import READ_ONLY, prepare_engine
from core.installation import keep_for_owner

TURN = 0x57E61  # the number of PostgreSQL's lock under which tables are made anew


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


@cache
def _scripts() -> ScriptDirectory:
    """The migrations of this version: while the process runs they stay the same."""
    return ScriptDirectory.from_config(_config())


def upgrade(url: str, revision: str = "head") -> None:
    """Apply the migrations up to `revision` to the database at `url`."""
    _run(url, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Take the migrations back to `revision` (`base`: none)."""
    _run(url, command.downgrade, revision)


def is_current(engine: Engine) -> bool:
    """Whether every migration is applied."""
    with engine.execution_options(**{READ_ONLY: True}).connect() as connection:
        applied = MigrationContext.configure(connection).get_current_heads()
    return set(applied) == set(_scripts().get_heads())


def revision_of(connection: Connection) -> str | None:
    """The last migration that is applied; None in a database without any."""
    return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Whether this version of the service has the migration."""
    return any(script.revision == revision for script in _scripts().walk_revisions())


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Apply migrations in a transaction of `rebuilding`."""
    _apply(connection, command.upgrade, revision)


@contextmanager
def rebuilding(url: str) -> Iterator[Connection]:
    """One transaction in which tables may be made anew; rows that point nowhere at its end take all of it back."""
    keep_for_owner(url)
    engine = create_engine(url, hide_parameters=True)
    prepare_engine(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _let_tables_be_rebuilt)
    try:
        with engine.begin() as connection:
            _take_turns(connection)
            yield connection
            _check_keys(connection)
        _empty_log(engine)
    finally:
        engine.dispose()


def _take_turns(connection: Connection) -> None:
    """Of two who migrate at once the second finds nothing to do. SQLite's writers take turns anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(TURN)))


def _run(url: str, what: object, revision: str) -> None:
    with rebuilding(url) as connection:
        _apply(connection, what, revision)


def _apply(connection: Connection, what: object, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    what(config, revision)  # type: ignore[operator]


def _let_tables_be_rebuilt(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    """SQLite changes a table by making it anew, and while it is away nothing could point at it."""
    connection.cursor().execute("PRAGMA foreign_keys=OFF")


def _check_keys(connection: Connection) -> None:
    """What the database did not watch meanwhile."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"rows point nowhere after the migration: {lost[:5]}")


def _empty_log(engine: Engine) -> None:
    """What a migration sealed or dropped shall not stand in clear in SQLite's write-ahead log."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:  # outside of any transaction
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
