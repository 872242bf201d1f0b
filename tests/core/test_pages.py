"""What every page shares: headers, error pages in plain words, the language, and whether the service is up."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, abort
from lxml import html
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import UPLOAD_LIMIT
from core.auth.access import public
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.crypto import new_key
from core.errors import Forbidden, NotFound, Refused
from core.headers import content_security_policy
from core.text import Sentence
from tests.support import rows
from tests.support.pages import PageClient, complaints

SENTENCE = Sentence("This flat is let.")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def officer(session: Session) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    return user


def _raise(error: Exception) -> Callable[[], str]:
    def view() -> str:
        raise error

    return view


def token(client: PageClient) -> str:
    return client.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", "/healthz", "/static/css/map.css"])
def test_every_answer_carries_the_headers_of_safety(client: PageClient, path: str):
    headers = client.get(path, buffered=True).headers
    assert "default-src 'none'; script-src 'self'; style-src 'self';" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_only_files_that_are_the_same_for_everybody_are_kept_by_the_browser(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    for path in ("/", "/listings", "/listings/map.js", "/healthz"):
        assert client.get(path).cache_control.no_store
    assert not client.get("/static/css/map.css", buffered=True).cache_control.no_store


@pytest.mark.parametrize(
    ("tile_url", "images"),
    [
        (None, "img-src 'self' data:;"),
        ("https://tiles.example/{z}/{x}/{y}.png", "img-src 'self' data: https://tiles.example;"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "img-src 'self' data: https://*.tiles.example;"),
        (
            "https://tiles.example/{z}/{x}/{y}.mvt?key=1",
            "connect-src 'self' https://tiles.example; img-src 'self' data:;",
        ),
        ("https://tiles.example/ground.pmtiles", "connect-src 'self' https://tiles.example; img-src 'self' data:;"),
    ],
)
def test_the_only_other_host_is_that_of_the_tiles(tile_url: str | None, images: str):
    assert images in content_security_policy(tile_url)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound(SENTENCE), 404, "There is nothing here This flat is let."),
        (Forbidden(SENTENCE), 403, "This is not yours to open This flat is let."),
        (Refused(SENTENCE), 409, "This cannot be done now This flat is let."),
        (RuntimeError("a secret"), 500, "Something broke on our side Nothing was changed. It is not your fault."),
    ],
)
def test_an_error_says_what_happened(app: Flask, client: PageClient, error: Exception, status: int, words: str):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/a-view", "a_view", public(_raise(error)))
    rows.speak_english(client)
    page = client.page("/a-view", status=status)
    text = " ".join(page.xpath("string(//main)").split())
    assert words in text
    assert "secret" not in text
    assert page.xpath("//main//a[@href='/']")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 418, 429, 500, 501, 503])
def test_every_status_has_a_page_for_people(app: Flask, client: PageClient, status: int):
    def view() -> str:
        abort(status)

    app.add_url_rule("/a-view", "a_view", public(view))
    client.page("/a-view", status=status)


def test_that_the_database_is_gone_is_told_on_a_page_that_would_ask_it_too(app: Flask, client: PageClient):
    def ask_the_database() -> dict[str, object]:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.context_processor(ask_the_database)  # as the navigation does, while a page is made
    rows.speak_english(client)
    assert "The service cannot do this just now" in client.page("/sign-in", status=503).text_content()


def test_an_address_that_takes_no_get_is_not_there(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    assert "There is nothing here" in client.page("/sign-out", status=405).text_content()


def test_a_form_without_the_token_of_its_page_is_not_taken(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    for data in ({}, {"csrf_token": "made up"}):
        page = html.document_fromstring(client.post("/listings/new", data=data).text)
        assert complaints(page) == []
        assert page.findtext(".//h1") == "The page was open for too long"


def test_what_is_too_large_is_not_even_read(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    response = client.post("/listings/import", data=b"x" * (UPLOAD_LIMIT + 1), content_type="multipart/form-data")
    assert response.status_code == 413
    assert "This is too large" in response.text


@pytest.mark.parametrize(
    ("code", "language", "direction", "heading"),
    [("en", "en", "ltr", "Sign in"), ("rtl", "en", "rtl", "[Sign in]")],
)
def test_the_language_is_chosen_by_a_button(client: PageClient, code: str, language: str, direction: str, heading: str):
    answer = client.post("/language", data={"language": code, "next": "/sign-in", "csrf_token": token(client)})
    page = client.page(answer.location)
    assert (page.get("lang"), page.get("dir"), page.findtext(".//h1")) == (language, direction, heading)
    assert page.xpath("//link[contains(@href, 'page.rtl.css')]") if direction == "rtl" else True
    assert client.page("/sign-in").get("lang") == language


@pytest.mark.parametrize("demonstration", [False, True])
def test_the_pseudo_language_is_offered_to_tests_alone(
    client: PageClient, settings: Settings, monkeypatch: pytest.MonkeyPatch, demonstration: bool
):
    earnest = replace(settings, testing=False, demonstration=demonstration)
    monkeypatch.setattr("core.i18n.settings", lambda: earnest)
    assert client.page("/sign-in").xpath("//button[@name='language']/@value") == ["en"]


@pytest.mark.parametrize(
    ("demonstration", "told", "offered"), [(True, "1", ["en", "rtl"]), (True, "", ["en"]), (False, "1", ["en"])]
)
def test_a_demonstration_that_is_told_so_offers_the_pseudo_language_too(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, demonstration: bool, told: str, offered: list[str]
):
    keys = {"STEGI_SECRET_KEY": "an-arbitrary-key-0123456789-abcdef", "STEGI_DATA_KEYS": f"1:{new_key()}"}
    told_so = Settings.from_environment({**keys, "STEGI_PSEUDO_LANGUAGE": told}, demonstration=demonstration)
    monkeypatch.setattr("core.i18n.settings", lambda: told_so)
    assert client.page("/sign-in").xpath("//button[@name='language']/@value") == offered


def test_greek_is_the_language_of_a_new_reader(client: PageClient):
    page = client.page("/sign-in")
    assert (page.get("lang"), page.get("dir")) == ("el", "ltr")


def test_a_language_that_is_not_offered_is_refused(client: PageClient):
    data = {"language": "xx", "csrf_token": token(client)}
    assert client.post("/language", data=data).status_code == 400
    assert client.page("/sign-in").get("lang") == "el"


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/listings?centre=chania&most_rent=450%2C50", "/listings?centre=chania&most_rent=450%2C50"),
        ("/listings?address=Κνωσού", "/listings?address=%CE%9A%CE%BD%CF%89%CF%83%CE%BF%CF%8D"),
        ("", "/"),
        ("listings", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("///evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/ /evil.example", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("\\\\evil.example", "/"),
    ],
)
def test_the_language_switch_stays_here(client: PageClient, address: str, leads_to: str):
    data = {"language": "en", "next": address, "csrf_token": token(client)}
    assert client.post("/language", data=data).location == leads_to


def test_the_process_answers(client: PageClient):
    assert client.get("/healthz").json == {"status": "ok"}


def test_an_unreachable_database_is_said_and_the_process_still_answers(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
):
    def fail(engine: object) -> bool:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

    monkeypatch.setattr("core.views.health.is_current", fail)
    response = client.get("/readyz")
    assert (response.status_code, response.json) == (503, {"status": "database unreachable"})
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("query", ["\xff", "page=\xff", "next=\xe2\x82", "page=%FF"])
def test_a_byte_that_is_no_text_breaks_no_address(client: PageClient, query: str):
    """As a web server hands it on: each byte as a letter."""
    assert client.get("/sign-in", environ_overrides={"QUERY_STRING": query}).status_code == 200
