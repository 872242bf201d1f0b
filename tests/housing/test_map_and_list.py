"""Map and list beside one another in a browser: whoever moves the one changes the other, and the address follows."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from maps.polygon import Polygon
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

AROUND_POROS = Polygon(((3_532_000, 2_513_000), (3_532_000, 2_516_000), (3_535_000, 2_515_000)))


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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_opens_at_the_edge_moves_the_map_and_not_the_list(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
):
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for title, latitude in (("At the edge", 35.383), ("Poros", 35.3312)):
        rows.add_listing(session, centre, title, latitude=latitude, longitude=25.1442)
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto("/listings?radius_km=5", wait_until="networkidle")
    with page.expect_response("**/points.geojson?**") as asked:
        page.locator(".st-pin[title='At the edge']").press("Enter")
    assert "radius_km=5" in asked.value.url
    expect(page.locator(".st-popup-title")).to_have_text("At the edge")
    expect(page.locator("[data-marker]")).to_have_count(2)
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)  # while it moves by itself it hears no keys
    page.locator(".st-map .leaflet-container").press("Shift+ArrowUp")  # whoever moves the map moves the list
    expect(page.get_by_label("Within")).to_have_value("0")
    assert "bbox=" in page.url


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "shown", ["radius_km=0&bbox=25.1,35.3,25.2,35.4", f"radius_km=5&area={AROUND_POROS.write()}"], ids=["map", "area"]
)
def test_another_centre_leaves_what_the_map_shows_and_what_was_drawn(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre, shown: str
):
    chania = rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    rows.add_listing(session, centre, "Poros")
    rows.add_listing(session, chania, "Splantzia", latitude=35.5160, longitude=24.0220)
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto(f"/listings?centre=heraklion&{shown}")
    expect(page.locator(".st-place").first).to_be_attached()

    page.get_by_label("Near", exact=True).select_option("chania")
    page.get_by_role("button", name="Find", exact=True).click()

    expect(page.get_by_role("status").first).to_have_text("1 listing within 5 km of the centre of Chania.")
    expect(page.locator("[data-marker] h3")).to_have_text(["Splantzia"])
