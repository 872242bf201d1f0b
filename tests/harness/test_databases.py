"""The tests' own databases are what they say they are."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine


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


def test_a_database_comes_migrated(engine: Engine):
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
