"""Map and list beside one another in a browser: whoever moves the one changes the other, and the address follows."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_list_follows_the_map_and_the_view_can_be_sent(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for title, where in (("Poros", (35.3312, 25.1467)), ("Poros too", (35.3313, 25.1469)), ("Far", (35.05, 25.3))):
        rows.add_listing(session, centre, title, latitude=where[0], longitude=where[1])
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/listings?radius_km=50")
    expect(page.locator("[data-marker]")).to_have_count(3)

    with page.expect_response("**/points.geojson?**") as asked:
        page.set_viewport_size({"width": 1100, "height": 600})
    assert "radius_km=50" in asked.value.url
    assert "bbox" not in page.url

    page.get_by_role("button", name="2 flats: zoom in").press("Enter")
    expect(page.get_by_role("status").first).to_have_text(re.compile("2 listings in what the map shows"))
    expect(page.locator("[data-marker] h3")).to_have_text(["Poros too", "Poros"])
    expect(page.get_by_label("Within")).to_have_value("0")

    page.goto(page.url)
    expect(page.locator("[data-marker] h3")).to_have_text(["Poros too", "Poros"])
    page.get_by_label("Within").select_option("50")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("[data-marker]")).to_have_count(3)
