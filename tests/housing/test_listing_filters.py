"""The filters of the listings' pages: heard, said in words, taken away, and refused where they cannot be read."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from sqlalchemy.orm import Session
from wtforms.fields.core import UnboundField

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.forms.traits import TraitFields
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import StanceAnswer, StanceTopic
from housing.services.landlords.stances import Statement, record_stances
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter, results

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_every_further_filter_of_the_address_is_heard(officer: PageClient, session: Session, centre: Centre):
    fits = rows.add_listing(
        session, centre, "Fits", floor=2, has_lift=True, top_floor=False, bathrooms=1, parking=1, year_built=1990,
        wheelchair=True, quiet=True,
        furnished=Furnished.PARTLY, heating=Heating.STOVE, condition=Condition.GOOD, energy_class="B",
        energy_certificate_expires_on=date(2099, 1, 1), postal_code="712 02", place_precision="pin",
    )  # fmt: skip
    fits.source, fits.pets, fits.winter_only, fits.deposit = "Τηλέφωνο", True, False, Decimal("450.00")
    fits.available_from, fits.rent_covers = date(2026, 12, 1), RentCovers.CHARGES
    officer_user = session.query(User).one()
    answers = dict.fromkeys(StanceTopic, StanceAnswer.YES) | {StanceTopic.SEASONAL_ONLY: StanceAnswer.NO}
    said = Statement(by="the landlord", on=rows.TODAY)
    assert fits.landlord is not None
    record_stances(session, fits.landlord, answers, said, on=rows.TODAY, actor=officer_user, at=rows.NOW)
    bare = rows.add_listing(session, centre, "Bare", floor=None, has_lift=None)
    bare.common_charges, bare.winter_only, bare.source = None, True, ""
    bare.confirmed_on = date(2026, 1, 1)
    bare.dwelling.place_precision = "place"
    session.commit()
    asked = {
        "lift": "y", "step_free": "y", "wheelchair": "y", "quiet": "y", "least_floor": "1ος", "most_floor": "2",
        "top_floor": "no",
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
        ("most_deposit=-1", "most_deposit", "An amount is not below zero"),
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
