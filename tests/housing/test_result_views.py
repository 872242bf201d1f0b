"""One result in three views: the list beside the map, the map over the list, and the table."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.home import RentCovers
from housing.states import ListingStatus
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOSTILE = "</script><img src=x onerror=alert(1)>\u202e${alert(1)}"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def table_of(page: HtmlElement) -> list[dict[str, str]]:
    """Each row, by what its columns are called."""
    heads = [" ".join(th.text_content().split()) for th in page.xpath("//main//thead/tr/th")]
    found = []
    for row in page.xpath("//main//tbody/tr"):
        cells = row.xpath("th|td")
        assert [cell.get("data-th") for cell in cells if cell.tag == "td" and cell.get("data-th")] == heads[-14:]
        found.append(dict(zip(heads[-15:], (" ".join(c.text_content().split()) for c in cells[-15:]), strict=True)))
    return found


def test_a_row_of_the_table_says_what_officers_compare(officer: PageClient, session: Session, centre: Centre):
    full = rows.add_listing(session, centre, HOSTILE, rent="410.00", has_lift=False, floor=0)
    full.created_at = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # past midnight in Athens
    bare = rows.add_listing(
        session, centre, "Bare", latitude=35.35, size_m2=None, bedrooms=None, floor=None, has_lift=None,
        status=ListingStatus.CANDIDATE,
    )  # fmt: skip
    bare.landlord, bare.common_charges, bare.source, bare.dwelling.place_precision = None, None, "", "place"
    covers = rows.add_listing(session, centre, "Covers", latitude=35.36)
    covers.rent_covers = RentCovers.CHARGES
    session.commit()
    one, two, three = table_of(officer.page("/listings?view=table"))
    assert one == {
        "Listing": HOSTILE, "Place": "Poros, Heraklion", "Distance": one["Distance"], "Rent": "€410.00",
        "Rent per m²": "€5.00", "Common charges": "€25.00", "Size": "82 m²", "Bedrooms": "2", "Floor": "ground floor",
        "Lift": "no", "Stage": "Verified", "Confirmed": "23/11/2026", "Added": "21/11/2026",
        "Landlord": "Aikaterini Lydaki", "Source": "telephone",
    }  # fmt: skip
    assert one["Distance"] == "863 m"
    unknown = ("Rent per m²", "Common charges", "Size", "Bedrooms", "Floor", "Lift", "Landlord", "Source")
    assert {two[name] for name in unknown} == {"–"}
    assert two["Distance"].startswith("about ")
    assert three["Common charges"] == "in the rent"


def test_heads_of_columns_sort_by_the_four_orders_and_keep_the_filters(
    officer: PageClient, session: Session, centre: Centre
):
    for title, rent, size, latitude in (
        ("A", "500.00", 100, 35.34),
        ("B", "400.00", 40, 35.35),
        ("C", "450.00", 60, 35.36),
    ):
        rows.add_listing(session, centre, title, rent, latitude=latitude, size_m2=size)
    session.commit()
    page = officer.page("/listings?view=table&most_rent=500")
    links = {a.text: a.get("href") for a in page.xpath("//main//thead//a")}
    sorts = {"Distance": "ABC", "Rent": "BCA", "Rent per m²": "ACB", "Added": "CBA"}
    assert links.keys() == sorts.keys()
    for name, titles in sorts.items():
        sorted_page = officer.page(links[name])
        assert "".join(row["Listing"] for row in table_of(sorted_page)) == titles
        now = {th.text_content().strip(): th.get("aria-sort") for th in sorted_page.xpath("//main//th[@aria-sort]")}
        assert now == {name: "descending" if name == "Added" else "ascending"}
        assert dict(parse_qsl(urlsplit(links[name]).query)).items() >= {"view": "table", "most_rent": "500"}.items()


def test_every_way_from_a_view_stays_in_it(officer: PageClient, session: Session, centre: Centre):
    for number in range(30):
        rows.add_listing(session, centre, f"Flat {number}", latitude=35.34 + number / 10_000)
    session.commit()
    page = officer.page("/listings?view=table&radius_km=10")
    assert len(table_of(page)) == 25
    [onwards] = page.xpath("//a[@rel='next']/@href")
    assert len(table_of(officer.page(onwards))) == 5
    assert len(table_of(officer.page(officer.page(onwards).xpath("//a[@rel='first']/@href")[0]))) == 25
    search = dict(officer.page("/listings?view=table").forms[-2].fields) | {"words": "Flat 29"}
    assert len(table_of(officer.page(f"/listings?{urlencode(search)}"))) == 1
    ways = {a.text: a.get("href") for a in officer.page(onwards).xpath("//nav[@id='views']/a")}
    assert list(ways) == ["List and map", "Map", "Table"]
    for address in ways.values():
        assert len(officer.page(address).xpath("//main//tbody/tr | //li[@data-marker]")) == 5


@pytest.mark.parametrize(
    ("view", "maps", "order"),
    [("", 1, "list"), ("list", 1, "list"), ("map", 1, "map"), ("table", 0, "table"), ("'<b>", 1, "list")],
)
def test_the_map_stands_beside_the_list_over_it_or_not_at_all(
    officer: PageClient, session: Session, centre: Centre, view: str, maps: int, order: str
):
    rows.add_listing(session, centre)
    session.commit()
    page = officer.page(f"/listings?view={view}")
    assert len(page.xpath("//div[@class='st-map-frame']")) == maps
    assert bool(page.xpath("//script[contains(@src, 'joined/map.js')]")) is bool(maps)
    first = page.xpath("//div[@id='list']/preceding-sibling::div[@class='st-map-frame']")
    assert bool(first) is (order == "map")
    assert page.xpath("//nav[@id='views']/a[@aria-current]/@href")[0].startswith(f"/listings?view={order}")


def test_an_address_without_its_empty_filters_is_what_one_is_led_to(officer: PageClient):
    led = officer.get("/listings?words=&most_rent=500&lift=&view=&order=rent")
    assert (led.status_code, led.location) == (302, "/listings?most_rent=500&order=rent")
    assert officer.get("/listings?words=").location == "/listings"
    assert officer.get("/listings?words=", headers={"HX-Request": "true"}).status_code == 200


def test_a_table_without_rows_says_what_to_do(officer: PageClient):
    page = officer.page("/listings?view=table")
    assert page.xpath("//main//table") == []
    assert page.xpath("//p[.='No flat here yet']")


def test_landlords_stand_in_the_table_for_who_works_on_the_flat_and_that_is_written_down(
    client: PageClient, session: Session, centre: Centre
):
    rows.add_listing(session, centre)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    assert "Aikaterini Lydaki" in client.get("/listings?view=table").text
    assert [event.action for event in events(session)][-1:] == ["list-listings"]
    session.commit()
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR, name="Nikos Vardakis"))
    before = len(events(session))
    session.commit()
    shown = client.get("/listings?view=table")
    assert shown.status_code in {200, 403}
    assert "Aikaterini" not in shown.text
    assert len(events(session)) == before


def test_more_rows_ask_the_database_no_more_often(officer: PageClient, session: Session, centre: Centre):
    asked = []
    for _ in range(2):
        for number in range(30):  # more than a page, and apart: how often the search looks hangs on where they stand
            rows.add_listing(session, centre, latitude=35.3312 + number / 5000)
        session.commit()
        with counted() as statements:
            assert officer.get("/listings?view=table").status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1] > 5
