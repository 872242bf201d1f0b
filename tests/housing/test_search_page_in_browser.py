"""What stands where on the pages of the search, from a laptop's window to a phone's, and without scripts."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

AREA = "23nrk.1hsq8_3uw.1jk_-1jk.668"
LAPTOP, WIDE, PHONE = ({"width": 1280, "height": 800}, {"width": 1600, "height": 900}, {"width": 360, "height": 740})

Visit = Callable[..., Page]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def visit(
    app: Flask, client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
) -> Visit:
    """An officer before a page, in a window of a size."""
    rows.add_listing(session, centre, "Poros", latitude=35.3312, longitude=25.1467)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))

    def begin(address: str, viewport: dict[str, int], language: str = "en", **options: object) -> Page:
        with client.session_transaction() as kept:
            kept["language"] = language
        page = new_page(viewport=viewport, **options)
        cookie = {"name": "session", "value": client.get_cookie("session").value, "url": live_server}
        page.context.add_cookies([cookie])
        page.goto(address)
        return page

    return begin


def box(locator: Locator) -> FloatRect:
    found = locator.bounding_box()
    assert found is not None
    return found


def bottom(of: FloatRect) -> float:
    return of["y"] + of["height"]


@pytest.mark.parametrize(
    ("address", "viewport", "lies_on_it"),
    [
        pytest.param("/listings", LAPTOP, False, id="beside a list on a laptop"),
        pytest.param("/listings", WIDE, True, id="beside a list in a wide window"),
        pytest.param("/listings?view=map", LAPTOP, True, id="the map alone"),
    ],
)
def test_the_legend_lies_on_the_map_only_where_there_is_room(
    visit: Visit, address: str, viewport: dict[str, int], lies_on_it: bool
):
    page = visit(address, viewport)
    frame, shown, legend = (box(page.locator(part)) for part in (".st-map-frame", ".st-map", ".st-legend-fold"))
    assert (legend["y"] < bottom(shown)) is lies_on_it
    assert frame["height"] <= viewport["height"] or "view=map" in address


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("drawn", ["", f"?area={AREA}", "?at=35.33123,25.14671"])
def test_on_a_laptop_the_filters_and_their_button_are_one_row(visit: Visit, language: str, drawn: str):
    page = visit(f"/listings{drawn}", LAPTOP, language)
    assert bottom(box(page.locator("#filters .btn-primary"))) - bottom(box(page.locator("#words"))) < 5


def test_on_a_phone_the_map_that_was_asked_for_is_on_the_first_screen(visit: Visit):
    page = visit("/listings?view=map", PHONE)
    shown, filters, found = (box(page.locator(part)) for part in (".st-map", ".st-search-card", "#list"))
    assert bottom(shown) <= PHONE["height"] + shown["height"] / 4
    assert bottom(shown) < filters["y"] < bottom(filters) < found["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("language", ["en", "rtl"])
def test_a_table_has_a_shadow_where_more_columns_follow(visit: Visit, language: str):
    page = visit("/listings?view=table", LAPTOP, language)
    table = page.locator(".st-wide")
    row = box(table.locator("tbody tr").first)
    around = box(table)
    end = around["x"] + 1 if language == "rtl" else around["x"] + around["width"] - 4
    edge: FloatRect = {"x": end, "y": row["y"] + 4, "width": 2, "height": 2}
    follows = _brightness(page, edge)
    table.evaluate("(it, way) => it.scrollTo({ left: way * it.scrollWidth })", -1 if language == "rtl" else 1)
    assert follows < 200 < _brightness(page, edge)


def test_without_scripts_there_is_no_empty_map_where_a_pin_would_be_put(visit: Visit, session: Session, centre: Centre):
    household = rows.add_household(session, centre)
    session.commit()
    page = visit(f"/households/{household.id}/places/new", LAPTOP, java_script_enabled=False)
    expect(page.locator("#latitude")).to_be_visible()
    expect(page.locator("[data-pin]")).to_be_hidden()


def test_an_area_around_a_pin_shows_how_far_it_reaches(visit: Visit, session: Session, centre: Centre):
    household = rows.add_household(session, centre)
    session.commit()
    page = visit(f"/households/{household.id}/areas/new", LAPTOP)
    expect(page.locator(".st-drawn")).to_have_count(0)
    page.locator("#latitude").fill("35.3345")
    page.locator("#longitude").fill("25.1489")
    page.locator("#longitude").dispatch_event("change")
    expect(page.locator(".st-drawn")).to_have_count(1)
    zooms = page.locator("#radius_km")
    zooms.select_option("1")
    small = box(page.locator(".st-drawn"))
    zooms.select_option("10")
    shown, large = box(page.locator("[data-pin]")), box(page.locator(".st-drawn"))
    assert min(small["width"], large["width"]) > shown["height"] / 4  # both are looked at whole
    assert max(bottom(small), bottom(large)) <= bottom(shown)


def _brightness(page: Page, clip: FloatRect) -> int:
    picture = Image.open(BytesIO(page.screenshot(clip=clip))).convert("L")
    lightness: int = picture.getpixel((0, 0))
    return lightness
