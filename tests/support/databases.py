"""A fresh, migrated database for each test, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core import db, migrate
from tests.support import postgres
from tests.support.copies import Copies
from tests.support.migrations import share_migrations
from tests.support.parked import share_connections

BARE = ["bare_sqlite", "bare_postgresql"]

# As with PostgreSQL here: nothing in these databases outlives the run, so nobody waits for the disk.
db.PRAGMAS = (*db.PRAGMAS, "synchronous=OFF")

share_migrations()
share_connections()

SHARED_SERVER = "TESTS_POSTGRESQL"  # the socket directory that the workers of a run share


def pytest_configure(config: pytest.Config) -> None:
    """With several workers, the process that starts them starts the one server for them all."""
    starts_workers = config.getoption("numprocesses", None) and not hasattr(config, "workerinput")
    if starts_workers and not config.option.collectonly:
        stack = ExitStack()
        config.add_cleanup(stack.close)
        os.environ[SHARED_SERVER] = str(stack.enter_context(postgres.running_server()))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Path]:
    if shared := os.environ.get(SHARED_SERVER):
        yield Path(shared)
    else:
        with postgres.running_server() as server:
            yield server


@pytest.fixture(scope="session")
def postgresql_copies(postgres_server: Path) -> Iterator[Copies]:
    """Migrated databases for the tests of this worker."""
    template = f"template_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    postgres.create(postgres_server, template)
    migrate.upgrade(postgres.url(postgres_server, template))
    copies = Copies(postgres_server, template)
    yield copies
    copies.drop()
    postgres.drop(postgres_server, template)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "stegi.sqlite"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgresql_url(postgresql_copies: Copies) -> Iterator[str]:
    with postgresql_copies.lend() as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'stegi.sqlite')}"


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'bare.sqlite'}"


@pytest.fixture
def bare_postgresql_url(postgres_server: Path) -> Iterator[str]:
    name = f"bare_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with postgres.database(postgres_server, name) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases in turn; `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)` takes one,
    and with `BARE` both of them have no table yet.
    """
    return request.getfixturevalue(f"{request.param}_url")
