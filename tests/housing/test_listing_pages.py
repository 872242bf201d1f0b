"""The pages of listings: list and map, one listing, typing one in and correcting it."""

import re

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter, results, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def pins(client: PageClient, query: str = "") -> list[dict[str, object]]:
    """The flats that the map shows of Crete's middle, as its script is told."""
    sight = "bbox=24.5,35.0,26.0,35.5&zoom=12"
    points = client.get(f"/listings/points.geojson?{query}&{sight}").get_json()
    return [flat for point in points["features"] for flat in point["properties"]["flats"]]


def test_list_and_map_show_the_same(officer: PageClient, session: Session, centre: Centre):
    near = rows.add_listing(session, centre, "Near", rent="400.00", latitude=35.34)
    dear = rows.add_listing(session, centre, "Dear", rent="700.50", latitude=35.35)
    rows.add_listing(session, centre, "Far", latitude=35.20)
    rows.add_listing(session, centre, "Placeless", latitude=None, longitude=None)
    session.commit()
    page = officer.page("/listings")
    assert results(page) == ["Near", "Dear"]
    assert page.xpath("//li/@data-marker") == [str(near.id), str(dear.id)]
    assert "2 listings within 5 km of the centre of Heraklion." in text(page)
    assert "1 listing is not on the map" in text(page)
    assert [(pin["title"], pin["label"], pin["url"]) for pin in pins(officer)] == [
        ("Near", "€400", f"/listings/{near.id}"),
        ("Dear", "€700.50", f"/listings/{dear.id}"),
    ]
    for query, expected in (("most_rent=400", ["Near"]), ("radius_km=50", ["Near", "Dear", "Far"])):
        found = officer.page(f"/listings?{query}")
        assert results(found) == expected
        assert found.xpath("//script/@src")[-1] == f"/listings/map.js?{query}"
        assert f'"points":["/listings/points.geojson?{query}",' in officer.get(f"/listings/map.js?{query}").text
        assert [pin["title"] for pin in pins(officer, query)] == expected


def test_a_long_list_goes_on_from_page_to_page_in_the_order_asked_for(
    officer: PageClient, session: Session, centre: Centre
):
    for number in range(60):
        rows.add_listing(session, centre, f"Flat {number}", rent=f"{500 - number}.00", latitude=35.34 + number / 10_000)
    session.commit()
    for order, titles in (("distance", range(60)), ("rent", range(59, -1, -1)), ("newest", range(59, -1, -1))):
        page = officer.page(f"/listings?order={order}")
        shown = results(page)
        while onwards := page.xpath("//a[@rel='next']/@href"):
            page = officer.page(onwards[0])
            shown += results(page)
        assert shown == [f"Flat {number}" for number in titles]
        first = page.xpath("//a[@rel='first']/@href")[0]
        assert results(officer.page(first)) == shown[:25]


@pytest.mark.parametrize("order", ["distance", "rent", "rent-per-m2", "newest"])
def test_a_page_asks_once_how_many_there_are(officer: PageClient, session: Session, centre: Centre, order: str):
    rows.add_listing(session, centre)
    session.commit()
    with counted() as asked:
        officer.get(f"/listings?order={order}&view=table")
    assert len([one for one in asked if re.match(r"SELECT count\(\*\).*\sFROM \(SELECT listing_spot\.", one)]) == 1


@pytest.mark.parametrize("after", ["x", "_", "1_", "nan_1", "inf_1", "1.5_x", "'_1", "9e99_1", f"1_{2**64}"])
@pytest.mark.parametrize("order", ["distance", "rent", "rent-per-m2", "newest"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_that_begins_after_nothing_known_is_the_first(
    officer: PageClient, session: Session, centre: Centre, order: str, after: str
):
    rows.add_listing(session, centre, "Flat")
    session.commit()
    assert results(officer.page(f"/listings?order={order}&after={after}")) == ["Flat"]


@pytest.mark.parametrize(
    ("order", "after", "shows"),
    [
        ("distance", "_5", ["Flat"]),  # a mark of another order
        ("rent", "_5", ["Flat"]),
        ("rent-per-m2", "_5", []),  # past all whose size is known
        ("newest", "_5", ["Flat"]),
        ("rent", "449.999_5", []),  # 450.00, to the cent
        ("rent", "449.99_5", ["Flat"]),
        ("distance", "1.5_5", []),  # the flat stands at the centre
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_page_begins_after_what_its_order_makes_of_a_mark(
    officer: PageClient, session: Session, centre: Centre, order: str, after: str, shows: list[str]
):
    rows.add_listing(session, centre, "Flat", rent="450.00", size_m2=60)
    session.commit()
    assert results(officer.page(f"/listings?order={order}&after={after}")) == shows


@pytest.mark.parametrize(
    ("rent", "size_m2", "says"),
    [
        ("450.00", 82, ["a month", "€5.49 per m²"]),
        ("400.00", 64, ["a month", "€6.25 per m²"]),
        ("101.00", 200, ["a month", "€0.51 per m²"]),  # rounded half up
        ("450.00", None, ["a month"]),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_row_says_what_a_square_metre_costs(
    officer: PageClient, session: Session, centre: Centre, rent: str, size_m2: int | None, says: list[str]
):
    rows.add_listing(session, centre, rent=rent, size_m2=size_m2)
    session.commit()
    assert officer.page("/listings").xpath("//div[@class='st-flat-money']/small/text()") == says


def test_more_than_are_counted_are_said_to_be_more(
    officer: PageClient, session: Session, centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("housing.views.listings.listings.COUNTED", 1)
    for _ in range(2):
        rows.add_listing(session, centre)
    session.commit()
    assert "More than 1 listings within 5 km of the centre of Heraklion." in text(officer.page("/listings"))


def test_what_the_map_shows_can_take_the_place_of_the_circle(officer: PageClient, session: Session, centre: Centre):
    rows.add_listing(session, centre, "Near", latitude=35.34)
    rows.add_listing(session, centre, "Far", latitude=35.15, longitude=25.7)
    rows.add_listing(session, centre, "Farther", latitude=35.05, longitude=25.7)
    session.commit()
    shown = "bbox=25.5,35.0,25.9,35.2"
    page = officer.page(f"/listings?radius_km=0&{shown}")
    assert results(page) == ["Far", "Farther"]
    assert "2 listings in what the map shows." in text(page)
    assert page.xpath("//select[@id='radius_km']/option[@selected]/text()") == ["what the map shows"]
    assert page.xpath("//input[@id='bbox']/@value") == ["25.5,35.0,25.9,35.2"]
    assert "[[35.0, 25.5], [35.2, 25.9]]" in officer.get(f"/listings/map.js?radius_km=0&{shown}").text
    assert results(officer.page(f"/listings?radius_km=5&{shown}")) == ["Near"]


def test_a_municipality_takes_the_place_of_the_circle_in_list_map_and_files(
    officer: PageClient, session: Session, centre: Centre
):
    rows.add_listing(session, centre, "Near", latitude=35.34)
    rows.add_listing(session, centre, "Malia", latitude=35.285, longitude=25.46)
    rows.add_listing(session, centre, "Stalida", latitude=35.293, longitude=25.43)
    session.commit()
    query = "municipality=9309&radius_km=10"
    page = officer.page(f"/listings?{query}")
    assert results(page) == ["Stalida", "Malia"]  # the nearest to the centre first
    assert "2 listings in the municipality of Hersonissos." in text(page)
    assert page.xpath("//select[@id='municipality']/option[@selected]/text()") == ["Hersonissos"]
    assert page.xpath("//input[@id='radius_km']/@value") == ["the municipality"]
    assert page.xpath("//form[@id='filters']//input[@name='radius_km']/@value") == ["10"]  # for when it is taken away
    assert not page.xpath("//form[@data-follows-map]")
    assert {pin["title"] for pin in pins(officer, query)} == {"Malia", "Stalida"}
    saved = officer.get(f"/listings/export?kind=csv&{query}").text
    assert ("Malia" in saved, "Near" in saved) == (True, False)
    on_the_map = f"{query.replace('10', '0')}&bbox=25.0,35.3,25.2,35.4"
    assert results(officer.page(f"/listings?{on_the_map}")) == ["Stalida", "Malia"]
    assert results(officer.page("/listings?municipality=&radius_km=10")) == ["Near"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_where_no_municipalities_are_known_none_is_asked_for(
    officer: PageClient, session: Session, centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    rows.add_listing(session, centre, "Flat")
    session.commit()
    monkeypatch.setattr("housing.forms.search.municipalities", lambda: ())
    page = officer.page("/listings?municipality=9309")
    assert results(page) == ["Flat"]
    assert not page.xpath("//*[@name='municipality']")


def test_nothing_found_offers_a_wider_search(officer: PageClient):
    page = officer.page("/listings?most_rent=1")
    assert page.xpath("//*[@class='st-empty']//a/@href") == ["/listings?centre=heraklion&radius_km=50"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("view", ["list", "map", "table"])
def test_of_a_filter_that_cannot_be_read_only_that_is_said(officer: PageClient, view: str):
    page = officer.page(f"/listings?most_rent=much&view={view}", 422)
    assert page.xpath("//*[@role='alert']//a[@href='#most_rent']")
    assert "No flat fits" not in text(page)
    assert "look again" in text(page.xpath("//*[@class='st-empty']")[0])
    assert not page.xpath("//*[@class='st-empty']//a")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_any_centre_there_is_still_a_page(session: Session, client: PageClient):
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    rows.sign_in(client, user)
    client.page("/listings")
    assert client.get("/listings/map.js").status_code == 404


def test_hostile_text_is_text_everywhere(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, HOSTILE, area=HOSTILE, city=HOSTILE, address=HOSTILE)
    listing.description, listing.source, listing.reference = HOSTILE, HOSTILE, HOSTILE
    listing.further = {"parking": HOSTILE, HOSTILE: HOSTILE}
    assert listing.landlord is not None
    listing.landlord.name = listing.landlord.email = HOSTILE
    session.commit()
    for path in ("", f"/{listing.id}", f"/{listing.id}/edit", f"/{listing.id}/place"):
        page = officer.page(f"/listings{path}")
        assert not page.xpath("//img[not(@class='st-map-still')] | //script[not(@src)]")
        assert HOSTILE in text(page) or page.xpath(f"//input[@value={HOSTILE!r}]")
    for script in ("/listings/map.js", f"/listings/{listing.id}/map.js"):
        answer = officer.get(script)
        assert answer.mimetype == "text/javascript"
        assert not set("<>`$") & set(answer.text.split("stegiMap.dress(")[1])
    for still in ("/listings/map.svg", f"/listings/{listing.id}/map.svg", f"/listings/{listing.id}/area.svg"):
        drawn = etree.fromstring(officer.get(still).data)
        assert not drawn.xpath("//*[local-name()='script' or local-name()='img' or @onerror]")
    (pin,) = pins(officer)
    assert (pin["title"], pin["lines"][3]) == (HOSTILE, f"{HOSTILE}, {HOSTILE}")


def test_without_scripts_the_map_of_the_list_shows_what_stands_on_the_page(
    officer: PageClient, session: Session, centre: Centre
):
    rows.add_listing(session, centre, rent="430.00", latitude=35.32)
    rows.add_listing(session, centre, rent="610.00", latitude=35.31)
    session.commit()
    [address] = officer.page("/listings?most_rent=500").xpath("//*[@role='region']/noscript/img/@src")
    assert address == "/listings/map.svg?most_rent=500"
    drawn = officer.get(address).text
    assert ("€430" in drawn, "€610" in drawn) == (True, False)
