"""The rendered map in a real browser, under a policy that allows nothing inline."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.typing import ResponseReturnValue
from playwright.sync_api import Page, expect

from core import long_lived
from maps.clusters import cell_of, in_millionths, side
from maps.distance import BoundingBox, Point
from maps.picture import Area, Crowd, Ground, MapTexts, Marker, Picture, Pin, Ring
from maps.points import write_points
from maps.rendering import render
from maps.still import draw
from tests.support.browser import NewPage, serving

STATIC = Path(__file__).parents[2] / "static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}`{{ 7 * 7 }}"

HERAKLION = Picture(
    centre=Point(35.3387, 25.1442),
    centre_name="Κέντρο Ηρακλείου",
    texts=MapTexts("Χάρτης", "Πιο κοντά", "Πιο μακριά", "Κλείσιμο", "Δεν φορτώθηκαν", f"Ακτογραμμή: {HOSTILE}"),
    language="el",
    markers=(
        Marker("1", Point(35.3382, 25.1492), HOSTILE, Pin.GOOD, HOSTILE, (HOSTILE, "0,4 χλμ."), "/listings/1"),
        Marker("2", Point(35.3250, 25.1265), "410 €", Pin.NEAR, "Διαμέρισμα 68 τ.μ.", (), "/listings/2"),
        Marker("3", Point(35.3175, 25.1640), "380 €", Pin.POOR, "Διαμέρισμα 50 τ.μ."),
    ),
    rings=(Ring(1, "1 χλμ."), Ring(2, "2 χλμ.")),
    radius_km=2.5,
)
CROWD = replace(
    HERAKLION,
    markers=tuple(
        Marker(str(i), Point(35.330 + i % 10 / 1000, 25.14 + i // 10 / 1000), f"{400 + i} €", Pin.GOOD, f"Flat {i}")
        for i in range(100)
    ),
)
NEIGHBOURHOOD = replace(
    HERAKLION, markers=(), rings=(), radius_km=None, area=Area.around_home(Point(35.3391, 25.1588), "Εδώ γύρω")
)
ASKING = replace(HERAKLION, markers=(), rings=(), radius_km=10, points=("/points?most_rent=500",) * 2)
NUMBERED = replace(
    HERAKLION,
    rings=(),
    radius_km=50,
    markers=tuple(
        Marker(
            str(i), Point(35.31 + i / 50, 25.17), f"{i}: 450 €", Pin.PLAIN, f"Flat {i}", shape="nearly", short=str(i)
        )
        for i in (1, 2, 3, 4)
    ),
)
ONE_POINT = replace(
    NUMBERED,
    markers=(
        replace(NUMBERED.markers[0], id="2-3", label="2, 3", short="2, 3", flats=NUMBERED.markers[1:3]),
        NUMBERED.markers[3],
    ),
)
PICTURES = {
    "one-point": ONE_POINT,
    "numbered": NUMBERED,
    "heraklion": HERAKLION,
    "crowd": CROWD,
    "neighbourhood": NEIGHBOURHOOD,
    "asking": ASKING,
}

NEAR = 13
TWINS = tuple(replace(marker, point=Point(35.3250, 25.1265)) for marker in HERAKLION.markers[:2])
GROUND = Ground(side(NEAR - 2), (cell_of(Point(35.5, 24), NEAR - 2), cell_of(HERAKLION.centre, NEAR - 2)))
FROM_AFAR = ((), (Crowd(HERAKLION.centre, "1.203", f"1.203 {HOSTILE}", ground=GROUND),))
FROM_NEAR = ((HERAKLION.markers[0],), (Crowd(TWINS[0].point, "2", "2 at one place", TWINS),))

PAGE = """<!doctype html><html lang="el"><head><title>Map</title><link rel="icon" href="/static/favicon.svg">
<link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/ground.css">
{styles}</head>
<body><p data-marker="2" data-at="{at}"><a href="/">Row</a></p>
<div class="st-map-frame">{body}</div>{scripts}</body></html>"""


@pytest.fixture
def live_server() -> Iterator[str]:
    app = Flask(__name__, static_folder=str(STATIC))
    long_lived.init_app(app)

    @app.get("/<name>")
    def page(name: str) -> str:
        rendered = render(PICTURES[name], still_url=f"/{name}/map.svg")
        addresses = (*rendered.scripts, f"/{name}/map.js")
        return PAGE.format(
            at=in_millionths(HERAKLION.centre),
            body=rendered.body,
            styles="".join(f'<link rel="stylesheet" href="{address}">' for address in rendered.styles),
            scripts="".join(f'<script src="{address}"></script>' for address in addresses),
        )

    @app.get("/<name>/map.js")
    def script(name: str) -> Response:
        return Response(render(PICTURES[name]).script, mimetype="text/javascript")

    @app.get("/<name>/map.svg")
    def still(name: str) -> Response:
        return Response(draw(PICTURES[name]), mimetype="image/svg+xml")

    @app.get("/points")
    def points() -> ResponseReturnValue:
        assert request.args["most_rent"] == "500"
        west, south, east, north = map(float, request.args["bbox"].split(","))
        assert HERAKLION.centre in BoundingBox(south, west, north, east)
        return write_points(*(FROM_NEAR if int(request.args["zoom"]) >= NEAR else FROM_AFAR))

    @app.after_request
    def forbid_inline(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    with serving(app) as address:
        yield address


def test_land_names_rings_centre_and_pins_are_drawn(page: Page) -> None:
    page.goto("/heraklion")

    expect(page.locator(".st-land")).to_have_count(1)
    assert page.locator(".st-land").bounding_box()["height"] > 100
    expect(page.locator(".st-ring")).to_have_count(2)
    expect(page.locator(".st-pin")).to_have_count(3)
    expect(page.get_by_role("img", name="Κέντρο Ηρακλείου")).to_be_visible()
    expect(page.locator(".st-place-town", has_text="Ηράκλειο")).to_be_visible()
    expect(page.locator(".st-ring-label", has_text="1 χλμ.")).to_be_visible()
    expect(page.get_by_role("button", name="Πιο κοντά")).to_be_visible()


def test_hostile_text_is_text_in_pin_popup_and_attribution(page: Page) -> None:
    page.goto("/heraklion")

    page.locator("#pin-1").click()

    expect(page.locator("#pin-1")).to_have_text(HOSTILE)
    expect(page.locator("#pin-1")).to_have_attribute("title", HOSTILE)
    expect(page.locator(".st-popup a")).to_have_text(HOSTILE)
    expect(page.locator(".st-popup a")).to_have_attribute("href", "/listings/1")
    expect(page.locator(".st-popup p")).to_have_text([HOSTILE, HOSTILE, "0,4 χλμ."])
    expect(page.locator(".leaflet-control-attribution")).to_have_text(f"Ακτογραμμή: {HOSTILE}")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_numbered_pin_without_room_still_shows_its_number(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto("/numbered")

    expect(page.locator(".st-pin-dot").first).to_be_visible()
    for number in "1234":
        pin = page.locator(f"#pin-{number}")
        is_dot = "st-pin-dot" in (pin.get_attribute("class") or "")
        shown = pin.locator(".st-pin-short" if is_dot else "span:not(.st-pin-short)")
        expect(shown).to_be_visible()
        expect(shown).to_have_text(number if is_dot else f"{number}: 450 €")
    expect(page.locator(".st-pin-dot .st-shape").first).to_be_hidden()


def test_flats_of_one_point_open_from_one_mark_with_their_numbers(page: Page) -> None:
    page.goto("/one-point")
    shared = page.locator(".st-pin-shared")
    expect(shared.get_by_text("2, 3").first).to_be_visible()
    shared.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-popup-title")).to_have_text(["Flat 2", "Flat 3"])
    page.keyboard.press("Escape")
    page.locator("[data-marker='2']").hover()
    expect(shared).to_have_class(re.compile("st-pin-lifted"))


def test_a_popup_is_opened_read_and_closed_by_keyboard(page: Page) -> None:
    page.goto("/heraklion")
    page.locator("#pin-2").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Διαμέρισμα 68 τ.μ.")).to_be_focused()
    expect(page.get_by_role("button", name="Κλείσιμο")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.locator(".st-popup")).to_have_count(0)
    expect(page.locator("#pin-2")).to_be_focused()


def test_a_row_of_the_list_lifts_its_pin(page: Page) -> None:
    page.goto("/heraklion")

    page.locator("[data-marker]").hover()
    expect(page.locator(".st-pin-lifted")).to_have_id("pin-2")

    page.locator(".st-map").hover()
    expect(page.locator(".st-pin-lifted")).to_have_count(0)


def test_pins_without_room_are_their_shapes_until_the_map_is_near_enough(page: Page) -> None:
    page.goto("/crowd")
    expect(page.locator(".st-pin")).to_have_count(100)
    dots_from_afar = page.locator(".st-pin-dot").count()
    assert dots_from_afar > 80

    assert page.locator(".st-pin-dot > .st-shape.st-is-done:visible").count() == dots_from_afar

    page.get_by_role("button", name="Πιο κοντά").click(modifiers=["Shift"])  # three steps at once

    expect(page.locator(".st-pin-dot")).not_to_have_count(dots_from_afar)
    assert page.locator(".st-pin-dot").count() < dots_from_afar


@pytest.mark.parametrize("width", [360, 1280])
def test_names_neither_cover_one_another_nor_pins(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("/heraklion")

    boxes = page.locator(".st-place:visible, .st-pin, .st-centre").evaluate_all(
        "marks => marks.filter(m => m.id !== 'pin-1').map(m => m.getBoundingClientRect().toJSON())"
    )

    assert len(boxes) > 4
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            apart = a["right"] <= b["left"] + 1 or b["right"] <= a["left"] + 1
            assert apart or a["bottom"] <= b["top"] + 1 or b["bottom"] <= a["top"] + 1


def test_only_places_in_sight_have_a_name_on_the_map(page: Page) -> None:
    page.goto("/heraklion")
    from_near = page.locator(".st-place").count()
    assert 5 < from_near < 25

    page.get_by_role("button", name="Πιο μακριά").click(modifiers=["Shift"])  # three steps at once

    expect(page.locator(".st-place").nth(from_near)).to_be_attached()


def test_without_scripts_the_same_picture_is_an_image_in_the_map_s_place(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/heraklion")

    image, region = page.locator("img.st-map-still"), page.get_by_role("region")
    assert image.bounding_box() == pytest.approx(region.bounding_box(), abs=3)
    assert page.goto("/heraklion/map.svg").headers["content-type"].startswith("image/svg+xml")
    expect(page.locator("svg text", has_text="onerror=alert(1)").first).to_be_attached()


def test_a_neighbourhood_is_a_circle_without_a_pin(page: Page) -> None:
    page.goto("/neighbourhood")

    expect(page.locator(".st-area")).to_have_count(1)
    expect(page.locator(".st-pin")).to_have_count(0)
    expect(page.locator(".st-place", has_text="Εδώ γύρω")).to_be_visible()


def test_a_circle_leads_by_keyboard_to_the_flats_for_which_it_stands(page: Page) -> None:
    page.goto("/asking")
    circle = page.get_by_role("button", name=f"1.203 {HOSTILE}")
    expect(circle).to_have_text("1.203")
    house, on_it = (
        page.locator(mark).evaluate("m => +getComputedStyle(m).zIndex") for mark in (".st-centre", ".st-pin")
    )
    assert house < on_it  # whose figure it must not cover

    circle.press("Enter")
    expect(page.locator("#pin-1")).to_have_text(HOSTILE)
    expect(circle).to_have_count(0)

    page.get_by_role("button", name="2 at one place").press("Enter")
    expect(page.locator(".st-popup a")).to_have_text([HOSTILE, "Διαμέρισμα 68 τ.μ."])
    page.locator("[data-marker]").hover()
    expect(page.locator(".st-pin-lifted")).to_have_text("2")


def test_a_mark_lights_the_rows_of_its_flats(page: Page) -> None:
    page.goto("/heraklion")

    page.locator("#pin-2").focus()
    expect(page.locator("[data-marker]")).to_have_class("is-on")
    page.locator("#pin-3").focus()
    expect(page.locator("[data-marker]")).not_to_have_class("is-on")


def test_a_row_and_the_circle_in_which_it_is_counted_light_one_another(page: Page) -> None:
    page.goto("/asking")
    circle, row = page.locator(".st-pin-many"), page.locator("[data-marker]")
    row.get_by_role("link").focus()
    expect(page.locator(".st-pin-lifted")).to_have_text("1.203")
    circle.focus()
    expect(page.locator(".st-pin-lifted")).to_have_count(0)
    expect(row).to_have_class("is-on")

    row.evaluate("row => { row.dataset.at = '35000000 25144200'; }")
    row.hover()
    expect(page.locator(".st-pin-lifted")).to_have_count(0)


def test_that_nothing_could_be_asked_for_is_said_until_it_can(page: Page, complaints: list[str]) -> None:
    page.route("**/points?*", lambda route: route.fulfill(status=200, body="<h1>Sign in</h1>"))
    page.goto("/asking")
    expect(page.get_by_role("status")).to_have_text("Δεν φορτώθηκαν")

    page.unroute("**/points?*")
    page.get_by_role("button", name="Πιο κοντά").press("Enter")
    expect(page.get_by_role("status")).to_be_empty()
    expect(page.locator(".st-pin-many")).to_have_count(1)
