"""The tests' own databases are what they say they are."""

import sqlite3
import subprocess
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from core import migrate
from tests.support import postgres
from tests.support.copies import Copies


@pytest.fixture
def engine(database_url: str):
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


def test_postgresql_is_the_real_server(postgresql_url: str):
    engine = create_engine(postgresql_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version()")).startswith("PostgreSQL 1")
        assert connection.scalar(text("SHOW server_encoding")) == "UTF8"
    engine.dispose()


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_has_a_database_of_its_own(engine: Engine, turn: str):
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE left_by_another_test (id INTEGER)"))


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE another (id INTEGER)",
        "DROP TABLE amenity",
        "ALTER TABLE centre ADD COLUMN another INTEGER",
        "ALTER TABLE centre ALTER COLUMN key DROP NOT NULL",
        "ALTER TABLE listing DROP COLUMN description",
        "ALTER TABLE centre ADD CONSTRAINT another CHECK (id > 0)",
        "CREATE INDEX another ON centre (key)",
        "CREATE FUNCTION another() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TRIGGER another BEFORE DELETE ON centre FOR EACH ROW EXECUTE FUNCTION"
        " suppress_redundant_updates_trigger()",
        "ALTER TABLE audit_head DISABLE TRIGGER ALL",
    ],
)
def test_a_database_that_was_changed_is_lent_once(postgresql_copies: Copies, change: str):
    with postgresql_copies.lend() as url:
        _do(url, "UPDATE geocoder_turn SET next_at = '2026-11-23'")
    with postgresql_copies.lend() as again:
        assert again == url, "rows are taken out"
        _do(again, change)
    with postgresql_copies.lend() as other:
        assert other != url


def _do(url: str, statement: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_a_database_comes_migrated(engine: Engine):
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_migrated_a_second_time_is_what_the_migrations_made(request: pytest.FixtureRequest, kind: str):
    """An empty database gets what was written down when the first one was migrated, of which the other is a copy."""
    copied, empty = (request.getfixturevalue(f"{name}_url") for name in (kind, f"bare_{kind}"))
    migrate.upgrade(empty)
    assert _dumped(empty) == _dumped(copied)


def _dumped(url: str) -> list[str]:
    """The statements that make a database, whatever it holds."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return list(connection.iterdump())
    command = [postgres.find_binaries() / "pg_dump", url]
    dumped = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [line for line in dumped.splitlines() if "restrict " not in line]  # each dump has its own word there
