"""Fresh, migrated databases for benchmarks, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from core import migrate
from tests.support import postgres

_TEMPLATE = "bench_template"

Fresh = Callable[[], AbstractContextManager[str]]  # gives the address of one more empty database


@contextmanager
def on_sqlite() -> Iterator[Fresh]:
    """Databases in files."""
    with TemporaryDirectory() as folder:
        template = Path(folder) / "template.sqlite"
        migrate.upgrade(f"sqlite:///{template}")
        yield partial(copied, template)


@contextmanager
def on_postgresql() -> Iterator[Fresh]:
    """Databases of the tests' own server. It writes nothing safely, so that a commit costs less than it will."""
    with postgres.running_server() as server, made_by(server) as fresh:
        yield fresh


@contextmanager
def made_by(server: Path) -> Iterator[Fresh]:
    """Databases of a server that runs."""
    with postgres.database(server, _TEMPLATE) as url:
        migrate.upgrade(url)
        yield partial(_created, server)


@contextmanager
def _created(server: Path) -> Iterator[str]:
    postgres.create(server, "bench", _TEMPLATE)
    try:
        yield postgres.url(server, "bench")
    finally:
        postgres.drop(server, "bench")


@contextmanager
def copied(template: Path) -> Iterator[str]:
    """A copy of an SQLite file."""
    with TemporaryDirectory() as folder:
        yield f"sqlite:///{copy(template, Path(folder) / 'bench.sqlite')}"


DATABASES = {"sqlite": on_sqlite, "postgresql": on_postgresql}
