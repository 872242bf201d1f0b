"""A family from its referral to a shortlist that it looks at on its own telephone, in few actions of a real browser."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import DAY, today
from subsidies.services.schemes import DEMONSTRATION, store_shipped
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.hand import Hand
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter

MOST_ACTIONS = 60
PHONE = {"width": 360, "height": 740}
FAMILY = (
    ("Amal Haddad", "01/02/1990", "applicant"),
    ("Samir Haddad", "05/05/1988", "partner"),
    ("Lina Haddad", "10/10/2016", "child"),
    ("Omar Haddad", "03/03/2019", "child"),
)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is stored here is stored on both databases by the tests of services."""
    return sqlite_url


@pytest.fixture
def officer(session: Session, app: Flask, client: PageClient, new_page: NewPage, live_server: str) -> Hand:
    """At work in a centre with five flats."""
    centre = rows.add_centre(session)
    store_shipped(session, DEMONSTRATION, at=NOW, demonstration=True)
    for number in range(1, 6):
        facts = {"address": f"Efesou {number}", "latitude": 35.33 + number / 1_000, "bedrooms": 1 + number % 3}
        rows.add_listing(session, centre, f"Flat {number}", rent=f"{380 + 40 * number}.00", **facts)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/")
    return Hand(page)


def test_a_family_is_taken_from_referral_to_a_shared_shortlist_in_few_actions(officer: Hand, new_page: NewPage):
    take_in(officer)
    write_needs(officer)
    keep_flats(officer)
    compare(officer)
    officer.press("Show them to the family")
    expect(officer.page.get_by_text("flats are shown to the family.")).to_be_visible()
    link = make_link(officer)
    assert officer.actions <= MOST_ACTIONS
    family = new_page(viewport=PHONE, locale="en")
    look(family, link)


def take_in(hand: Hand) -> None:
    page = hand.page
    hand.follow("Households")
    hand.follow("New household")
    hand.type("Name of the household", "Haddad")
    hand.choose("Language it reads", "English")
    hand.type("Telephone", "6900000001")
    hand.type("Who referred it", "Reception centre of Malakasa")
    hand.type("Referred on", f"{today() - 10 * DAY:%d/%m/%Y}")
    hand.type("Taken in on", f"{today():%d/%m/%Y}")
    for row, (name, born, relation) in enumerate(FAMILY):
        person = page.get_by_role("group", name=f"Person {row + 1}")
        person.get_by_label("Name").fill(name)
        person.get_by_label("Date of birth").fill(born)
        person.get_by_label("Relation").select_option(relation)
        hand.actions += 3
    hand.press("Write the household down")
    expect(page.get_by_role("heading", level=1)).to_have_text("Haddad")
    expect(page.get_by_text("Reception centre of Malakasa")).to_be_visible()


def write_needs(hand: Hand) -> None:
    hand.follow("Write down the needs")
    hand.tick("Needs a lift or the ground floor")
    hand.type("The most it can pay itself", "150")
    hand.press("Save and show flats")
    expect(hand.page.get_by_role("heading", level=1)).to_have_text("Flats for Haddad")


def keep_flats(hand: Hand) -> None:
    page = hand.page
    for number in (1, 2, 4, 5):
        hand.press(f"Keep : Flat {number}")
        expect(page.locator("main").get_by_text("on the shortlist")).not_to_have_count(0)
    hand.follow("Shortlist")
    expect(page.get_by_role("heading", level=1)).to_have_text("Shortlist of Haddad")
    hand.press("Up : Flat 2")
    hand.follow("Note : Flat 2")
    hand.type("Note", "near the school of both children")
    hand.press("Save")
    hand.choose("Why it is dropped: Flat 5", "Costs too much")
    hand.press("Drop : Flat 5")
    expect(page.locator("#kept")).to_be_visible()
    assert page.locator("#kept").locator("xpath=ancestor::section").locator("h3").all_inner_texts() == [
        "Flat 2", "Flat 1", "Flat 4",
    ]  # fmt: skip


def compare(hand: Hand) -> None:
    hand.press("Side by side")
    page = hand.page
    expect(page.get_by_role("row", name="What keeps it from fitting")).to_be_visible()
    expect(page.locator(".st-pin")).to_have_count(3)
    hand.follow("Shortlist")


def make_link(hand: Hand) -> str:
    hand.follow("Personal link")
    hand.press("New link")
    return hand.page.get_by_label("Copy it and send it to the household").input_value()


def look(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="3 homes we have in mind for you").click()
    expect(page.get_by_text("You pay each month")).to_have_count(3)
    shown = page.locator("main").inner_text()
    for hidden in ("Efesou", "Flat 2", "near the school", "Lydaki"):
        assert hidden not in shown
