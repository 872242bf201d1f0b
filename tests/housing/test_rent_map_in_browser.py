"""The colours of the map in a browser: switched on by whoever wants them, renewed with the map, and their table too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

PATCHES = ".leaflet-patches-pane path"
# As the tools of a browser do; the attribute stays where it was.
LEAVE_STYLE = "parts => parts.forEach(part => { part.style.color = 'red'; part.style.color = ''; })"


@pytest.fixture
def officers_page(client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre) -> Page:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for _ in range(5):
        rows.add_listing(session, centre, "<img src=x onerror=alert(1)>", latitude=35.33, longitude=25.14, size_m2=50)
        rows.add_listing(session, centre, "Far", rent="800.00", latitude=35.05, longitude=25.3, size_m2=50)
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page(color_scheme="dark")
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    return page


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_moved_map_with_everything_on_leaves_the_console_empty(officers_page: Page):
    """Whatever the browser complains of fails the test (tests/support/browser.py)."""
    page = officers_page
    page.goto("/listings?radius_km=50&marks=rent&heat=y&at=35.3312,25.1467&order=rent")
    expect(page.locator(PATCHES)).to_have_count(2)
    page.locator("#list [id]").evaluate_all(LEAVE_STYLE)
    page.locator(".st-pin").first.press("Enter")
    page.locator(PATCHES).first.dispatch_event("mouseover")
    for move in ("Zoom in", "Zoom out", "Zoom out"):
        with page.expect_response("**/listings?*"):
            page.get_by_role("button", name=move, exact=True).click()
        expect(page.locator("form.htmx-request")).to_have_count(0)
        page.wait_for_timeout(60)  # htmx settles what it has put in
    assert "bbox=" in page.url
    expect(page.locator(PATCHES)).not_to_have_count(0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_wants_colours_gets_them_with_their_figures_wherever_the_map_goes(officers_page: Page):
    page = officers_page
    page.goto("/listings?radius_km=50&marks=rent")
    expect(page.locator(".st-pin")).not_to_have_count(0)
    expect(page.locator(PATCHES)).to_have_count(0)

    page.get_by_label("Rent per m² in colours").check()
    page.locator(".st-map-choices").get_by_role("button").click()
    expect(page.locator(PATCHES)).to_have_count(2)
    expect(page.locator("#rents tbody tr")).to_have_count(3)
    assert "heat=y" in page.url
    assert "marks=rent" in page.url

    page.locator(".st-pin-many").filter(has_text="5").last.press("Enter")
    expect(page.locator(PATCHES)).to_have_count(1)
    expect(page.locator("#rents tbody tr")).to_have_count(2)
    assert "heat=y" in page.url
    page.locator(PATCHES).dispatch_event("mouseover")
    expect(page.locator(".leaflet-tooltip")).to_have_text("€9.00 per m² · 5 adverts")

    page.set_viewport_size({"width": 360, "height": 5000})
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
