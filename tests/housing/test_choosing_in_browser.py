"""Choosing several listings in a browser: by keyboard alone, with a script that helps, narrow, from right to left."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.states import ListingStatus
from tests.support import rows
from tests.support.accessibility import WIDTHS, View, faults, window
from tests.support.browser import NewPage
from tests.support.demonstration import Demonstration, Seen
from tests.support.pages import PageClient
from tests.support.visits import enter


@pytest.fixture
def signed_in(client: PageClient, session: Session, centre: Centre, live_server: str) -> dict[str, str]:
    """The cookie of an officer who has three candidates near."""
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    for number in range(3):
        rows.add_listing(
            session, centre, f"Flat {number}", status=ListingStatus.CANDIDATE, latitude=35.34 + number / 1_000
        )
    session.commit()
    cookie = client.get_cookie("session")
    assert cookie is not None
    return {"name": "session", "value": cookie.value, "url": live_server}


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab does not lead to {wanted}")


@pytest.mark.parametrize("view", ["list", "table"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_step_is_taken_with_several_by_keyboard_alone(
    new_page: NewPage, signed_in: dict[str, str], session: Session, view: str
):
    page = new_page(viewport={"width": 1100, "height": 700})
    page.context.add_cookies([signed_in])
    page.goto(f"/listings?view={view}")
    for _ in range(2):
        tab_to(page, "input[name=listing]")
        page.keyboard.press("Space")
    tab_to(page, "#which-ticked")
    tab_to(page, "#do")
    page.keyboard.press("ArrowDown")
    tab_to(page, "#choice button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Landlord contacted")

    expect(page.locator("input[name=seen]")).to_have_count(2)
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 listings: the landlords were contacted.")).to_be_visible()
    found = [listing.status for listing in rows.stored_listings(session)]
    assert found == [ListingStatus.CONTACTED, ListingStatus.CONTACTED, ListingStatus.CANDIDATE]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_whole_page_is_ticked_at_once_and_one_taken_out_again(new_page: NewPage, signed_in: dict[str, str]):
    page = new_page()
    page.context.add_cookies([signed_in])
    page.goto("/listings")
    boxes, ticked, whole = (page.locator(name) for name in ("input[name=listing]", "#which-ticked", "#which-page"))
    whole.check()
    assert [box.is_checked() for box in boxes.all()] == [True] * 3
    boxes.nth(1).uncheck()
    expect(ticked).to_be_checked()
    expect(page.locator("label[for=which-ticked]")).to_have_text("those ticked (2)")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("section[aria-labelledby=fitting] tbody th")).to_have_text(["Flat 0", "Flat 2"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_moves_the_map_chooses_and_looks_on_among_what_it_shows(new_page: NewPage, signed_in: dict[str, str]):
    page = new_page(viewport={"width": 1100, "height": 700})
    page.context.add_cookies([signed_in])
    page.goto("/listings?view=map")
    page.get_by_role("button", name="Zoom in").click()
    expect(page.locator("#views a[href*=bbox]")).to_have_count(3)
    expect(page.locator("#choice input[name=bbox]")).to_have_count(1)
    assert "view=map" in page.url
    page.locator("#views a", has_text="Table").click()
    expect(page.locator("main tbody tr")).to_have_count(3)
    expect(page.locator("#found")).to_contain_text("3 listings in what the map shows")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ticks_go_along_to_the_next_page_to_other_views_and_back_until_they_are_taken_away(
    new_page: NewPage, signed_in: dict[str, str], session: Session, centre: Centre
):
    for number in range(30):
        rows.add_listing(session, centre, f"More {number}", latitude=35.345 + number / 10_000)
    session.commit()
    page = new_page()
    page.context.add_cookies([signed_in])
    page.goto("/listings")
    said = page.locator("label[for=which-ticked] output")
    page.get_by_label("Choose: Flat 0").check()
    page.get_by_role("link", name="Next").click()
    expect(said).to_have_text("(1)")
    expect(page.get_by_text("1 of those ticked is not on this page.")).to_be_visible()
    page.get_by_label("Choose: More 29").check()
    expect(said).to_have_text("(2)")
    page.locator("#views a", has_text="Table").click()
    expect(page.get_by_label("Choose: More 29")).to_be_checked()
    page.get_by_role("link", name="Back to the first").click()
    expect(page.get_by_label("Choose: Flat 0")).to_be_checked()
    page.get_by_role("button", name="Go on").click()
    chosen = page.locator("section[aria-labelledby=fitting] tbody th, section[aria-labelledby=left] tbody th")
    expect(chosen).to_have_count(2)
    page.get_by_role("link", name="Cancel").click()
    expect(said).to_have_text("(2)")
    page.get_by_role("link", name="Untick all").click()
    expect(said).to_have_text("")
    expect(page.locator("input[name=listing]:checked")).to_have_count(0)


@pytest.mark.parametrize(("language", "width", "theme"), [("el", 320, "light"), ("rtl", 1280, "dark")])
def test_the_views_and_the_page_between_are_accessible(
    demonstration: Demonstration, demonstration_address: str, browser: Browser, language: str, width: int, theme: str
):
    """The walk of all pages opens each address in one view."""
    found: list[str] = []
    with window(browser, demonstration, demonstration_address) as opened:
        opened.let_in("housing-officer", language)
        for path in ("?view=table", "?view=map", "/chosen/withdraw?which=page"):
            seen = Seen("housing-officer", None, f"/listings{path}", 200, "text/html", "")
            found += faults(opened, seen, [*map(View, WIDTHS), View(width, theme)])
    assert found == []
