"""What the shapes on a map's markers say: the stage of a flat, or the band in which its rent lies."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.map_marks import rent_band
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

TOWN = "bbox=25.0,35.2,25.3,35.4&zoom=12"


@pytest.mark.parametrize(
    ("monthly_rent", "band"),
    [("0.01", 0), ("349.99", 0), ("350", 1), ("449.99", 1), ("450", 2), ("599.99", 2), ("600", 3), ("9999", 3)],
)
def test_a_band_begins_with_its_lower_limit(monthly_rent: str, band: int):
    assert rent_band(Decimal(monthly_rent)) == band


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    rows.add_listing(session, centre, "Cheap", rent="300.00").status = ListingStatus.VERIFIED
    rows.add_listing(session, centre, "Dear", rent="600.00", latitude=35.31).status = ListingStatus.CANDIDATE
    session.commit()
    return client


def legend(client: PageClient, query: str) -> list[tuple[str, str]]:
    """Each shape of the page's legend with its words."""
    lines = client.page(f"/listings?{query}").xpath("//ul[@class='st-legend']/li[.//*[name()='use']]")
    return [(li.xpath(".//*[name()='use']/@href")[0].partition("#")[2], li.text_content().strip()) for li in lines]


def shapes(client: PageClient, query: str) -> list[str]:
    features = client.get(f"/listings/points.geojson?{TOWN}&{query}").get_json(force=True)["features"]
    return sorted(flat["shape"] for f in features for flat in f["properties"]["flats"])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["done", "todo"], id="the-stage-unless-somebody-chooses"),
        pytest.param("marks=stage", ["done", "todo"], id="stage"),
        pytest.param("marks=rent", ["bars-1", "bars-4"], id="rent"),
        pytest.param("marks=rent&status=verified", ["bars-1"], id="rent-of-a-stage"),
    ],
)
def test_every_shape_on_the_map_is_in_the_legend(officer: PageClient, query: str, expected: list[str]):
    assert shapes(officer, query) == expected
    explained = dict(legend(officer, query))
    assert set(expected) <= set(explained)
    assert all(explained.values())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_legend_says_the_bands_and_stages_in_words(officer: PageClient):
    assert legend(officer, "marks=rent")[1:] == [
        ("bars-1", "under €350"), ("bars-2", "€350 to €450"), ("bars-3", "€450 to €600"), ("bars-4", "€600 and more"),
    ]  # fmt: skip
    assert legend(officer, "")[1:] == [
        ("todo", "Candidate"), ("doing", "Contacted"), ("done", "Verified"), ("waits", "Offered or reserved"),
    ]  # fmt: skip
    assert legend(officer, "status=let")[1:] == [("here", "Let")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_markers_show_is_chosen_on_the_page_and_stays_in_the_address(officer: PageClient):
    page = officer.page("/listings?marks=rent&most_rent=500")
    (chosen,) = page.xpath("//select[@name='marks'][@form=//form[@role='search']/@id]/option[@selected]/@value")
    assert chosen == "rent"
    assert "marks=rent" in officer.get("/listings/map.js?marks=rent").text
    assert officer.get("/listings?marks=nothing").status_code == 422


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_opens_from_a_mark_says_what_the_row_of_the_list_says(officer: PageClient):
    features = officer.get(f"/listings/points.geojson?{TOWN}").get_json(force=True)["features"]
    [dear] = [flat for feature in features for flat in feature["properties"]["flats"] if flat["title"] == "Dear"]
    [row] = officer.page("/listings").xpath("//li[@data-marker][.//a='Dear']")
    told = " ".join(row.text_content().split())
    said = [part for line in dear["lines"] for part in line.split(" · ")]
    assert said[:3] == ["€600.00 a month", "€7.32 per m²", "Candidate"]
    assert [part for part in said if " ".join(part.split()) not in told] == []
    assert said[-1].endswith("\N{NO-BREAK SPACE}km")  # from the centre
