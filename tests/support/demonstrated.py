"""Databases of both kinds with the demonstration of the tests' day in them: filled once in each worker, then copied."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine

from app import create_app, fill_demonstration
from core.config import Settings
from core.session import command_session
from tests.support import postgres
from tests.support.copies import Copies
from tests.support.keys import DATA_KEYS
from tests.support.rows import NOW, TODAY
from tests.support.walk import Accounts


@dataclass(frozen=True)
class Demonstrated:
    """How to come in, by role, and where its documents lie."""

    accounts: Accounts
    instance: Path

    def lend_documents(self, instance: Path) -> None:
        """Those that a test may take away."""
        shutil.copytree(self.instance, instance, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def demonstrated_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Demonstrated]:
    folder = tmp_path_factory.mktemp("demonstrated")
    path = Path(shutil.copy(sqlite_template, folder / "filled.sqlite"))
    return path, _fill(f"sqlite:///{path}", folder / "instance")


@pytest.fixture(scope="session")
def demonstrated_postgresql(
    postgres_server: Path, postgresql_copies: Copies, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Copies, Demonstrated]]:
    name = f"demonstrated_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    postgres.create(postgres_server, name, postgresql_copies.template)
    filled = _fill(postgres.url(postgres_server, name), tmp_path_factory.mktemp("demonstrated") / "instance")
    copies = Copies(postgres_server, name)
    yield copies, filled
    copies.drop()
    postgres.drop(postgres_server, name)


@pytest.fixture
def demonstrated_sqlite_url(demonstrated_sqlite: tuple[Path, Demonstrated], tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(demonstrated_sqlite[0], tmp_path / 'stegi.sqlite')}"


@pytest.fixture
def demonstrated_postgresql_url(demonstrated_postgresql: tuple[Copies, Demonstrated]) -> Iterator[str]:
    with demonstrated_postgresql[0].lend() as url:
        yield url


def _fill(url: str, instance: Path) -> Demonstrated:
    """What the service itself writes for `stegi demo`, but for the day."""
    instance.mkdir()
    app = create_app(
        Settings(
            database_url=url,
            secret_key="a key for tests and for nothing else",
            data_keys=DATA_KEYS,
            instance=instance,
            testing=True,
            https=False,
        )
    )
    with time_machine.travel(NOW, tick=False), command_session(app) as session:
        accounts = {account["role"]: account for account in fill_demonstration(session, TODAY, NOW)}
    return Demonstrated(accounts, instance)
