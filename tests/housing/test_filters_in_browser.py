"""The further filters in a browser: opened, set and taken away by keyboard, kept when the map is moved, accessible."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.home import Heating
from tests.support import rows
from tests.support.accessibility import WIDTHS, View, faults, window
from tests.support.browser import NewPage
from tests.support.demonstration import Demonstration, Seen
from tests.support.pages import PageClient
from tests.support.visits import enter


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_filters_are_set_by_keyboard_kept_by_the_map_and_taken_away_one_by_one(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for title, heating in (("Warm", Heating.STOVE), ("Cold", Heating.NONE), ("Not known", None)):
        rows.add_listing(session, centre, title, heating=heating)
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/listings")
    titles = page.locator("[data-marker] h3")
    expect(titles).to_have_count(3)

    expect(page.get_by_label("Heating", exact=True)).to_be_hidden()
    page.get_by_text("More filters").press("Enter")
    page.get_by_label("Heating", exact=True).select_option(label="some heating")
    page.get_by_label("With a lift", exact=True).press("Space")
    page.get_by_label("With a lift", exact=True).press("Enter")
    expect(titles).to_have_text(["Warm"])
    assert all(value for _, value in parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    expect(page.get_by_label("Heating", exact=True)).to_have_value("some")

    with page.expect_response("**/listings?**") as moved:
        page.get_by_role("button", name="Zoom out").click()
    assert "heating=some" in moved.value.url
    expect(page.get_by_role("status").first).to_contain_text("in what the map shows")
    expect(titles).to_have_text(["Warm"])

    page.get_by_role("link", name="Remove this filter: Heating: some heating").press("Enter")
    expect(titles).to_have_count(3)
    expect(page.locator("#filters-on li")).to_have_text(["With a lift"])
    expect(page.get_by_role("status").first).to_contain_text("in what the map shows")


@pytest.mark.parametrize(("language", "width", "theme"), [("el", 320, "light"), ("rtl", 1280, "dark")])
def test_the_further_filters_are_accessible(
    demonstration: Demonstration, demonstration_address: str, browser: Browser, language: str, width: int, theme: str
):
    """The walk of all pages finds them closed."""
    query = "municipality=9305&lift=y&least_floor=1&heating=some&most_deposit=900&available_on=2027-01-15&children=y"
    with window(browser, demonstration, demonstration_address) as opened:
        opened.let_in("housing-officer", language)
        seen = Seen("housing-officer", None, f"/listings?{query}", 200, "text/html", "")
        assert list(faults(opened, seen, [*map(View, WIDTHS), View(width, theme)])) == []
