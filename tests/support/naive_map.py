"""A map as folium makes it by itself, with every flat in its page; and how soon a browser can use one."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import folium
from flask import Flask, send_from_directory
from folium.plugins import MarkerCluster
from playwright.sync_api import BrowserContext

from maps.distance import Point

STATIC = Path(__file__).parents[2] / "static"
OWN = Path(__file__).parent / "folium"
CRETE = 35.2, 24.9
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
MARKED = "() => document.querySelector('.st-pin, .st-pin-many, .marker-cluster')"
MADE = "() => document.querySelector('.leaflet-container')"


class Flat(NamedTuple):
    """What a popup says of a flat."""

    point: Point
    rent: str
    title: str
    lines: tuple[str, ...]
    url: str


def draw_naively(flats: Iterable[Flat]) -> str:
    """A page with a marker for each flat, its rent as a tooltip and the rest as a popup. Its files come from here; as
    on our map there are no tiles.
    """
    chart = folium.Map(CRETE, zoom_start=9, tiles=None)
    chart.options["maxZoom"] = 18
    chart.default_js = [("leaflet", "/static/vendor/leaflet/leaflet.js"), ("jquery", "/folium/jquery.min.js")]
    chart.default_css = [("leaflet_css", "/static/vendor/leaflet/leaflet.css")]
    cluster = MarkerCluster()
    cluster.default_js = [("markerclusterjs", "/folium/leaflet.markercluster.js")]
    cluster.default_css = [(name, f"/folium/{name}") for name in ("MarkerCluster.css", "MarkerCluster.Default.css")]
    cluster.add_to(chart)
    for flat in flats:
        words = "".join(f"<p>{line}</p>" for line in (f'<a href="{flat.url}">{flat.title}</a>', *flat.lines))
        marker = folium.Marker(
            (flat.point.latitude, flat.point.longitude), popup=folium.Popup(words, max_width=300), tooltip=flat.rent
        )
        marker.add_to(cluster)
    page: str = chart.get_root().render()
    return page


def site(pages: Mapping[str, str]) -> Flask:
    """Serves the pages by their names, with the files that they load."""
    app = Flask(__name__, static_folder=str(STATIC))
    app.add_url_rule("/folium/<name>", "folium", lambda name: send_from_directory(OWN, name))
    app.add_url_rule("/<name>", "page", lambda name: pages[name])
    return app


def milliseconds_until(context: BrowserContext, address: str, is_usable: str) -> float:
    """From asking for the page until what makes its map usable is painted; what the server needs is part of it."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.wait_for_function(is_usable, timeout=120_000)
    painted: float = page.evaluate(PAINTED)
    page.close()
    return painted
