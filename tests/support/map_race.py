"""How soon a map can be used: ours, folium's own with every flat in its page, and an empty one, in turns in one run.

What is empty is the map alone: a page like ours, of as many rows and files, whose script makes a map of Leaflet and
nothing on it. `bare` is such a map with no page around it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import NamedTuple

from flask import Flask, Response
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app
from core.auth.access import public
from core.auth.permissions import StaffRole
from housing.models import ListingSpot
from maps.distance import Point, distance_km
from tests.support import naive_map, rows
from tests.support.browser import serving
from tests.support.many_spots import add_spots
from tests.support.naive_map import MADE, MARKED, Flat, milliseconds_until
from tests.support.pages import PageClient
from tests.support.visits import enter

SCREEN = {"width": 1440, "height": 900}
EMPTY_SCRIPT = 'L.map("map_1", {center: [35.3387, 25.1442], zoom: 12});'
BARE = """<!doctype html><html lang="en"><head><title>Map</title><link rel="icon" href="/static/favicon.svg">
<link rel="stylesheet" href="/static/vendor/leaflet/leaflet.css"><style>#map { width: 820px; height: 730px }</style>
</head><body><div id="map"></div><script src="/static/vendor/leaflet/leaflet.js"></script>
<script>L.map("map", {center: [35.3387, 25.1442], zoom: 12});</script></body></html>"""


class Times(NamedTuple):
    """Milliseconds, medians: what the server and what the browser needs."""

    naive_server: float
    naive_browser: float
    few: float  # ours, with as many flats as the naive one
    many: float
    empty: float
    bare: float


def race(browser: Browser, client: PageClient, session: Session, *, few: int, many: int, rounds: int) -> Times:
    """Each map is visited once before it counts: what browsers keep is counted apart."""
    centre = rows.add_centre(session)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    rows.add_listing(session, centre)
    session.commit()
    add_spots(session, few)
    begun = time.perf_counter()
    page = naive_map.draw_naively(_flats(session))
    naive_server = 1000 * (time.perf_counter() - begun)
    cookie = client.get_cookie("session")
    assert cookie is not None
    with _track({"naive": page, "bare": BARE}, browser, client.application, cookie.value) as (
        visit,
        others,
        ours,
        empty,
    ):
        # One after the other: folium's page, ten megabytes, is still being put away while the next one opens.
        times = _in_turns({"naive": lambda: visit(f"{others}/naive", MARKED)}, min(rounds, 3))
        times |= _in_turns({"few": lambda: visit(f"{ours}/listings", MARKED)}, rounds)
        add_spots(session, many)
        second = {
            "bare": lambda: visit(f"{others}/bare", MADE),
            "empty": lambda: visit(f"{empty}/listings", MADE),
            "many": lambda: visit(f"{ours}/listings", MARKED),
        }
        times |= _in_turns(second, rounds)
    return Times(naive_server, times["naive"], times["few"], times["many"], times["empty"], times["bare"])


def _flats(session: Session) -> Iterator[Flat]:
    """The same words that our map has of each."""
    centre = Point(35.3387, 25.1442)
    spots = session.execute(
        select(ListingSpot.listing_id, ListingSpot.latitude, ListingSpot.longitude, ListingSpot.monthly_rent)
    )
    for listing_id, latitude, longitude, rent in spots:
        point = Point(latitude, longitude)
        facts = "Verified", "82 m², 2 bedrooms, floor 3, lift", "Poros, Heraklion"
        lines = *facts, f"{distance_km(centre, point):.1f} km"
        yield Flat(point, f"€{rent:.0f}", "Flat 82 m², Poros", lines, f"/listings/{listing_id}")


@contextmanager
def _track(
    pages: dict[str, str], browser: Browser, app: Flask, cookie: str
) -> Iterator[tuple[Callable[[str, str], float], str, str, str]]:
    """How to visit a page, and where the pages, the service, and the service with an empty map are."""
    emptied = create_app(app.extensions["stegi.settings"])
    script = public(lambda: Response(EMPTY_SCRIPT, mimetype="text/javascript"))
    emptied.view_functions["housing.listings_map_script"] = script
    with ExitStack() as stack:
        others, ours, empty = (stack.enter_context(serving(each)) for each in (naive_map.site(pages), app, emptied))
        contexts: dict[str, BrowserContext] = {}
        for address in (others, ours, empty):
            contexts[address] = browser.new_context(viewport=SCREEN)
            stack.callback(contexts[address].close)
            contexts[address].add_cookies([{"name": "session", "value": cookie, "url": address}])

        def visit(address: str, is_usable: str) -> float:
            return milliseconds_until(contexts[address.rpartition("/")[0]], address, is_usable)

        yield visit, others, ours, empty


def _in_turns(visits: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in visits}
    for number in range(rounds + 1):
        for name, visit in visits.items():
            milliseconds = visit()
            if number:
                taken[name].append(milliseconds)
    return {name: median(each) for name, each in taken.items()}
