"""A flat written down by hand: pasted, seen on the map, its pin moved, its rent held against others'; in few steps."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.geocoder import DOOR, StandIn, asks
from tests.support.hand import Hand
from tests.support.pages import PageClient
from tests.support.visits import enter

MOST_ACTIONS = 25
PASTED = "Εφέσου 7, Πόρος, 713 05 Ηράκλειο, Ελλάδα"
LIKE = {"latitude": 35.3312, "longitude": 25.1467, "bedrooms": 2, "size_m2": 80}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is stored here is stored on both databases by the tests of services."""
    return sqlite_url


@pytest.fixture
def centre(session: Session, app: Flask) -> Centre:
    asks(app, StandIn({"Εφέσου 7, Πόρος, Ηράκλειο, 71305": [DOOR], "Εφέσου 7, Ηράκλειο": [DOOR]}))
    centre = rows.add_centre(session)
    for rent in (400, 420, 440, 460, 480):
        rows.add_listing(session, centre, rent=f"{rent}.00", **LIKE)
    return centre


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def newest(session: Session) -> Listing:
    session.rollback()
    return session.scalars(select(Listing).order_by(Listing.id.desc())).first()


# --- without a browser ---------------------------------------------------------------------------------------------


def test_what_is_pasted_is_taken_apart_and_found(officer: PageClient):
    form = form_of(officer.page(f"/listings/new?address={PASTED}&city=&area="))
    found = {name: form.fields[name] for name in ("address", "area", "city", "postal_code", "precision")}
    assert found == {
        "address": "Εφέσου 7", "area": "Πόρος", "city": "Ηράκλειο", "postal_code": "71305", "precision": "address",
    }  # fmt: skip
    assert (form.fields["latitude"], form.fields["longitude"]) == ("35.3312", "25.1467")


def test_fields_that_are_filled_in_are_left_alone(officer: PageClient):
    form = form_of(officer.page("/listings/new?address=Εφέσου 7, Πόρος&city=Ηράκλειο"))
    assert (form.fields["address"], form.fields["city"]) == ("Εφέσου 7, Πόρος", "Ηράκλειο")


def test_an_address_that_nobody_finds_is_said(officer: PageClient):
    page = officer.page("/listings/new?address=Nowhere 1")
    assert "This address was not found." in page.text_content()
    assert form_of(page).fields["latitude"] == ""


@pytest.mark.parametrize(
    ("precision", "found_at", "kept"),
    [
        ("address", "35.33 25.14", "address"),
        ("street", "35.33 25.14", "street"),
        ("street", "35.34 25.14", "pin"),
        ("street", "", "pin"),
        ("", "35.33 25.14", "pin"),
        ("x", "35.33 25.14", "pin"),
    ],
)
def test_how_the_point_was_found_is_kept_while_it_is_the_same(
    officer: PageClient, session: Session, precision: str, found_at: str, kept: str
):
    typed = {"title": "Flat", "monthly_rent": "450", "latitude": "35,33", "longitude": "25,14"}
    officer.submit("/listings/new", **typed, precision=precision, found_at=found_at)
    assert newest(session).dwelling.place_precision == kept


@pytest.mark.parametrize(
    ("rent", "sentence"),
    [("440", "Homes like it here: €420 to €460"), ("4400", "far above"), ("44", "far below")],
)
def test_the_rent_is_held_against_homes_like_it(officer: PageClient, rent: str, sentence: str):
    query = f"monthly_rent={rent}&size_m2=82&bedrooms=2&latitude=35,3312&longitude=25,1467"
    page = officer.page(f"/listings/new?{query}")
    assert sentence in page.xpath("string(//*[@id='rents'])")


@pytest.mark.parametrize(
    "query", ["monthly_rent=x&latitude=x", "latitude=91&longitude=25&bedrooms=2", "monthly_rent=440"]
)
def test_without_what_it_takes_nothing_is_said_of_the_rent(officer: PageClient, query: str):
    assert officer.page(f"/listings/new?{query}").xpath("normalize-space(//*[@id='rents'])") == ""


def test_the_page_of_a_flat_says_it_too(officer: PageClient, session: Session):
    listing = newest(session)
    listing.monthly_rent = Decimal("5000.00")
    rows.add_listing(session, listing.centre, rent="400.00", **LIKE)
    session.commit()
    assert "far above" in officer.page(f"/listings/{listing.id}").text_content()


def test_every_rent_that_is_typed_says_its_period(officer: PageClient):
    labels = officer.page("/listings/new").xpath("//label[@for='monthly_rent' or @for='common_charges']")
    assert ["one month" in label.text_content() for label in labels] == [True, True]


def form_of(page):
    return next(form for form in page.forms if "title" in form.fields)


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.fixture
def hand(officer: PageClient, new_page: NewPage, live_server: str) -> Iterator[Hand]:
    cookie = officer.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/listings")
    return Hand(page)


def test_a_flat_is_entered_from_nothing_in_few_actions(hand: Hand, session: Session):
    page = hand.page
    hand.follow("New listing")
    hand.type("Title", "Flat 82 m², Poros")
    hand.type("Rent for one month", "4400")
    hand.type("Common charges for one month", "25")
    hand.type("Street and number", PASTED)
    hand.press("Show it on the map")
    expect(page.get_by_label("Town")).to_have_value("Ηράκλειο")
    pin = page.locator(".st-pin-here")
    expect(pin).to_be_in_viewport()
    hand.drag(pin, 60, 30)
    hand.type("Size", "82")
    hand.type("Bedrooms", "2")
    hand.type("Floor", "3")
    hand.choose("Lift", "Yes")
    expect(page.locator("#rents")).to_contain_text("far above")
    hand.type("Rent for one month", "440")
    hand.choose("Heating", "autonomous")
    hand.type("Available from", "01/12/2026")
    hand.type("Landlord's name", "Αικατερίνη Λυδάκη")
    hand.type("Landlord's telephone", "2810 990 000")
    hand.type("Where the advert was found", "telephone")
    expect(page.locator("#rents")).to_contain_text("€420 to €460")
    hand.press("Save")
    expect(page.get_by_role("heading", level=1)).to_have_text("Flat 82 m², Poros")
    assert hand.actions <= MOST_ACTIONS

    listing = newest(session)
    home = listing.dwelling
    assert (listing.monthly_rent, listing.landlord.phone) == (Decimal("440.00"), "+302810990000")
    assert (home.address, home.area, home.city, home.place_precision) == ("Εφέσου 7", "Πόρος", "Ηράκλειο", "pin")
    assert home.longitude > DOOR.point.longitude
    assert home.latitude < DOOR.point.latitude


def test_the_pin_is_moved_by_keys_by_figures_and_by_a_click(hand: Hand):
    page = hand.page
    page.goto("/listings/new")
    latitude, longitude = page.locator("#latitude"), page.locator("#longitude")
    latitude.fill("35,3312")
    longitude.fill("25,1467")
    longitude.press("Tab")
    pin = page.locator(".st-pin-here")
    pin.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowUp")
    assert float(latitude.input_value()) > 35.3312
    assert float(longitude.input_value()) > 25.1467
    page.locator(".leaflet-container").click(position={"x": 40, "y": 40})
    assert float(longitude.input_value()) < 25.1467
    assert pin.count() == 1


def test_a_flat_that_waits_for_a_place_gets_its_pin_by_keys_alone(hand: Hand, session: Session):
    listing = rows.add_listing(session, newest(session).centre, latitude=None, longitude=None)
    session.commit()
    page = hand.page
    page.goto(f"/listings/{listing.id}/place")
    page.locator(".leaflet-container").focus()
    page.keyboard.press("Enter")
    pin = page.locator(".st-pin-here")
    expect(pin).to_be_focused()
    middle = float(page.locator("#longitude").input_value())
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Save the place").click()
    expect(page.get_by_text("The flat has its place on the map.")).to_be_visible()
    session.rollback()
    session.refresh(listing.dwelling)
    assert (listing.dwelling.longitude > middle, listing.dwelling.place_precision) == (True, "pin")


def test_what_was_looked_up_stands_on_the_map_and_is_dragged_to_the_house(hand: Hand, session: Session):
    listing = rows.add_listing(session, newest(session).centre, latitude=None, longitude=None)
    session.commit()
    page = hand.page
    page.goto(f"/listings/{listing.id}/place?address={PASTED}")
    hand.drag(page.locator(".st-pin-here"), 60, 30)
    hand.press("Save the place")
    expect(page.get_by_text("The flat has its place on the map.")).to_be_visible()
    session.rollback()
    session.refresh(listing.dwelling)
    assert (listing.dwelling.longitude > DOOR.point.longitude, listing.dwelling.place_precision) == (True, "pin")


def test_pasting_alone_shows_the_flat(hand: Hand):
    page = hand.page
    page.goto("/listings/new")
    page.locator("#address").focus()
    page.evaluate(
        """text => {
            const field = document.activeElement;
            field.value = text;
            field.dispatchEvent(new ClipboardEvent("paste", { bubbles: true }));
        }""",
        PASTED,
    )
    expect(page.locator("#city")).to_have_value("Ηράκλειο")
    expect(page.locator(".st-pin-here")).to_have_count(1)
    expect(page.get_by_role("button", name="Show it on the map")).to_be_visible()
