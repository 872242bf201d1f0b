"""Each error as it really comes about, in both languages: what happened, what to do, where to go on."""

from collections.abc import Callable

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import UPLOAD_LIMIT
from core.auth.permissions import StaffRole
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient, complaints
from tests.support.visits import enter

Provoke = Callable[[PageClient, Session], TestResponse]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def officer(app: Flask, client: PageClient, session: Session) -> PageClient:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    centre = rows.add_centre(session)
    rows.add_listing(session, centre, status=ListingStatus.CANDIDATE)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def _post(client: PageClient, address: str, **data: object) -> TestResponse:
    token = client.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    return client.post(address, data={"csrf_token": token, **data})


def _without_token(client: PageClient, session: Session) -> TestResponse:
    return client.post("/listings/new", data={"title": "Flat"})


def _foreign(client: PageClient, session: Session) -> TestResponse:
    return client.get("/staff")


def _unknown(client: PageClient, session: Session) -> TestResponse:
    return client.get("/listings/4711")


def _too_soon(client: PageClient, session: Session) -> TestResponse:
    return _post(client, "/listings/1/reopen")


def _too_large(client: PageClient, session: Session) -> TestResponse:
    return client.post("/listings/import", data=b"x" * (UPLOAD_LIMIT + 1), content_type="multipart/form-data")


def _empty(client: PageClient, session: Session) -> TestResponse:
    return _post(client, "/listings/new")


def _too_often(client: PageClient, session: Session) -> TestResponse:
    stranger = client.application.test_client()
    with client.session_transaction() as kept, stranger.session_transaction() as strangers:
        strangers["language"] = kept["language"]
    token = stranger.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")
    guess = {"email": "somebody@example.org", "password": "a wrong one", "csrf_token": token}
    for _ in range(100):
        answer = stranger.post("/sign-in", data=guess)
        if answer.status_code == 429:
            break
    return answer


def _broken_database(client: PageClient, session: Session) -> TestResponse:
    session.execute(text("PRAGMA foreign_keys = OFF"))
    session.execute(text("ALTER TABLE listing RENAME TO lost"))
    session.connection().commit()
    return client.get("/listings/1")


ERRORS = [
    (400, "The page was open for too long", _without_token),
    (403, "This is not yours to open", _foreign),
    (404, "There is nothing here", _unknown),
    (409, "This cannot be done now", _too_soon),
    (413, "This is too large", _too_large),
    (422, "New listing", _empty),
    (429, "Too many attempts", _too_often),
    (500, "Something broke on our side", _broken_database),
]


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize(
    ("status", "title", "provoke"), ERRORS, ids=lambda value: str(value) if isinstance(value, int) else ""
)
def test_an_error_has_a_page_in_our_words(
    officer: PageClient, session: Session, status: int, title: str, provoke: Provoke, language: str
) -> None:
    with officer.session_transaction() as kept:
        kept["language"] = language
    answer = provoke(officer, session)
    page = html.document_fromstring(answer.text)
    assert (answer.status_code, page.get("lang")) == (status, language)
    assert (page.findtext(".//h1") == title) == (language == "en")
    assert complaints(page) == []
    assert page.xpath("//main//a[starts-with(@href, '/')]")


def test_a_stranger_learns_nothing_from_what_is_not_there(client: PageClient) -> None:
    page = client.page("/no-such-page", status=404)
    assert not page.xpath("//nav")
    for address in ("/listings/1", "/listings/4711", "/households/1"):
        assert client.get(address).location.startswith("/sign-in")
