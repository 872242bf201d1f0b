"""The database's history can be walked both ways, and its end is what the models say."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, create_engine, inspect, text

import app  # noqa: F401  (knows every package, and so every model)
from core import migrate
from core.db import Base


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def tables(connection: Connection) -> set[str]:
    connection.rollback()  # what it saw before is forgotten
    return set(inspect(connection).get_table_names())


def test_a_migrated_database_is_what_the_models_say(connection: Connection):
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    assert compare_metadata(context, Base.metadata) == []


def test_every_check_of_the_models_is_in_the_database(connection: Connection):
    """Alembic compares columns, indexes and keys, but not checks."""
    wanted = {
        (name, str(constraint.name))
        for name, table in Base.metadata.tables.items()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    found = {
        (name, check["name"])
        for name in Base.metadata.tables
        for check in inspect(connection).get_check_constraints(name)
    }
    assert wanted
    assert wanted == found


def test_the_way_back_leaves_nothing_and_the_way_forth_leads_here_again(database_url: str, connection: Connection):
    before = tables(connection)
    connection.rollback()
    migrate.downgrade(database_url, "base")
    assert tables(connection) == {"alembic_version"}
    assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 0
    connection.rollback()
    migrate.upgrade(database_url)
    assert tables(connection) == before
    assert migrate.is_current(connection.engine)
    context = MigrationContext.configure(connection)
    assert compare_metadata(context, Base.metadata) == []


def test_applying_the_migrations_again_changes_nothing(database_url: str, connection: Connection):
    migrate.upgrade(database_url)
    assert migrate.is_current(connection.engine)


def test_a_database_without_its_migrations_is_not_current(database_url: str, connection: Connection):
    migrate.downgrade(database_url, "base")
    assert not migrate.is_current(connection.engine)
