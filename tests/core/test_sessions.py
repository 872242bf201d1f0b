"""Where the staff are signed in: listed, ended one by one or all at once, and over by themselves in time."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core.auth import entrance
from core.auth.credentials import StaffSession
from core.auth.devices import device_words
from core.auth.invitations import make_invitation
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.auth.sessions import KEPT
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, PASSWORD
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

NEW = "ελιά βράχος τρένο"


@pytest.fixture
def officer(session: Session) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    return user


@pytest.fixture
def browsers(app: Flask, officer: User) -> list[PageClient]:
    """Two browsers in which the officer is signed in by the page."""
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        rows.speak_english(client)
        client.submit("/sign-in", action="/sign-in", email=officer.email, password=PASSWORD)
    return clients


def is_inside(client: PageClient) -> bool:
    return client.get("/").status_code == 200


def end_here(client: PageClient) -> None:
    """End the one session of the list that is not this browser's."""
    page = client.page("/account/sessions")
    (address,) = page.xpath("//main//form[contains(@action, '/end')]/@action")
    client.submit("/account/sessions", action=address)


def test_only_the_hash_of_the_cookies_secret_is_kept(session: Session, browsers: list[PageClient]):
    with browsers[0].session_transaction() as cookie:
        secret = cookie[entrance.KEY]
    assert len(secret) >= 43
    kept = session.scalars(select(StaffSession)).all()
    assert not [value for row in kept for value in vars(row).values() if value == secret]


def test_a_browser_is_ended_from_another(browsers: list[PageClient]):
    end_here(browsers[0])
    assert [is_inside(client) for client in browsers] == [True, False]


def test_one_signs_out_everywhere_at_once(browsers: list[PageClient]):
    page = browsers[0].submit("/account/sessions", action="/account/sign-out-everywhere")
    assert "You are signed out everywhere." in text(page)
    assert [is_inside(client) for client in browsers] == [False, False]


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask, browsers: list[PageClient]):
    copy = app.test_client()
    with browsers[0].session_transaction() as cookie, copy.session_transaction() as copied:
        copied.update(cookie)
    assert is_inside(copy)
    browsers[0].submit("/", action="/sign-out")
    assert [is_inside(client) for client in (copy, browsers[1])] == [False, True]


def test_nobody_ends_the_session_of_another(client: PageClient, session: Session, browsers: list[PageClient]):
    other = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, other)
    token = client.page("/account/sessions").xpath("string(//input[@name='csrf_token']/@value)")
    (theirs,) = {row.user_id for row in session.scalars(select(StaffSession))} - {other.id}
    ids = session.scalars(select(StaffSession.id).where(StaffSession.user_id == theirs)).all()
    session.rollback()
    for number in ids:
        assert client.post(f"/account/sessions/{number}/end", data={"csrf_token": token}).status_code == 404
    assert all(is_inside(browser) for browser in browsers)


def test_a_new_password_ends_the_other_browsers(browsers: list[PageClient]):
    browsers[0].submit("/account/password", current=PASSWORD, password=NEW, again=NEW)
    assert [is_inside(client) for client in browsers] == [True, False]


def test_a_password_set_by_an_invitation_ends_every_browser(
    client: PageClient, session: Session, officer: User, browsers: list[PageClient]
):
    token = make_invitation(session, officer, at=NOW)
    session.commit()
    client.submit(f"/invitation/{token}", password=NEW, again=NEW)
    assert [is_inside(browser) for browser in browsers] == [False, False]


def test_somebody_who_leaves_is_out_on_the_next_request(session: Session, officer: User, browsers: list[PageClient]):
    officer.active = False
    session.commit()
    assert [is_inside(client) for client in browsers] == [False, False]


@pytest.mark.parametrize(("minutes", "stays"), [(59, True), (60, False)])
def test_who_does_nothing_for_an_hour_is_signed_out(
    client: PageClient, officer: User, clock: time_machine.Traveller, minutes: int, stays: bool
):
    rows.sign_in(client, officer)
    clock.shift(timedelta(minutes=minutes))
    assert is_inside(client) == stays


@pytest.mark.parametrize(("hours", "stays"), [(11, True), (12, False)])
def test_who_works_all_day_is_signed_out_in_the_end(
    client: PageClient, officer: User, clock: time_machine.Traveller, hours: int, stays: bool
):
    rows.sign_in(client, officer)
    for _half_hour in range(2 * hours - 1):
        clock.shift(timedelta(minutes=30))
        assert is_inside(client)
    clock.shift(timedelta(minutes=30))
    assert is_inside(client) == stays


def test_signing_in_leaves_nothing_of_what_the_browser_carried_before(client: PageClient, officer: User):
    with client.session_transaction() as cookie:
        cookie.update({"language": "en", "household_id": 1, "csrf_token": "known to whoever planted it"})
    before = client.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")
    client.submit("/sign-in", action="/sign-in", email=officer.email, password=PASSWORD)
    with client.session_transaction() as cookie:
        assert {"household_id", "_user_id"}.isdisjoint(cookie)
        assert cookie["csrf_token"] != before
        assert cookie["language"] == "en"


def test_a_cookie_that_only_names_somebody_counts_for_nothing(client: PageClient, officer: User):
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": officer.fs_uniquifier, "_fresh": True, entrance.KEY: "guessed"})
    assert not is_inside(client)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML) Chrome/141.0.0.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0", "Samsung Internet, Android"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_in_a_few_words(user_agent: str, words: str):
    assert device_words(user_agent) == words


def test_a_page_is_shown_also_while_the_database_cannot_note_the_visit(
    session: Session, browsers: list[PageClient], clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
):
    def is_locked(*args: object, **kwargs: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    clock.shift(timedelta(minutes=5))
    monkeypatch.setattr(entrance, "note_visit", is_locked)
    assert is_inside(browsers[0])
    assert set(session.scalars(select(StaffSession.last_seen_at))) == {NOW}


def test_what_a_page_consists_of_is_no_visit(
    session: Session, browsers: list[PageClient], clock: time_machine.Traveller
):
    clock.shift(timedelta(minutes=5))
    with browsers[0].get("/static/favicon.svg") as answer:
        assert answer.status_code == 200
    assert set(session.scalars(select(StaffSession.last_seen_at))) == {NOW}


def test_sessions_that_are_long_over_are_swept_out_when_somebody_signs_in(
    app: Flask, session: Session, browsers: list[PageClient], officer: User, clock: time_machine.Traveller
):
    clock.shift(KEPT + timedelta(seconds=1))
    client = app.test_client()
    rows.speak_english(client)
    client.submit("/sign-in", action="/sign-in", email=officer.email, password=PASSWORD)
    assert len(session.scalars(select(StaffSession)).all()) == 1
