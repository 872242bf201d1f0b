"""The menu of many places: five in the header, the others behind one button that a keyboard opens."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_user
from tests.support.visits import enter


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


def open_page(
    client: PageClient, session: Session, new_page: NewPage, address: str, role: StaffRole, width: int
) -> Page:
    add_centre(session)
    enter(client, session, add_user(session, role))
    with client.session_transaction() as kept:
        kept["language"] = "el"
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page(viewport={"width": width, "height": 800})
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    page.goto("/account")
    return page


@pytest.mark.parametrize("role", list(StaffRole))
def test_the_header_keeps_to_one_row_and_leads_everywhere(
    client: PageClient, session: Session, new_page: NewPage, live_server: str, role: StaffRole
):
    page = open_page(client, session, new_page, live_server, role, 1280)
    assert page.locator(".st-top").bounding_box()["height"] < 70
    places = page.get_by_role("navigation", name="Κύριο μενού")
    everywhere = [link.get_attribute("href") for link in page.locator(".st-nav a").all()]
    expect(places.get_by_role("link")).to_have_count(min(5, len(everywhere)))
    if len(everywhere) > 5:
        more = places.get_by_role("button", name="Περισσότερα")
        more.focus()
        page.keyboard.press("Enter")
        expect(places.get_by_role("link")).to_have_count(len(everywhere))
        page.keyboard.press("Tab")
        expect(page.locator(".st-more a").first).to_be_focused()
        box, button = page.locator(".st-more").bounding_box(), more.bounding_box()
        assert abs(box["x"] - button["x"]) < 4
        page.keyboard.press("Escape")
        expect(places.get_by_role("link")).to_have_count(5)
        expect(more).to_be_focused()
        labels = [link.inner_text() for link in page.locator(".st-more a").all()]
        page.goto(max(zip(labels, everywhere[5:], strict=True), key=lambda place: len(place[0]))[1])
        expect(places.get_by_role("button", name="Περισσότερα:")).to_be_visible()
        assert page.locator(".st-top").bounding_box()["height"] < 70
    search = page.get_by_role("banner").get_by_role("search")
    expect(search.get_by_role("button", name="Αναζήτηση")).to_be_visible()
    assert search.get_by_role("searchbox").bounding_box()["width"] > 110  # "Αναζήτηση" can be read in it


def test_the_roof_stands_over_the_name_of_the_service_on_the_page_of_the_day(
    client: PageClient, session: Session, new_page: NewPage, live_server: str
):
    page = open_page(client, session, new_page, live_server, StaffRole.HOUSING_OFFICER, 1280)
    places = page.locator(".st-nav").bounding_box()
    expect(page.locator(".st-brand .st-roof")).to_have_count(0)
    page.goto("/")
    header = page.locator(".st-top").bounding_box()
    roof = page.locator(".st-brand[aria-current] .st-roof").bounding_box()
    assert abs(roof["y"] + roof["height"] - header["y"] - header["height"]) <= 1
    assert page.locator(".st-nav").bounding_box()["x"] == places["x"]


def test_on_a_phone_all_places_stand_behind_the_one_button(
    client: PageClient, session: Session, new_page: NewPage, live_server: str
):
    page = open_page(client, session, new_page, live_server, StaffRole.FINANCE_APPROVER, 360)
    page.locator(".st-menu-button").click()
    for link in page.locator(".st-nav a").all():
        expect(link).to_be_visible()


def test_on_a_phone_no_word_of_the_menu_is_cut_off(
    client: PageClient, session: Session, new_page: NewPage, live_server: str
):
    page = open_page(client, session, new_page, live_server, StaffRole.HOUSING_OFFICER, 360)
    page.locator(".st-menu-button").click()
    expect(page.get_by_role("link", name="Οι εργασίες σας")).to_be_visible()
    boxes = [part.bounding_box() for part in page.locator("#menu :is(a, button, b)").all() if part.is_visible()]
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > 360] == []
    page.set_viewport_size({"width": 360, "height": 480})
    last = page.locator("#menu").get_by_role("button", name="Έξοδος")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
