"""A point chosen and an area drawn on the map, by mouse, keys and touch: the list follows, the address can be sent."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from maps.coordinates import read_point
from maps.distance import Point, geodesic_km
from maps.polygon import Polygon
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

FLATS = {"Poros": (35.3312, 25.1467), "Poros too": (35.3313, 25.1469), "West": (35.333, 25.10)}
AROUND_POROS = ((0.5, 0.2), (0.9, 0.5), (0.5, 0.85))  # shares of the map's width and height


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def visit(client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre):
    """Another officer of the centre before the listings."""
    for title, (latitude, longitude) in FLATS.items():
        rows.add_listing(session, centre, title, latitude=latitude, longitude=longitude)

    def begin(language: str = "en", **options: object) -> Page:
        enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
        with client.session_transaction() as kept:
            kept["language"] = language
        cookie = client.get_cookie("session")
        assert cookie is not None
        page = new_page(**options)
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
        return page

    return begin


def titles(page: Page) -> list[str]:
    return page.locator("[data-marker] h3").all_inner_texts()


def spot(page: Page, across: float, down: float) -> tuple[float, float]:
    """A place on the map, in pixels of the window."""
    box = page.locator(".st-map .leaflet-container").bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def begin_drawing(page: Page, what: str, query: str = "") -> None:
    page.goto(f"/listings{query}")
    expect(page.locator("[data-flats]")).not_to_have_count(0)
    page.locator(f"[data-draw-kind={what}]").click()
    expect(page.locator(".st-map-choosing")).to_have_count(1)


def drawn(page: Page) -> Polygon:
    return Polygon.reading(parse_qs(urlsplit(page.url).query)["area"][0])


def chosen(page: Page) -> Point:
    return read_point(parse_qs(urlsplit(page.url).query)["at"][0])


def test_an_area_drawn_with_the_mouse_is_what_the_list_shows_and_what_a_colleague_sees(visit) -> None:
    page = visit()
    begin_drawing(page, "area", "?radius_km=5&most_rent=900")
    for place in AROUND_POROS:
        page.mouse.click(*spot(page, *place))
        page.wait_for_timeout(50)
    expect(page.locator(".st-corner")).to_have_count(3)
    x, y = spot(page, *AROUND_POROS[0])
    with page.expect_navigation():
        page.mouse.click(x + 4, y + 4)  # the first, near enough

    expect(page.locator("#found")).to_have_text("2 listings in the drawn area.")
    assert (titles(page), len(drawn(page).corners)) == (["Poros too", "Poros"], 3)
    assert "most_rent=900" in page.url
    expect(page.locator("path.st-drawn")).to_have_count(1)
    expect(page.locator("[data-flats]")).to_have_count(2)

    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_timeout(400)
    assert (titles(page), "area=" in page.url) == (["Poros too", "Poros"], True)

    colleague = visit()
    colleague.goto(urlsplit(page.url)._replace(scheme="", netloc="").geturl())
    assert titles(colleague) == ["Poros too", "Poros"]
    colleague.get_by_role("link", name="Remove the area").click()
    expect(colleague.locator("[data-marker]")).to_have_count(3)


def test_a_double_click_or_enter_closes_an_area_and_escape_forgets_it(visit) -> None:
    page = visit()
    begin_drawing(page, "area")
    first, second, third = (spot(page, *place) for place in AROUND_POROS)
    page.mouse.click(*first)
    page.keyboard.press("Escape")
    expect(page.locator(".st-map-choosing, .st-corner")).to_have_count(0)
    expect(page.get_by_role("button", name="Draw an area")).to_be_focused()

    page.keyboard.press("Enter")
    for corner in (first, second):
        page.mouse.click(*corner)
        page.wait_for_timeout(50)
    page.keyboard.press("Enter")  # too early
    expect(page.get_by_role("button", name="Close the area")).to_have_count(0)
    with page.expect_navigation():
        page.mouse.dblclick(*third)
    assert (titles(page), len(drawn(page).corners)) == (["Poros too", "Poros"], 3)


def test_a_corner_can_stand_where_the_legend_lies(visit) -> None:
    page = visit()
    begin_drawing(page, "area", "?heat=y&view=map")
    for what in (".st-legend-fold", ".st-scale"):
        box = page.locator(what).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 10)
        page.wait_for_timeout(50)
    expect(page.locator(".st-corner")).to_have_count(2)
    page.keyboard.press("Escape")
    page.locator(".st-legend-fold > summary").click()
    expect(page.locator(".st-legend")).to_be_hidden()


def test_an_area_is_drawn_by_touch_on_a_telephone_and_right_to_left(visit) -> None:
    page = visit(language="rtl", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    begin_drawing(page, "area")
    for place in AROUND_POROS:
        page.touchscreen.tap(*spot(page, *place))
        page.wait_for_timeout(400)  # not a double tap
    with page.expect_navigation():
        page.locator("[data-draw-done]").tap()
    assert titles(page) == ["Poros too", "Poros"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_point_chosen_on_the_map_is_where_distances_begin(visit) -> None:
    page = visit()
    begin_drawing(page, "point", "?radius_km=5&order=distance")
    where = page.locator("[data-flats]").first.bounding_box()
    with page.expect_navigation():
        page.mouse.click(where["x"] + where["width"] / 2, where["y"] + where["height"] / 2)  # through the mark

    expect(page.locator(".st-point")).to_have_count(1)
    expect(page.locator("#found")).to_contain_text("within 5 km of the point near")
    at = chosen(page)
    ordered = sorted(FLATS, key=lambda title: geodesic_km(at, Point(*FLATS[title])))
    assert titles(page) == ordered
    page.get_by_role("link", name="Remove the point").click()
    expect(page.locator(".st-point")).to_have_count(0)


def test_a_point_is_chosen_by_the_keyboard_alone(visit) -> None:
    page = visit()
    begin_drawing(page, "point")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert chosen(page).longitude > 25.1442
    assert "bbox=" not in page.url  # the map that was moved for it did not filter the list


def test_after_a_move_of_the_map_what_stands_over_it_keeps_the_part_in_view(visit) -> None:
    page = visit()
    page.goto("/listings?radius_km=5&at=35.3312,25.1467")
    expect(page.locator("[data-flats]")).not_to_have_count(0)
    page.get_by_role("button", name="Zoom out").click()
    expect(page.locator("#found")).to_contain_text("in what the map shows")
    in_view = parse_qs(urlsplit(page.url).query)["bbox"]
    expect(page.locator("#around-parts [name=bbox]")).to_have_value(in_view[0])
    page.get_by_role("link", name="Remove the point").click()
    expect(page.get_by_role("link", name="Remove the point")).to_have_count(0)
    now = parse_qs(urlsplit(page.url).query)
    assert ("at" in now, now["bbox"], now["radius_km"]) == (False, in_view, ["0"])
    page.locator("[data-draw-kind=point]").click()
    expect(page.locator(".st-map-choosing")).to_have_count(1)
