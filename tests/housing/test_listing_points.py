"""What the map is told of the adverts in sight: bounded, permitted, and the same that the list says."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.forms.search import BoxForm
from housing.services.mapping.spots_in_view import MOST_PINS
from housing.states import ListingStatus
from maps.region import region
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

TOWN = "bbox=25.0,35.2,25.3,35.4&zoom=12"
ISLAND = "bbox=23.4,34.8,26.4,35.7&zoom=9"
FAR = "radius_km=50"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def points(client: PageClient, query: str) -> list[tuple[list[float], list[str], str]]:
    """Where each mark stands, the flats that it opens, and what is written on it."""
    answer = client.get(f"/listings/points.geojson?{query}")
    assert answer.mimetype == "application/geo+json"
    told = ((f["geometry"]["coordinates"], f["properties"]) for f in answer.get_json(force=True)["features"])
    return [
        (at, [flat["title"] for flat in mark.get("flats", [])], mark.get("label") or mark["flats"][0]["label"])
        for at, mark in told
    ]


def add_many(session: Session, centre: Centre, number: int, **where: float) -> None:
    for i in range(number):
        rows.add_listing(session, centre, f"Flat {i}", **({"latitude": 35.33 + i / 100_000} | where))


def test_flats_of_one_place_share_a_circle_that_opens_them(officer: PageClient, session: Session, centre: Centre):
    add_many(session, centre, 2, latitude=35.33, longitude=25.14)
    rows.add_listing(session, centre, "Alone", latitude=35.34, longitude=25.13, rent="410.00")
    session.commit()
    assert points(officer, TOWN) == [
        ([25.13, 35.34], ["Alone"], "€410"),
        ([25.14, 35.33], ["Flat 0", "Flat 1"], "2"),
    ]


def test_from_far_away_neighbours_are_counted_and_one_alone_stays_a_pin(
    officer: PageClient, session: Session, centre: Centre
):
    add_many(session, centre, 3, latitude=35.33, longitude=25.14)
    rows.add_listing(session, centre, "Village", latitude=35.05, longitude=24.95)
    session.commit()
    assert points(officer, f"{ISLAND}&{FAR}") == [
        ([24.95, 35.05], ["Village"], "€450"),
        ([25.14, 35.33], [], "3"),
    ]


@pytest.mark.parametrize("zoom", [12, 18])
def test_there_are_never_more_pins_than_somebody_can_look_at(
    officer: PageClient, session: Session, centre: Centre, zoom: int
):
    add_many(session, centre, MOST_PINS)
    session.commit()
    town = f"bbox=25.0,35.2,25.3,35.4&zoom={zoom}"
    assert len(points(officer, town)) == MOST_PINS
    add_many(session, centre, 2, latitude=35.331)
    session.commit()
    shown = points(officer, town)
    assert len(shown) < MOST_PINS
    assert sum(len(titles) or int(label) for _, titles, label in shown) == MOST_PINS + 2


@pytest.mark.parametrize("sight", [TOWN, ISLAND])
def test_what_is_gone_elsewhere_or_filtered_out_is_not_told(
    officer: PageClient, session: Session, centre: Centre, sight: str
):
    rows.add_listing(session, centre, "Dear", rent="700.00")
    rows.add_listing(session, centre, "Small", size_m2=30)
    rows.add_listing(session, centre, "Narrow", bedrooms=0)
    rows.add_listing(session, rows.add_centre(session, "chania"), "Another centre's")
    rows.add_listing(session, centre, "Let").status = ListingStatus.LET
    rows.add_listing(session, centre, "Far", latitude=35.25)
    session.commit()
    filters = "most_rent=500&least_bedrooms=1&least_size_m2=40"
    assert points(officer, f"{sight}&{filters}") == []
    rows.add_listing(session, centre, "Fits", size_m2=60, bedrooms=2)
    session.commit()
    assert [titles for _, titles, _ in points(officer, f"{sight}&{filters}")] == [["Fits"]]


@pytest.mark.parametrize("zoom", [8, 9, 10, 11, 13])
def test_what_is_kept_of_cells_and_what_is_counted_give_the_same_marks(
    officer: PageClient, session: Session, centre: Centre, zoom: int
):
    for i in range(MOST_PINS + 50):
        where = {"latitude": 35.0 + i * 7919 % 10_007 / 20_000, "longitude": 24.0 + i * 104_729 % 9_973 / 5_000}
        rows.add_listing(session, centre, **where)
    session.commit()
    sight = f"bbox=23.4,34.8,26.4,35.7&zoom={zoom}"
    kept, counted = (points(officer, f"{sight}&{which}") for which in ("radius_km=0", "radius_km=0&most_rent=9999"))
    assert kept == counted
    assert sum(len(titles) or int(label) for _, titles, label in kept) == MOST_PINS + 50


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "query",
    ["", "bbox=25,35,26,36", "zoom=12", "bbox=25,35,26&zoom=12", "bbox=25,35,26,x&zoom=12", "bbox=26,35,25,36&zoom=12",
     "bbox=nan,35,26,36&zoom=12", "bbox=25,35,26,360&zoom=12", "bbox=25,35,26,36&zoom=7", "bbox=25,35,26,36&zoom=19",
     "bbox=25,35,26,36&zoom=12.5", f"{TOWN}&most_rent=much"],
)  # fmt: skip
def test_what_names_no_view_or_no_filter_finds_nothing(officer: PageClient, query: str):
    assert officer.get(f"/listings/points.geojson?{query}").status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_asks_for_the_whole_world_from_near_gets_coarse_cells(
    officer: PageClient, session: Session, centre: Centre
):
    add_many(session, centre, MOST_PINS + 1)
    session.commit()
    assert len(points(officer, "bbox=-180,-90,180,90&zoom=18")) == 1


def test_of_the_whole_world_a_list_looks_where_a_map_can_be_moved_to(app: Flask):
    """It took twenty seconds, however few adverts there were: a search grows by bands of a thousandth of a degree."""
    with app.test_request_context():
        assert BoxForm(MultiDict({"bbox": "-180,-90,180,90"})).bbox.data == region().ground


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_list_of_the_whole_world_is_the_list_of_the_region(officer: PageClient, session: Session, centre: Centre):
    add_many(session, centre, 3)
    session.commit()
    page = officer.page("/listings?radius_km=0&bbox=-180,-90,180,90")
    assert len(page.xpath("//li[@data-marker]")) == 3
    assert officer.get("/listings?radius_km=0&bbox=2,48,3,49").status_code == 422


def test_only_who_may_see_listings_is_told(client: PageClient, session: Session, centre: Centre):
    assert client.get(f"/listings/points.geojson?{TOWN}").status_code == 302
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_APPROVER, centre))
    assert client.get(f"/listings/points.geojson?{TOWN}").status_code == 403
