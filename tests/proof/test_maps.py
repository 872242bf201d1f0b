"""The map with ten thousand and with a million adverts: as large, and as quick from far away."""

import gzip
import time
from collections.abc import Callable
from statistics import median

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.pages import PageClient
from tests.support.visits import enter

FEW, MANY = 10_000, 1_000_000
ROUNDS = 15
ISLAND = "radius_km=0&bbox=23.4,34.8,26.4,35.7"
FILTERED = "most_rent=450&least_bedrooms=2"


def test_the_map_of_a_million_adverts_is_as_that_of_ten_thousand(
    client: PageClient,
    session: Session,
    record_property: Callable[[str, object], None],
    database_url: str,
) -> None:
    centre = rows.add_centre(session)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    rows.add_listing(session, centre)
    session.commit()
    figures: list[dict[str, float]] = []
    for number in (FEW, MANY):
        add_spots(session, number)
        figures.append(_measure(client))
    few, many = figures
    name = database_url.partition(":")[0].partition("+")[0]
    for what in few:
        record_property(f"{name}_{what}_of_{FEW}", round(few[what], 2))
        record_property(f"{name}_{what}_of_{MANY}", round(many[what], 2))
    assert many["page_bytes"] <= 1.01 * few["page_bytes"]
    for zoom in (8, 9, 10):
        assert many[f"zoom_{zoom}_ms"] <= 1.5 * few[f"zoom_{zoom}_ms"]
        assert many[f"zoom_{zoom}_bytes"] <= 1.5 * few[f"zoom_{zoom}_bytes"]
        assert many[f"zoom_{zoom}_bytes"] <= 60_000


def _measure(client: FlaskClient) -> dict[str, float]:
    figures: dict[str, float] = {"page_bytes": len(client.get(f"/listings?{ISLAND}").data)}
    for zoom in (8, 9, 10):
        address = f"/listings/points.geojson?{ISLAND}&zoom={zoom}"
        figures[f"zoom_{zoom}_bytes"] = len(gzip.compress(client.get(address).data))
        figures[f"zoom_{zoom}_ms"] = _milliseconds(client, address)
    figures["filtered_ms"] = _milliseconds(client, f"/listings/points.geojson?{ISLAND}&zoom=9&{FILTERED}")
    return figures


def _milliseconds(client: FlaskClient, address: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        assert client.get(address).status_code == 200
        taken.append(time.perf_counter() - begun)
    return 1000 * median(taken)
