"""The pages of listings: list and map, one listing, typing one in and correcting it."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement
from sqlalchemy.orm import Session
from wtforms.fields.core import UnboundField

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.forms.traits import TraitFields
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import StanceAnswer, StanceTopic
from housing.services.stances import Said, record_stances
from housing.states import ListingStatus
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter, text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
NEW = "/listings/new"
GOOD = {"title": "Flat 82 m², Poros", "monthly_rent": "450,50"}


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def results(page: HtmlElement) -> list[str]:
    return page.xpath("//li[@data-marker]//h3/a/text()")


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
    monkeypatch.setattr("housing.views.listings.COUNTED", 1)
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


def test_every_further_filter_of_the_address_is_heard(officer: PageClient, session: Session, centre: Centre):
    fits = rows.add_listing(
        session, centre, "Fits", floor=2, has_lift=True, top_floor=False, bathrooms=1, parking=1, year_built=1990,
        furnished=Furnished.PARTLY, heating=Heating.STOVE, condition=Condition.GOOD, energy_class="B",
        energy_certificate_expires_on=date(2099, 1, 1), postal_code="712 02", place_precision="pin",
    )  # fmt: skip
    fits.source, fits.pets, fits.winter_only, fits.deposit = "Τηλέφωνο", True, False, Decimal("450.00")
    fits.available_from, fits.rent_covers = date(2026, 12, 1), RentCovers.CHARGES
    officer_user = session.query(User).one()
    answers = dict.fromkeys(StanceTopic, StanceAnswer.YES) | {StanceTopic.SEASONAL_ONLY: StanceAnswer.NO}
    said = Said(by="the landlord", on=rows.TODAY)
    assert fits.landlord is not None
    record_stances(session, fits.landlord, answers, said, on=rows.TODAY, actor=officer_user, at=rows.NOW)
    bare = rows.add_listing(session, centre, "Bare", floor=None, has_lift=None)
    bare.common_charges, bare.winter_only, bare.source = None, True, ""
    bare.confirmed_on = date(2026, 1, 1)
    bare.dwelling.place_precision = "place"
    session.commit()
    asked = {
        "lift": "y", "step_free": "y", "least_floor": "1ος", "most_floor": "2", "top_floor": "no",
        "least_bathrooms": "1", "least_parking": "1", "least_year_built": "1990", "furnished": "partly",
        "heating": "some", "condition": "good", "energy_class": "C", "certified": "y", "postal_code": "712",
        "placing": "exact", "source": "TILEFONO", "pets": "y", "all_year": "y", "available_on": "1/12/2026",
        "confirmed_from": "2026-11-01", "rent_covers": "charges", "most_charges": "0", "most_deposit": "450,00",
        "subsidised": "y", "children": "y", "foreigners": "y", "landlord_pets": "y", "landlord_all_year": "y",
    }  # fmt: skip
    assert {*asked, "photographs"} == set(further_filters())
    for name, value in asked.items():
        assert results(officer.page(f"/listings?{urlencode({name: value})}")) == ["Fits"], name
    page = officer.page(f"/listings?{urlencode(asked)}")
    assert results(page) == ["Fits"]
    assert results(officer.page(f"/listings?{urlencode(asked)}&photographs=y")) == []
    with counted() as few:
        officer.get("/listings")
    with counted() as many:
        officer.get(f"/listings?{urlencode(asked)}")
    assert len(many) == len(few)
    tags = page.xpath("//*[@id='filters-on']/li/a/@href")
    assert len(tags) == len(asked)
    for tag in tags:
        assert len(parse_qs(urlsplit(tag).query)) == len(asked) - 1
        assert results(officer.page(tag)) == ["Fits"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_filter_says_is_text(officer: PageClient, session: Session, centre: Centre):
    page = officer.page(f"/listings?{urlencode({'source': HOSTILE, 'words': HOSTILE})}")
    assert not page.xpath("//img[not(@class='st-map-still')] | //script[not(@src)]")
    assert page.xpath("//*[@id='filters-on']/li/span/text()") == [f"Where the advert was found: {HOSTILE}"]


def further_filters() -> list[str]:
    return [name for name in vars(TraitFields) if isinstance(getattr(TraitFields, name), UnboundField)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_filter_that_is_on_is_said_in_words_and_taken_away_by_itself(
    officer: PageClient, session: Session, centre: Centre
):
    assert not officer.page("/listings?most_rent=500").xpath("//details[@id='more-filters']/@open")
    asked = "most_rent=500&view=table&heating=stove&pets=y&most_deposit=900&available_on=2026-12-01&least_floor=ισόγειο"
    page = officer.page(f"/listings?{asked}")
    assert not page.xpath("//details[@id='more-filters']/@open")  # it is said beside it what is on, and how many
    assert page.xpath("string(//details[@id='more-filters']/summary)") == "More filters (5)"
    assert officer.page("/listings?heating=sun", status=422).xpath("//details[@id='more-filters']/@open")
    assert page.xpath("//*[@id='filters-on']/li/span/text()") == [
        "Floor from: ισόγειο", "Heating: stove or fireplace", "Pets allowed", "Available by: 01/12/2026",
        "Deposit up to: €900.00",
    ]  # fmt: skip
    [away] = page.xpath("//a[@aria-label='Remove this filter: Pets allowed']/@href")
    assert parse_qs(urlsplit(away).query) == parse_qs(asked.replace("&pets=y", ""))


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("most_rent=a+lot", "most_rent", "Enter an amount such as 450 or 450,50"),
        ("least_bedrooms=-1", "least_bedrooms", "Bedrooms are between 0 and 20"),
        ("least_size_m2=big", "least_size_m2", "Enter a whole number"),
        ("radius_km=3", "radius_km", "This is none of the answers: choose one"),
        ("radius_km=near", "radius_km", "This is none of the answers: choose one"),
        ("radius_km=0", "radius_km", "This is none of the answers: choose one"),
        ("centre=atlantis", "centre", "This is none of the answers: choose one"),
        ("municipality=9999", "municipality", "This is none of the answers"),
        ("status=gone", "status", "This is none of the answers"),
        ("order=best", "order", "This is none of the answers"),
        ("lift=perhaps", "lift", "This is none of the answers"),
        ("heating=sun", "heating", "This is none of the answers"),
        ("top_floor=y", "top_floor", "This is none of the answers"),
        ("energy_class=pending", "energy_class", "This is none of the answers"),
        ("least_floor=high", "least_floor", "Enter a number, ground floor or basement"),
        ("most_floor=ρετιρέ", "most_floor", "Enter a number, ground floor or basement"),
        ("least_floor=2&most_floor=1", "most_floor", "This is below the floor from which to look"),
        ("least_bathrooms=21", "least_bathrooms", "Bathrooms are between 0 and 20"),
        ("least_parking=-1", "least_parking", "Parking places are between 0 and 20"),
        ("least_year_built=90", "least_year_built", "The year is between 1800 and 2100"),
        ("postal_code=GR-71", "postal_code", "Give the first digits of a postal code"),
        ("available_on=30/2/2026", "available_on", "There is no such day in the calendar"),
        ("confirmed_from=soon", "confirmed_from", "Enter a day such as 30/11/2026"),
        ("most_charges=free", "most_charges", "Enter an amount such as 450 or 450,50"),
        ("most_deposit=-1", "most_deposit", "Enter an amount such as 450 or 450,50"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_filter_that_cannot_be_read_is_said_beside_it(
    officer: PageClient, session: Session, centre: Centre, query: str, field: str, sentence: str
):
    rows.add_listing(session, centre)
    session.commit()
    page = officer.page(f"/listings?{query}", status=422)
    assert page.xpath(f"normalize-space(//*[@id='{field}-error'])").startswith(sentence)
    assert results(page) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_part_of_the_map_that_cannot_be_read_is_said_in_words(officer: PageClient):
    page = officer.page("/listings?bbox=here", status=422)
    [said] = page.xpath("//*[@role='alert']//li//text()[normalize-space()]")
    assert said == "What the map shows: This part of the map cannot be read: choose a distance instead"


@pytest.mark.parametrize("query", ["endpoint=x", "_external=1&_scheme=javascript", "values=1&_anchor=a", "unknown=%00"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_filter_does_not_travel(officer: PageClient, query: str):
    page = officer.page(f"/listings?{query}&most_rent=450%2C50")
    assert page.xpath("//script/@src")[-1] == "/listings/map.js?most_rent=450,50"


def test_nothing_found_offers_a_wider_search(officer: PageClient):
    page = officer.page("/listings?most_rent=1")
    assert page.xpath("//*[@class='st-empty']//a/@href") == ["/listings?centre=heraklion&radius_km=50"]


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


def test_a_placed_flat_has_a_small_map_of_its_own(officer: PageClient, session: Session, centre: Centre):
    placed = rows.add_listing(session, centre)
    placeless = rows.add_listing(session, centre, latitude=None, longitude=None)
    session.commit()
    page = officer.page(f"/listings/{placed.id}")
    assert page.xpath("//*[contains(@class, 'st-map-frame-small')]//*[@role='region']")
    assert page.xpath("//script/@src")[-1] == f"/listings/{placed.id}/map.js"
    script = officer.get(f"/listings/{placed.id}/map.js").text
    assert '"kind":"here"' in script
    assert "35.3312,25.1467" in script
    assert page.xpath("//*[@role='region']/noscript/img/@src") == [f"/listings/{placed.id}/map.svg"]
    still = officer.get(f"/listings/{placed.id}/map.svg")
    assert (still.mimetype, "€450" in still.text) == ("image/svg+xml", True)
    page = officer.page(f"/listings/{placeless.id}")
    assert not page.xpath("//script[contains(@src, 'map')] | //*[@role='region']")
    assert page.xpath(f"//main//a[@href='/listings/{placeless.id}/place']")
    for kind in ("map.js", "map.svg", "area.svg"):
        assert officer.get(f"/listings/{placeless.id}/{kind}").status_code == 404


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


PAGES = ("", "/edit", "/place", "/map.js", "/map.svg", "/area.svg")


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        (StaffRole.HOUSING_OFFICER, (200, 200, 200, 200, 200, 200)),
        (StaffRole.ADMINISTRATOR, (403, 403, 403, 403, 403, 403)),
        (StaffRole.FINANCE_OFFICER, (403, 403, 403, 403, 403, 403)),
        (StaffRole.FINANCE_APPROVER, (403, 403, 403, 403, 403, 403)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_role_sees_what_it_works_with(
    session: Session, client: PageClient, centre: Centre, role: StaffRole, statuses: tuple[int, ...]
):
    listing = rows.add_listing(session, centre)
    user = rows.add_user(session, role)
    session.commit()
    rows.sign_in(client, user)
    assert tuple(client.get(f"/listings/{listing.id}{page}").status_code for page in PAGES) == statuses


def test_another_centres_listing_is_refused_and_not_listed(officer: PageClient, session: Session):
    other = rows.add_listing(session, rows.add_centre(session, "chania"), "Elsewhere")
    session.commit()
    assert results(officer.page("/listings?radius_km=50")) == []
    for page in PAGES:
        assert officer.get(f"/listings/{other.id}{page}").status_code == 403
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    for page in ("/edit", "/place", "/contact"):
        data = {"csrf_token": token, **GOOD, "latitude": "35", "longitude": "25"}
        assert officer.post(f"/listings/{other.id}{page}", data=data).status_code == 403
    assert [(one.title, one.status) for one in rows.stored_listings(session)] == [("Elsewhere", ListingStatus.VERIFIED)]


def test_an_unknown_listing_is_not_found(officer: PageClient):
    for page in PAGES:
        assert officer.get(f"/listings/12345{page}").status_code == 404


def test_nobody_reads_listings_without_signing_in(client: PageClient):
    for path in ("/listings", "/listings/map.js", NEW, "/listings/import", "/listings/needs-a-place"):
        assert client.get(path).location.startswith("/sign-in")
