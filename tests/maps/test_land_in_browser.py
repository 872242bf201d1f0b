"""The land under the map: where the outline has it, from near and from far away, and no more of it than is in sight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from maps.distance import Point
from maps.outline import outline
from tests.support.browser import serving

STATIC = Path(__file__).parents[2] / "static"
PAGE = """<!doctype html><html lang="en"><head><title>Map</title><link rel="icon" href="/static/favicon.svg">
<link rel="stylesheet" href="/static/vendor/leaflet/leaflet.css"><link rel="stylesheet" href="/static/css/map.css">
</head><body><div class="st-map"><div class="folium-map" id="map"></div></div>
<script src="/static/vendor/leaflet/leaflet.js"></script><script src="/static/land/crete.js"></script>
<script src="/static/js/outline.js"></script></body></html>"""
BEGIN = """() => {
    window.map = L.map("map", { zoomSnap: 0.25, center: [35.2, 24.9], zoom: 8 });
    window.map.createPane("land");
    window.stegiOutline.draw(window.map, window.stegiLand, "land");
}"""
# Of a grid over the map: latitude, longitude, and whether land is drawn there.
LOOK = """([latitude, longitude, zoom]) => {
    const land = document.querySelector(".st-land"), map = window.map;
    map.setView([latitude, longitude], zoom, { animate: false });
    const size = map.getSize(), found = [];
    for (let x = 5; x < size.x; x += 120) {
        for (let y = 5; y < size.y; y += 90) {
            const at = map.containerPointToLatLng([x, y]), { x: left, y: top } = map.latLngToLayerPoint(at);
            found.push([at.lat, at.lng, land.isPointInFill(new DOMPoint(left, top))]);
        }
    }
    return found;
}"""
POINTS = """() => Array.from(document.querySelectorAll(".st-land, .st-coast, .st-border"),
    drawn => drawn.getAttribute("d").split(/[ML]/).length).reduce((a, b) => a + b)"""
VIEWS = {
    "island": (35.2, 24.9, 8),
    "west": (35.4, 23.9, 9.75),
    "town": (35.3387, 25.1442, 12.25),
    "harbour": (35.3445, 25.1363, 17),
    "moved": (35.0, 25.7, 11),
}


@pytest.fixture
def live_server() -> Iterator[str]:
    app = Flask(__name__, static_folder=str(STATIC))
    app.add_url_rule("/", "map", lambda: PAGE)
    with serving(app) as address:
        yield address


@pytest.fixture
def island(page: Page) -> Page:
    page.goto("/")
    page.evaluate(BEGIN)
    return page


def is_land(latitude: float, longitude: float) -> bool:
    return any(Point(latitude, longitude) in shape for shape in outline().land)


def test_land_is_drawn_where_there_is_some(island: Page) -> None:
    for name, view in VIEWS.items():
        near = 4 * 360 / (256 * 2 ** view[2])  # degrees: so close to a coast a pixel may be either
        found = island.evaluate(LOOK, view)
        sure = [
            (latitude, longitude, is_drawn)
            for latitude, longitude, is_drawn in found
            if is_land(latitude + near, longitude - near) == is_land(latitude - near, longitude + near)
        ]
        assert len(sure) > 0.7 * len(found), name
        assert [spot for spot in sure if spot[2] != is_land(*spot[:2])] == [], name
        assert {is_drawn for *_, is_drawn in sure} == {True, False}, name


def test_what_is_out_of_sight_is_not_drawn(island: Page) -> None:
    island.evaluate(LOOK, VIEWS["island"])
    from_afar = island.evaluate(POINTS)
    island.evaluate(LOOK, VIEWS["harbour"])
    assert island.evaluate(POINTS) < from_afar / 20
