"""The service answers on a migrated database, and a test's session sees the same rows."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.support.pages import PageClient


def test_the_service_is_ready(client: PageClient):
    assert client.get("/readyz").json == {"status": "ok"}


def test_a_session_is_on_the_same_database(client: PageClient, session: Session):
    session.execute(text("DELETE FROM alembic_version"))
    session.commit()
    assert client.get("/readyz").status_code == 503
