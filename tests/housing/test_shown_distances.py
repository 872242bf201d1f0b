"""Whatever says how far a flat is agrees with geopy's geodesic to half a percent or half a metre; so does the order."""

import json
import re

import pytest
from geopy.distance import geodesic
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.i18n import distance, speaking
from core.structure import Centre
from housing.models import Listing
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

CENTRE = 35.3387, 25.1442
SHOWN = re.compile(r"([\d,]+(?:\.\d+)?)\s(km|m)(?![\w²])")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database: tests/housing/test_search.py compares their orders."""
    return sqlite_url


def kilometres(words: str) -> float:
    [(figure, unit)] = SHOWN.findall(words)
    value = float(figure.replace(",", ""))
    return value / 1000 if unit == "m" else value


def is_right(shown: float, exact: float) -> bool:
    return shown == pytest.approx(exact, rel=0.005, abs=0.0005)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 500))
def test_a_distance_is_written_to_half_a_percent(app, exact: float):
    with app.test_request_context(), speaking("en"):
        assert is_right(kilometres(distance(exact)), exact)


def _popup(client: PageClient, key: int) -> str:
    found = re.search(r'"lines":(\[[^]]*\])', client.get(f"/listings/{key}/map.js").text)
    assert found is not None
    last: str = json.loads(found[1])[-1]
    return last


near = st.tuples(st.floats(35.32, 35.36), st.floats(25.12, 25.17))
far = st.tuples(st.floats(35.0, 35.6), st.floats(24.7, 25.6))
places = st.lists(near | far | st.just((35.34, 25.15)) | st.just(CENTRE), min_size=2, max_size=6)


@settings(
    max_examples=5, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(places)
def test_list_map_file_and_page_agree_with_the_geodesic(
    client: PageClient, session: Session, places: list[tuple[float, float]]
):
    session.execute(delete(Listing))
    centre = session.query(Centre).first()
    if centre is None:
        centre = rows.add_centre(session)
        enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    flats = [rows.add_listing(session, centre, latitude=y, longitude=x) for y, x in places]
    session.commit()
    exact = {flat.id: geodesic(CENTRE, place).km for flat, place in zip(flats, places, strict=True)}
    within = sorted((km, key) for key, km in exact.items() if km <= 50)

    listed = client.page("/listings?radius_km=50").xpath("//*[@data-marker]")
    assert [int(row.get("data-marker")) for row in listed] == [key for _, key in within]
    for row, (km, _) in zip(listed, within, strict=True):
        assert is_right(kilometres(text(row)), km)

    table = client.page("/listings?radius_km=50&view=table").xpath("//td[@data-th='Distance']")
    assert all(is_right(kilometres(text(cell)), km) for cell, (km, _) in zip(table, within, strict=True))

    script = client.get("/listings/points.geojson?radius_km=50&bbox=23,34,27,36&zoom=18").get_json(force=True)
    popups = [flat for mark in script["features"] for flat in mark["properties"].get("flats", [])]
    assert {int(flat["id"]) for flat in popups} == {key for _, key in within}
    for flat in popups:
        assert is_right(kilometres(flat["lines"][-1]), exact[int(flat["id"])])

    saved = client.get("/listings/export?radius_km=50&kind=geojson").get_json(force=True)["features"]
    assert [feature["properties"]["id"] for feature in saved] == [key for _, key in within]
    for feature, (km, _) in zip(saved, within, strict=True):
        assert is_right(feature["properties"]["distance_km"], km)

    for key, km in list(exact.items())[:1]:
        [centre_row] = client.page(f"/listings/{key}").xpath("//*[@id='nearby-part']//dd")
        assert is_right(kilometres(text(centre_row)), km)
        assert is_right(kilometres(_popup(client, key)), km)
