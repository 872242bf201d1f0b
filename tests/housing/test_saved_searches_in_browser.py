"""A view is saved, a colleague enters a flat, and the list, the board and the opened view say so, in a browser."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_from_saving_a_moved_map_to_seeing_what_a_colleague_entered(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for title, where in (("Poros", (35.3312, 25.1467)), ("Poros too", (35.3313, 25.1469)), ("Far", (35.05, 25.3))):
        rows.add_listing(session, centre, title, latitude=where[0], longitude=where[1])
    record(session, "arrange", actor=None)
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])

    page.goto("/listings?radius_km=50")
    page.get_by_role("button", name="2 flats: zoom in").press("Enter")
    expect(page.locator("#found")).to_have_text(re.compile("2 listings in what the map shows"))
    page.get_by_role("link", name="Save this view").click()
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_label("Name").fill("By the school")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("[data-marker]")).to_have_count(2)
    button = page.locator("button[name=since]")
    expect(button).to_have_text("By the school")

    for title, latitude in (("Entered", 35.33125), ("Elsewhere", 35.05)):
        rows.add_listing(session, centre, title, latitude=latitude, longitude=25.1468)
    record(session, "arrange", actor=None)
    session.commit()
    page.goto("/listings")
    expect(button).to_have_text(re.compile("By the school.*1 new"))
    page.goto("/")
    expect(page.locator(".st-task h3")).to_have_text("1 new listing in “By the school”")
    sends = page.locator(".st-task .btn")
    assert sends.bounding_box()["x"] == page.locator(".st-task h3").bounding_box()["x"]
    page.set_viewport_size({"width": 1280, "height": 800})
    assert sends.bounding_box()["width"] == 8.5 * 16  # as wide as a button that leads on
    page.set_viewport_size({"width": 360, "height": 800})
    page.get_by_role("button", name="Look at them").click()
    expect(page.locator("[data-marker]")).to_have_count(3)
    expect(page.locator("[data-marker]", has_text="New").locator("h3")).to_have_text("Entered")

    page.set_viewport_size({"width": 1100, "height": 800})
    as_opened = page.url
    page.goto(as_opened)  # a change of size alone is no move
    expect(page.get_by_role("button", name="3 flats: zoom in")).to_be_visible()
    page.get_by_role("button", name="Zoom out").click()
    expect(page).not_to_have_url(as_opened)
    expect(page).to_have_url(re.compile("saved=.*since=|since=.*saved="))
    expect(page.locator("[data-marker]", has_text="New").locator("h3")).to_have_text("Entered")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page).not_to_have_url(re.compile("saved="))

    page.goto("/")
    expect(page.get_by_text("1 new listing in")).to_have_count(0)
    page.goto("/listings/saved")
    expect(page.get_by_role("row", name="By the school")).to_contain_text("nothing")
