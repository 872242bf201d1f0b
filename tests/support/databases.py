"""A fresh, migrated database for each test, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from core import migrate
from tests.support import postgres

SHARED_SERVER = "STEGI_TEST_POSTGRES"  # the socket directory that the workers of a run share


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
def postgresql_template(postgres_server: Path) -> Iterator[str]:
    """The name of a migrated database that the tests of this worker copy."""
    name = f"template_{_worker()}"
    with postgres.database(postgres_server, name) as url:
        migrate.upgrade(url)
        yield name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "stegi.sqlite"
    migrate.upgrade(f"sqlite:///{path}")
    return path


_numbers = count(1)


@pytest.fixture
def postgresql_url(postgres_server: Path, postgresql_template: str) -> Iterator[str]:
    with postgres.database(postgres_server, f"test_{_worker()}_{next(_numbers)}", postgresql_template) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'stegi.sqlite')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Both databases in turn; `@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)` takes one."""
    return request.getfixturevalue(f"{request.param}_url")


def _worker() -> str:
    return os.environ.get("PYTEST_XDIST_WORKER", "main")
