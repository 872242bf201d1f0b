"""Each error as it really comes about, in both languages: what happened, what to do, where to go on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import event, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import UPLOAD_LIMIT
from core.auth.permissions import StaffRole
from core.dates import utc_now
from core.session import database
from housing.models import Offer
from housing.states import ListingStatus, OfferStatus
from portal.services.links import make_link
from tests.support import rows
from tests.support.pages import PageClient, complaints
from tests.support.rows import NOW
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


def _full_disk(client: PageClient, session: Session, address: str = "/landlords/1") -> TestResponse:
    """Until the database needs a page more than it gets: who looks is written down."""
    with client.application.app_context():
        event.listen(database.engine, "begin", lambda connection: connection.exec_driver_sql("PRAGMA max_page_count=1"))
    for _ in range(100):
        answer = client.get(address)
        if answer.status_code != 200:
            break
    return answer


ERRORS = [
    (400, "The page was open for too long", _without_token),
    (403, "This is not yours to open", _foreign),
    (404, "There is nothing here", _unknown),
    (409, "This cannot be done now", _too_soon),
    (413, "This is too large", _too_large),
    (422, "New listing", _empty),
    (429, "Too many attempts", _too_often),
    (500, "Something broke on our side", _broken_database),
    (503, "The service cannot do this just now", _full_disk),
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


def test_what_is_too_large_is_told_how_large_it_may_be_and_led_back(officer: PageClient, session: Session) -> None:
    page = html.document_fromstring(_too_large(officer, session).text)
    assert f"{UPLOAD_LIMIT // 1024**2} MB" in page.text_content()
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == ["/listings/import"]


@pytest.mark.parametrize(
    ("sent_from", "leads_to"),
    [
        ("http://localhost/listings/1?from=2", "/listings/1?from=2"),
        ("http://localhost/", "/"),
        ("https://elsewhere.example//listings/1", "/"),
        ("", "/"),
    ],
)
def test_a_button_that_came_too_late_leads_back_to_its_page(officer: PageClient, sent_from: str, leads_to: str) -> None:
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    headers = {"Referer": sent_from} if sent_from else {}
    answer = officer.post("/listings/1/reopen", data={"csrf_token": token}, headers=headers)
    assert answer.status_code == 409
    page = html.document_fromstring(answer.text)
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == [leads_to]


@pytest.fixture
def family(app: Flask, client: PageClient, session: Session) -> PageClient:
    """A household inside, with an offer that was answered."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    centre = rows.add_centre(session)
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    listing.status = ListingStatus.OFFERED
    made_by = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    figures = {"monthly_rent": Decimal("450.00"), "household_pays": Decimal("450.00")}
    for status in (OfferStatus.DECLINED, OfferStatus.OPEN):
        offer = Offer(household=household, listing=listing, status=status, made_by_id=made_by.id, **figures)
        offer.offered_at, offer.answer_by = NOW, date.max
        session.add(offer)
        session.flush()
    link = f"/link/{make_link(session, household, actor=None, at=utc_now())}"
    session.commit()
    client.submit(link, action=link)
    return client


def _answer(client: PageClient, address: str, **data: object) -> TestResponse:
    token = client.page("/my").xpath("string(//input[@name='csrf_token']/@value)")
    return client.post(address, data={"csrf_token": token, **data})


def _signed_out_elsewhere(client: PageClient, session: Session) -> TestResponse:
    session.execute(text("UPDATE household_link SET signed_out_at = '2999-01-01 00:00:00'"))
    session.connection().commit()
    return client.get("/my")


def _guesses(client: PageClient, session: Session) -> TestResponse:
    token = client.page("/my").xpath("string(//input[@name='csrf_token']/@value)")
    for _ in range(100):
        answer = client.post("/link/no-such-link", data={"csrf_token": token})
        if answer.status_code == 429:
            break
    return answer


def _lost_offers(client: PageClient, session: Session) -> TestResponse:
    session.execute(text("PRAGMA foreign_keys = OFF"))
    session.execute(text("ALTER TABLE offer RENAME TO lost"))
    session.connection().commit()
    return client.get("/my/offers/1")


BEFORE_A_FAMILY = [
    pytest.param(400, lambda client, session: client.post("/my/offers/1/accept"), id="400-an-old-form"),
    pytest.param(403, _signed_out_elsewhere, id="403-signed-out"),
    pytest.param(404, lambda client, session: client.get("/my/offers/4711"), id="404-no-such-offer"),
    pytest.param(404, lambda client, session: client.get("/no-such-page"), id="404-no-such-page"),
    pytest.param(409, lambda client, session: _answer(client, "/my/offers/1/accept"), id="409-answered-before"),
    pytest.param(
        413,
        lambda client, session: client.post(
            "/my/offers/2/decline", data=b"x" * (UPLOAD_LIMIT + 1), content_type="multipart/form-data"
        ),
        id="413-too-large",
    ),
    pytest.param(422, lambda client, session: _answer(client, "/my/offers/2/decline"), id="422-no-reason"),
    pytest.param(429, _guesses, id="429-too-many-links"),
    pytest.param(500, _lost_offers, id="500-our-fault"),
    pytest.param(503, lambda client, session: _full_disk(client, session, "/my"), id="503-disk-full"),
]
NOT_FOR_FAMILIES = ("administrator", "Your role", "Staff")


@pytest.mark.parametrize("language", ["en", "el"])
@pytest.mark.parametrize(("status", "provoke"), BEFORE_A_FAMILY)
def test_a_household_is_told_in_its_own_frame_and_words(
    family: PageClient, session: Session, status: int, provoke: Provoke, language: str
) -> None:
    with family.session_transaction() as kept:
        kept["language"] = language
    answer = provoke(family, session)
    page = html.document_fromstring(answer.text)
    assert (answer.status_code, page.get("lang")) == (status, language)
    assert complaints(page) == []
    assert page.xpath("//div[@class='st-portal']")
    assert not [words for words in NOT_FOR_FAMILIES if words in page.text_content()]
    ways_back = page.xpath("//main//a/@href | //form/@action")
    assert status == 403 or any(address.startswith("/my") for address in ways_back)


def test_staff_who_guess_too_often_stay_in_their_own_frame(officer: PageClient) -> None:
    token = officer.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    guess = {"current": "a wrong one", "password": "four words nobody knows", "again": "four words nobody knows"}
    for _ in range(20):
        answer = officer.post("/account/password", data=guess | {"csrf_token": token})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert html.document_fromstring(answer.text).xpath("//nav//a[@href='/listings']")


def test_a_stranger_learns_nothing_from_what_is_not_there(client: PageClient) -> None:
    page = client.page("/no-such-page", status=404)
    assert not page.xpath("//nav")
    for address in ("/listings/1", "/listings/4711", "/households/1"):
        assert client.get(address).location.startswith("/sign-in")
