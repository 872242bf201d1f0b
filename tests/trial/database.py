"""An empty service to try data on."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import app  # noqa: F401  (knows every package, and so every model)
from benchmarks.databases import on_sqlite
from core.db import prepare_engine


@contextmanager
def fresh_session() -> Iterator[Session]:
    """A session on a database of its own, gone afterwards."""
    with on_sqlite() as fresh, fresh() as url:
        engine = create_engine(url)
        prepare_engine(engine)
        with Session(engine) as session:
            yield session
        engine.dispose()
