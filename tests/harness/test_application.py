"""The service answers on a migrated database, and a test's session sees the same rows."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.jobs import enqueue
from core.messages.sending import SEND
from tests.support.pages import PageClient
from tests.support.rows import NOW


def test_the_service_is_ready(client: PageClient):
    assert client.get("/readyz").json == {"status": "ok"}


def test_jobs_that_nobody_takes_keep_no_page_from_being_answered(client: PageClient, session: Session):
    enqueue(session, SEND, {"message_id": 1}, actor=None, at=NOW - timedelta(days=1))
    session.commit()
    assert client.get("/readyz").json == {"status": "ok"}


def test_a_session_is_on_the_same_database(client: PageClient, session: Session):
    session.execute(text("DELETE FROM alembic_version"))
    session.commit()
    assert client.get("/readyz").status_code == 503
