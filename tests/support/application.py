"""The service itself, on a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import create_app
from core.audit import record
from core.audit.recording import pending
from core.config import Settings
from core.db import prepare_engine
from core.session import database
from tests.support.keys import DATA_KEYS
from tests.support.pages import PageClient
from tests.support.shared import share_statements, share_templates, shared_routes


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="a key for tests and for nothing else",
        data_keys=DATA_KEYS,
        instance=tmp_path,
        testing=True,
        https=False,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    with shared_routes():
        app = create_app(settings)
    app.testing = True
    share_templates(app)
    app.test_client_class = PageClient
    with app.app_context():
        share_statements(database.engine)
    yield app
    with app.app_context():
        database.engine.dispose()


@pytest.fixture
def client(app: Flask) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client


class Arranging(Session):
    """What a test puts into the database by hand is a step of the test's own."""

    def commit(self) -> None:
        self.flush()
        if pending(self).unsaid:
            record(self, "arrange", actor=None, values={})
        super().commit()


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session beside the service's own; what it wrote is seen by `client` once the test has committed it."""
    engine = create_engine(database_url)
    prepare_engine(engine)
    share_statements(engine)
    with Arranging(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()
