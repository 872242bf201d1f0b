"""One transaction for each request: kept when the request succeeded, forgotten in every other case."""

from collections.abc import Callable

import pytest
from flask import Flask, abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.access import public
from core.errors import Refused
from core.session import db_session
from core.structure import Centre
from core.text import Sentence
from tests.support.pages import PageClient


def _write(key: str = "rethymno") -> None:
    db_session().add(Centre(key=key, name_el=key, name_en=key, latitude=35.37, longitude=24.47))
    record(db_session(), "write", actor=None)


def _succeed() -> str:
    _write()
    return "done"


def _answer_422() -> tuple[str, int]:
    _write()
    return "look at this again", 422


def _abort() -> str:
    _write()
    abort(404)


def _refuse() -> str:
    _write()
    raise Refused(Sentence("not as things stand"))


def _break() -> str:
    _write()
    raise RuntimeError("a fault of ours")


def _break_a_constraint() -> str:
    _write("first")
    _write("first")
    return "never"


@pytest.fixture
def call(app: Flask, client: PageClient) -> Callable[[str, Callable[[], object]], int]:
    """Serves the view, asks for it, gives the status."""
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)

    def ask(method: str, view: Callable[[], object]) -> int:
        app.add_url_rule("/a-view", "a_view", public(view), methods=[method])
        return client.open("/a-view", method=method).status_code

    return ask


def keys(session: Session) -> list[str]:
    return list(session.scalars(select(Centre.key)))


def test_a_post_that_succeeds_is_committed_at_the_edge(call, session: Session):
    assert call("POST", _succeed) == 200
    assert keys(session) == ["rethymno"]


@pytest.mark.parametrize(
    ("view", "status"),
    [(_answer_422, 422), (_abort, 404), (_refuse, 409), (_break, 500), (_break_a_constraint, 409)],
)
def test_a_post_that_fails_changes_nothing(call, session: Session, view: Callable[[], object], status: int):
    assert call("POST", view) == status
    assert keys(session) == []


def test_a_get_cannot_write(call, session: Session):
    assert call("GET", _succeed) == 200
    assert keys(session) == []


def test_a_second_request_starts_afresh_after_a_broken_one(call, client: PageClient, session: Session):
    call("POST", _break_a_constraint)
    assert client.get("/readyz").status_code == 200
    client.page("/sign-in")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_readers_do_not_wait_for_a_writer(client: PageClient, session: Session):
    session.add(Centre(key="chania", name_el="Χανιά", name_en="Chania", latitude=35.5, longitude=24.0))
    session.flush()  # this session holds the database's only write lock
    assert client.get("/sign-in").status_code == 200
    assert client.get("/readyz").status_code == 200
