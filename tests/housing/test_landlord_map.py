"""The flats of one landlord on a map: what the reader may see of them, by stage, and nobody's home."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today, utc_now
from core.structure import Centre
from housing.models import Landlord, Listing
from housing.services.leases.leases import LeaseTerms, sign_lease
from housing.states import ListingStatus
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.visits import enter

TOWN = "bbox=25.0,35.2,25.3,35.4&zoom=12"
ISLAND = "bbox=23.4,34.8,26.4,35.7&zoom=8"
HOSTILE = "<img src=x onerror=alert(1)>{{ 7 * 7 }}"


@pytest.fixture
def landlord(session: Session, centre: Centre) -> Landlord:
    return rows.add_listing(session, centre, HOSTILE).landlord


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient, landlord: Landlord) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def add(session: Session, centre: Centre, landlord: Landlord, title: str, **facts: object) -> Listing:
    listing = rows.add_listing(session, centre, title, **facts)
    listing.landlord = landlord
    session.flush()
    return listing


def points(client: PageClient, landlord: Landlord, sight: str = TOWN) -> dict[str, str]:
    """The flats on the map, each with its shape."""
    answer = client.get(f"/landlords/{landlord.id}/points.geojson?{sight}").get_json(force=True)
    flats = [flat for feature in answer["features"] for flat in feature["properties"].get("flats", [])]
    return {flat["title"]: flat["shape"] for flat in flats}


def test_the_map_shows_the_landlords_flats_of_the_readers_centres_by_stage(
    officer: PageClient, session: Session, centre: Centre, landlord: Landlord
):
    add(session, centre, landlord, "Gone", latitude=35.31, status=ListingStatus.WITHDRAWN)
    add(session, centre, landlord, "Placeless", latitude=None, longitude=None)
    add(session, rows.add_centre(session, "chania"), landlord, "Elsewhere", latitude=35.32)
    merged = add(session, centre, landlord, "Merged", latitude=35.315)
    merged.same_as = add(session, centre, landlord, "Leads", latitude=35.316)
    rows.add_listing(session, centre, "Another landlord's", latitude=35.3)
    session.commit()
    shown = points(officer, landlord)
    assert shown == {HOSTILE: "done", "Gone": "refused", "Leads": "done"}
    page = officer.page(f"/landlords/{landlord.id}")
    told = page.xpath("//table//tr[@data-marker]//a/text()")
    assert shown.keys() <= set(told)
    assert len(page.xpath("//tr[@data-marker][@data-at]")) == len(told) - 1
    assert "Gone" not in officer.get(f"/landlords/{landlord.id}/map.js").text  # it is asked for
    assert officer.get(f"/landlords/{landlord.id}/map.svg").status_code == 200


def test_where_a_household_lives_is_on_no_map_of_flats(
    officer: PageClient, session: Session, centre: Centre, landlord: Landlord
):
    home = add(session, centre, landlord, "Home", latitude=35.31)
    other = rows.add_listing(session, centre, "Same home", latitude=35.31)
    other.dwelling, other.landlord = home.dwelling, landlord
    terms = LeaseTerms(home.monthly_rent, None, today(), today() + timedelta(days=9), today() + timedelta(days=400))
    signer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    sign_lease(session, home, rows.add_household(session, centre), terms, actor=signer, at=utc_now())
    session.commit()
    assert points(officer, landlord).keys() == {HOSTILE}
    assert len(officer.page(f"/landlords/{landlord.id}").xpath("//tr[@data-at]")) == 1
    for where in (ISLAND, f"{TOWN[:-2]}18"):
        answer = officer.get(f"/landlords/{landlord.id}/points.geojson?{where}").get_json(force=True)
        assert len(answer["features"]) == 1
    told = officer.page(f"/landlords/{landlord.id}").xpath("//ul[@class='st-legend']/li/text()")
    assert [words.strip() for words in told] == [
        "Centre of Heraklion",
        "Verified",  # and not what the home is
        "A flat whose rent finds no room yet",
        "So many flats: it opens them or leads nearer",
        "Border of a municipality",
    ]
    assert "€450" in officer.get(f"/landlords/{landlord.id}/map.svg").text
    assert officer.get(f"/landlords/{landlord.id}/map.svg").text.count("€") == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_place_there_is_no_map(officer: PageClient, session: Session, centre: Centre, landlord: Landlord):
    nowhere = rows.add_listing(session, centre, "Nowhere", latitude=None, longitude=None).landlord
    session.commit()
    assert officer.page(f"/landlords/{nowhere.id}").xpath("//*[contains(@class, 'st-map')]") == []
    for path in ("map.js", "map.svg"):
        assert officer.get(f"/landlords/{nowhere.id}/{path}").status_code == 404
    assert points(officer, nowhere) == {}


@pytest.mark.parametrize("path", ["map.js", "map.svg", f"points.geojson?{TOWN}"])
def test_only_who_sees_the_landlord_is_told(
    client: PageClient, session: Session, centre: Centre, landlord: Landlord, path: str
):
    session.commit()
    address = f"/landlords/{landlord.id}/{path}"
    assert client.get(address).status_code == 302
    for role, where in (
        (StaffRole.FINANCE_OFFICER, centre),
        (StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania")),
    ):
        enter(client, session, rows.add_user(session, role, where))
        assert client.get(address).status_code == 403
    assert client.get(address.replace(str(landlord.id), "9999")).status_code == 404


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_of_the_table_lights_its_flat(
    officer: PageClient, session: Session, centre: Centre, landlord: Landlord, new_page: NewPage, live_server: str
):
    add(session, centre, landlord, "Other", latitude=35.31)
    session.commit()
    cookie = officer.get_cookie("session")
    assert cookie is not None
    page = new_page()
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
    page.goto(f"/landlords/{landlord.id}")
    expect(page.locator(".st-pin")).to_have_count(2)
    page.get_by_role("link", name="Other").first.focus()
    expect(page.locator(".st-pin-lifted")).to_have_attribute("title", "Other")
    page.locator(".st-pin", has_text="€450").first.focus()
    expect(page.locator("tr.is-on")).to_have_count(1)
