"""What the map shows at first comes with its script: the same that it would be told if it asked."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.services.mapping.spots_in_view import MOST_PINS
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}`{{ 7 * 7 }}\u2028'"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def first_sight(client: PageClient, query: str) -> dict[str, Any]:
    script = client.get(f"/listings/map.js?{query}").text
    assert not re.search(r"</script|<img|`|\$\{a|\u2028", script)
    found = re.search(r"stegiMap\.dress\(\w+, (\{.*\})\);", script)
    assert found is not None
    return json.loads(found[1])["first"]


def asked(client: PageClient, query: str, zoom: int, box: list[list[float]]) -> list[dict[str, Any]]:
    (south, west), (north, east) = box
    answer = client.get(f"/listings/points.geojson?{query}&bbox={west},{south},{east},{north}&zoom={zoom}")
    return answer.get_json(force=True)["features"]


CRETE, TOWN = [[34.7, 23.4], [35.8, 26.4]], [[35.2, 25.0], [35.4, 25.3]]
SEEN = "bbox=25.05,35.25,25.25,35.40"


@pytest.mark.parametrize("number", [3, MOST_PINS + 1])
@pytest.mark.parametrize("query", ["", "radius_km=50", f"radius_km=0&{SEEN}", "most_rent=460&marks=rent"])
def test_it_is_what_would_be_answered(officer: PageClient, session: Session, centre: Centre, number: int, query: str):
    for i in range(number):
        rows.add_listing(session, centre, HOSTILE, latitude=35.30 + i / 4000, longitude=25.1442 + i % 7 / 1000)
    session.commit()
    first = first_sight(officer, query)
    within = re.sub("bbox=[^&]*", "", query)
    for zoom in set(first["zooms"]):
        assert first["features"] == asked(officer, within, zoom, first["box"] or (CRETE if zoom < 12 else TOWN))
    is_from_afar = "radius_km=50" in query
    assert (first["zooms"][1] == 18) == (number == 3 and not is_from_afar)
    assert (first["box"] is None) == ("bbox" not in query)


def test_a_wrong_filter_shows_nothing_and_the_whole_world_is_seen(officer: PageClient):
    assert first_sight(officer, "most_rent=much") is None
    assert first_sight(officer, "radius_km=0&bbox=-180,-90,180,90")["zooms"] == [8, 18]
    assert officer.get("/listings/map.svg?radius_km=0&bbox=-180,-90,180,90").status_code == 200


@pytest.mark.parametrize(("size", "asks"), [((1440, 900), 0), ((360, 740), 1)])
def test_a_screen_of_usual_size_need_not_ask(
    officer: PageClient,
    new_page: NewPage,
    live_server: str,
    session: Session,
    centre: Centre,
    size: tuple[int, int],
    asks: int,
):
    rows.add_listing(session, centre, HOSTILE)
    for i in range(2):
        rows.add_listing(session, centre, f"Beside {i}", latitude=35.3312, longitude=25.15)
    session.commit()
    cookie = officer.get_cookie("session")
    assert cookie is not None
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/listings", wait_until="networkidle")
    expect(page.locator(".st-pin, .st-pin-many").first).to_be_attached()
    assert len([address for address in requests if "points.geojson" in address]) == asks
    assert len([address for address in requests if "/map.js" in address]) == 2  # one for all maps, and that of the list
    expect(page.locator(".st-pin, .st-pin-many")).to_have_count(len(asked(officer, "", 13 - 2 * asks, TOWN)))
    if not asks:
        page.locator("#pin-1").press("Enter")
        expect(page.locator(".st-popup a")).to_have_text(HOSTILE)
