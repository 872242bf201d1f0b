"""Several listings chosen from what was found, without scripts; a page between says what will be done with which."""

import csv
from io import StringIO
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.serve import serve
from core.structure import Centre
from housing.bulk_steps import MOST_CHOSEN
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.states import ListingStatus
from tests.housing.chosen_listings import HOSTILE, choice, listings_of_each_status, review, send, states, titles
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter, text

pytestmark = [pytest.mark.parametrize("database_url", ["sqlite"], indirect=True), pytest.mark.usefixtures("clock")]


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


@pytest.fixture
def flats(session: Session, centre: Centre) -> dict[str, int]:
    return listings_of_each_status(session, centre)


def test_what_is_ticked_is_shown_first_and_then_done(officer: PageClient, session: Session, flats: dict[str, int]):
    page = officer.page("/listings?radius_km=10")
    boxes = page.xpath("//li[@data-marker]//input[@name='listing'][@form='choice']/@value")
    assert boxes == [str(flats[status]) for status in ("candidate", "contacted", "verified", "offered", "reserved")]
    ticked = [flats[status] for status in ("candidate", "verified", "offered")]
    between = send(officer, choice(page), do="contact", listing=ticked)
    assert between.xpath("string(//h1)") == "Landlord contacted"
    assert titles(between, "fitting") == ["candidate"]
    assert titles(between, "left") == ["verified", "offered"]
    assert between.xpath("//section[@aria-labelledby='left']//td[@data-th='Why']/span/text()") == [
        "This flat is verified and free: offer, let or withdraw it.",
        "This flat is offered to a household: wait for the answer or take the offer back first.",
    ]
    assert states(session)["candidate"] == ("candidate", False)
    after = send(officer, review(between))
    assert "1 listing: the landlord was contacted." in text(after)
    assert after.xpath("//select[@id='radius_km']/option[@selected]/@value") == ["10"]
    assert states(session) == {
        status: ("contacted", True) if status == "candidate" else (status, False) for status in ListingStatus
    }


@pytest.mark.parametrize(
    ("which", "expected"), [("page", 25), ("found", 30), ("ticked", 0)], ids=["page", "found", "nothing-ticked"]
)
def test_a_whole_page_or_all_that_were_found_are_chosen_without_scripts(
    officer: PageClient, session: Session, centre: Centre, which: str, expected: int
):
    for number in range(30):
        rows.add_listing(session, centre, f"Flat {number}", latitude=35.34 + number / 10_000)
    rows.add_listing(session, centre, "Dear", rent="900.00")
    session.commit()
    page = officer.page("/listings?view=table&most_rent=500")
    labels = choice(page).xpath(".//label[@class='form-check-label']")
    words = [" ".join(label.text_content().split()) for label in labels]
    assert words == ["those ticked", "all 25 on this page", "all 30 that were found"]
    between = send(officer, choice(page), do="withdraw", which=which)
    if not expected:
        assert between.xpath("//p[.='No listing is chosen']")
        return
    assert len(titles(between, "fitting")) == expected
    seen = between.xpath("//input[@name='seen']/@value")
    after = send(officer, review(between), reason="unsuitable", seen=seen[1:])  # the first was unticked
    assert f"{expected - 1} listings are withdrawn." in text(after)
    assert set(after.xpath("//input[@name='view']/@value")) == {"table"}
    left = [one for one in rows.stored_listings(session) if one.withdrawn_for is WithdrawalReason.UNSUITABLE]
    assert len(left) == expected - 1


def test_a_result_of_thousands_says_how_many_are_taken(
    officer: PageClient, session: Session, centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("housing.views.listings.listings.MOST_CHOSEN", 29)
    for number in range(30):
        rows.add_listing(session, centre, f"Flat {number}")
    session.commit()
    assert "the first 29 of all found" in text(choice(officer.page("/listings")))


def test_a_later_page_is_chosen_and_led_back_to(officer: PageClient, session: Session, centre: Centre):
    for number in range(30):
        rows.add_listing(session, centre, f"Flat {number}", latitude=35.34 + number / 10_000)
    session.commit()
    later = officer.page(officer.page("/listings").xpath("//a[@rel='next']/@href")[0])
    between = send(officer, choice(later), do="confirm", which="page")
    assert titles(between, "fitting") == [f"Flat {number}" for number in range(25, 30)]
    after = send(officer, review(between))
    assert "5 listings are still to be had, as of today." in text(after)
    assert len(after.xpath("//li[@data-marker]")) == 5


def test_without_scripts_buttons_take_the_ticks_along_to_the_next_page_and_back(
    officer: PageClient, session: Session, centre: Centre
):
    for number in range(30):
        rows.add_listing(session, centre, f"Flat {number}", latitude=35.34 + number / 10_000)
    session.commit()
    page = officer.page("/listings?view=table&most_rent=500")
    [mark] = choice(page).xpath(".//noscript/button[@name='turn']/@value")
    first = page.xpath("//tbody//input[@name='listing']/@value")[0]
    later = send(officer, choice(page), listing=[first], turn=mark)
    assert "1 of those ticked is not on this page." in text(choice(later))
    last = later.xpath("//tbody//input[@name='listing']/@value")[-1]
    elsewhere = choice(later).xpath(".//input[@type='hidden'][@name='listing']/@value")
    again = send(officer, choice(later), listing=[*elsewhere, last], turn="")
    assert again.xpath("//tbody//input[@checked]/@value") == [first]
    assert len(again.xpath("//tbody//tr")) == 25
    [elsewhere] = choice(again).xpath(".//input[@type='hidden'][@name='listing']/@value")
    between = send(officer, choice(again), do="confirm", listing=[elsewhere, first])
    assert titles(between, "fitting") == ["Flat 0", "Flat 29"]
    assert choice(again).xpath("./input[@name='most_rent']/@value") == ["500"]


def test_as_many_as_are_done_at_once_stand_in_an_address_that_the_server_takes(
    monkeypatch: pytest.MonkeyPatch, database_url: str
):
    taken: list[int] = []
    monkeypatch.setattr("core.serve.logs.configure", lambda: None)
    monkeypatch.setattr("core.serve._Server.run", lambda server: taken.append(server.cfg.limit_request_line))
    serve(lambda: Flask(__name__), "127.0.0.1", 8000, crew=None)
    ticks = ".".join(map(str, range(1_000_000 - MOST_CHOSEN, 1_000_000)))
    assert (
        len(f"GET /listings/chosen/withdraw?most_rent=500&view=table&which=ticked&listing={ticks} HTTP/1.1") < taken[0]
    )


@pytest.mark.parametrize(
    ("kind", "names"), [("csv", False), ("xlsx", False), ("xlsx-landlords", True), ("geojson", False)]
)
def test_the_chosen_ones_are_saved_alone_the_nearest_first(
    officer: PageClient, session: Session, flats: dict[str, int], kind: str, names: bool
):
    chosen = [flats["verified"], flats["candidate"]]
    asked = urlencode([("do", kind), ("which", "ticked"), *(("listing", key) for key in chosen)])
    led = officer.get(f"/listings/chosen?{asked}")
    parts = parse_qsl(urlsplit(led.location).query)
    assert (("landlords", "yes") in parts) is names
    answer = officer.get(led.location)
    assert answer.status_code == 200
    told = events(session)[-1]
    assert told.action == "export-listings"
    if kind == "csv":
        found = csv.DictReader(StringIO(answer.data.decode("utf-8-sig"), newline=""))
        assert [row["Title"] for row in found] == ["candidate", "verified"]


def test_sheets_of_the_chosen_ones_are_printed_together_in_the_readers_language(
    officer: PageClient, session: Session, flats: dict[str, int]
):
    page = send(officer, choice(officer.page("/listings?radius_km=10")), do="sheets", which="page")
    assert len(page.xpath("//article[@lang='en']")) == 5
    assert "Efesou" not in text(page)
    assert "Lydaki" not in text(page)
    [greek] = page.xpath("//a[@lang='el'][contains(@href, 'language=el')]/@href")
    assert len(officer.page(greek).xpath("//article[@lang='el']")) == 5


def test_no_more_sheets_are_made_than_one_prints(
    officer: PageClient, flats: dict[str, int], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("housing.views.listings.sheet.MOST_PRINTED", 2)
    page = officer.page("/listings/sheets?which=found&radius_km=10")
    assert len(page.xpath("//article")) == 2
    assert "These are the first 2 of 5." in text(page)


@pytest.mark.parametrize("path", ["/listings/chosen/confirm?which=page", "/listings/sheets?which=page"])
def test_more_of_them_ask_the_database_no_more_often(officer: PageClient, session: Session, centre: Centre, path: str):
    asked = []
    for _ in range(2):
        for number in range(30):  # more than a page, and apart: how often the search looks hangs on where they stand
            rows.add_listing(session, centre, latitude=35.3312 + number / 5000)
        session.commit()
        with counted() as statements:
            assert officer.get(path).status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1] > 5


def test_hostile_titles_are_words_everywhere(officer: PageClient, session: Session, centre: Centre):
    rows.add_listing(session, centre, HOSTILE)
    rows.add_listing(session, centre, HOSTILE, status=ListingStatus.OFFERED)
    session.commit()
    for path in ("?view=table", "", "/chosen/verify?which=page", "/chosen/withdraw?which=page", "/sheets?which=page"):
        page = officer.page(f"/listings{path}")
        assert page.xpath("//img[@onerror]") == []
        assert path.startswith("/sheets") or HOSTILE in page.text_content()
