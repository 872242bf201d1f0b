"""Deed and event stand or fall together; what somebody was shown is written down whatever becomes of the request."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.audit import record, record_read
from core.auth.access import public
from core.session import db_session, only_reading
from people.models import Household
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_household

Call = Callable[..., int]


@pytest.fixture
def household(session: Session) -> Household:
    household = add_household(session, add_centre(session))
    record(session, "prepare", actor=None)
    session.commit()
    return household


@pytest.fixture
def call(app: Flask, client: PageClient, household: Household) -> Call:
    """Serves a view that looks at the household, perhaps changes it, and answers as it is told."""
    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)

    def ask(method: str, *, status: int = 200, changes: bool = False) -> int:
        def view() -> tuple[str, int]:
            found = db_session().get(Household, household.id)
            assert found is not None
            record_read(db_session(), "show", found, actor=found)
            if changes:
                found.name = "Haddad-Nasser"
                record(db_session(), "change", found, actor=found)
            return "Haddad", status

        app.add_url_rule("/a-view", "a_view", public(view), methods=[method])
        return client.open("/a-view", method=method).status_code

    return ask


def actions(session: Session) -> list[str]:
    return [event.action for event in events(session)][1:]


def test_a_get_writes_who_was_shown_what_before_it_answers(call: Call, session: Session):
    assert call("GET") == 200
    assert actions(session) == ["show"]


def test_a_get_writes_no_deed(call: Call, session: Session, household: Household):
    assert call("GET", changes=True) == 200
    assert actions(session) == ["show"]
    assert session.scalar(select(Household.name)) == "Haddad"


def test_a_post_writes_deed_and_event_together(call: Call, session: Session):
    assert call("POST", changes=True) == 200
    assert actions(session) == ["show", "change"]
    assert session.scalar(select(Household.name)) == "Haddad-Nasser"


def test_a_post_that_changes_rows_and_names_no_step_fails_and_changes_nothing(
    app: Flask, client: PageClient, session: Session, household: Household
):
    def view() -> str:
        db_session().get_one(Household, household.id).name = "Haddad-Nasser"
        return "done"

    app.config.update(WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    app.add_url_rule("/a-view", "a_view", public(view), methods=["POST"])
    assert client.post("/a-view").status_code == 500
    assert actions(session) == []
    assert session.scalar(select(Household.name)) == "Haddad"


def test_a_post_that_fails_leaves_no_deed_and_no_event_of_it(call: Call, session: Session):
    assert call("POST", changes=True, status=422) == 422
    assert actions(session) == ["show"]
    assert session.scalar(select(Household.name)) == "Haddad"


@pytest.mark.parametrize(("status", "kept"), [(200, ["before", "within", "change"]), (422, ["before", "within"])])
def test_what_was_shown_outlives_the_reading_in_which_it_was_shown(
    app: Flask, client: PageClient, session: Session, household: Household, status: int, kept: list[str]
):
    def view() -> tuple[str, int]:
        record_read(db_session(), "before", actor=None)
        with only_reading():
            record_read(db_session(), "within", db_session().get_one(Household, household.id), actor=None)
        found = db_session().get_one(Household, household.id)
        found.name = "Haddad-Nasser"
        record(db_session(), "change", found, actor=None)
        return found.name, status

    app.config.update(WTF_CSRF_ENABLED=False)
    app.add_url_rule("/a-view", "a_view", public(view), methods=["POST"])
    assert client.post("/a-view").status_code == status
    assert actions(session) == kept


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_cannot_be_written_down_is_not_shown_either(call: Call, session: Session, method: str):
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("CREATE TRIGGER full BEFORE INSERT ON audit_event BEGIN SELECT RAISE(ABORT, 'full'); END"))
    else:
        session.execute(text("ALTER TABLE audit_event ADD CONSTRAINT is_full CHECK (id < 2)"))
    session.commit()
    assert call(method, changes=True) in {409, 500}
    assert actions(session) == []
    assert session.scalar(select(Household.name)) == "Haddad"
