"""The form of an advert: typed in, read as a file is, corrected, and what a slip is told."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from housing.models import Landlord
from housing.services.listings.adverts import as_advert
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

THIS_YEAR = today().year
NEW = "/listings/new"
GOOD = {"title": "Flat 82 m², Poros", "monthly_rent": "450,50"}


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


WHOLE_HOME = {
    "common_charges": "25", "rent_covers": "rent", "bathrooms": "1", "floor": "3", "top_floor": "yes",
    "furnished": "partly", "heating": "heat-pump", "condition": "renovated", "parking": "2", "year_built": "1998",
    "energy_class": "B+", "energy_certificate_number": "12345/2021", "energy_certificate_expires_on": "31/05/2031",
    "atak": "01234567890", "electricity_supply_number": "123456789", "available_from": "01/12/2026",
    "available_until": "31/05/2027", "winter_only": "yes", "pets": "no",
    "wheelchair": "yes", "quiet": "no",
}  # fmt: skip


def test_everything_a_portal_says_of_a_home_is_typed_in_shown_and_stays(officer: PageClient, session: Session):
    page = officer.submit(NEW, **GOOD, **WHOLE_HOME)
    [listing] = rows.stored_listings(session)
    words = text(page)
    for said in ("€475.50", "the home alone", "partly", "heat pump", "renovated", "2 places", "1998", "12345/2021",
                 "31/05/2031", "01234567890", "123456789", "01/12/2026", "31/05/2027"):  # fmt: skip
        assert said in words
    before, path, title = as_advert(listing), f"/listings/{listing.id}/edit", listing.title
    session.rollback()
    officer.submit(path, title=title)
    assert as_advert(rows.stored_listings(session)[0]) == before


@pytest.mark.parametrize(("covers", "together"), [("rent", True), ("charges", False), ("bills", False), ("", True)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_common_charges_are_counted_once(officer: PageClient, session: Session, covers: str, together: bool):
    page = officer.submit(NEW, **GOOD, common_charges="25", rent_covers=covers)
    assert ("€475.50" in text(page)) is together
    assert ("in the rent" in text(page)) is not together


def test_an_advert_is_typed_in_and_shown(officer: PageClient, session: Session):
    page = officer.submit(
        NEW,
        **GOOD,
        common_charges="25",
        city="Heraklion",
        size_m2="82",
        bedrooms="2",
        floor="−1",
        lift="no",
        available_from="01/12/2026",
        landlord_name="Aikaterini Lydaki",
        phone="2810 990 001",
        source_link="https://portal.example/1",
    )
    [listing] = rows.stored_listings(session)
    assert page.findtext(".//h1") == "Flat 82 m², Poros"
    assert "The listing is saved." in text(page)
    assert (listing.monthly_rent, listing.dwelling.floor, listing.dwelling.has_lift) == (Decimal("450.50"), -1, False)
    assert listing.landlord is not None
    assert listing.landlord.phone == "+302810990001"
    assert page.xpath("//a[@href='tel:+302810990001']")
    assert page.xpath("//a[@href='https://portal.example/1'][contains(@rel, 'noreferrer')]")
    for words in ("€450.50", "€25.00", "82 m²", "basement", "01/12/2026"):
        assert words in text(page)


@pytest.mark.parametrize(
    ("typed", "stored_as"),
    [
        ({"floor": "3ος"}, {"floor": 3}),
        ({"floor": "ισόγειο"}, {"floor": 0}),
        ({"floor": "−1"}, {"floor": -1}),
        ({"floor": "ρετιρέ"}, {"floor": None, "top_floor": True}),
        ({"floor": "ρετιρέ", "top_floor": "no"}, {"floor": None, "top_floor": False}),
        ({"size_m2": "85,5"}, {"size_m2": 85}),
        ({"size_m2": "85 τ.μ."}, {"size_m2": 85}),
        ({"bedrooms": "στούντιο"}, {"bedrooms": 0}),
        ({"year_built": str(THIS_YEAR + 1)}, {"year_built": THIS_YEAR + 1}),
        ({"atak": "01 234 567 890"}, {"atak": "01234567890"}),
        ({"electricity_supply_number": "1 23456789-01 2"}, {"electricity_supply_number": "123456789012"}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_reads_what_a_file_may_say(
    officer: PageClient, session: Session, typed: dict[str, str], stored_as: dict[str, object]
):
    officer.submit(NEW, **GOOD, **typed)
    home = rows.stored_listings(session)[0].dwelling
    assert {name: getattr(home, name) for name in stored_as} == stored_as


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Give the advert a title, such as Flat 82 m², Poros"),
        ("title", "x" * 201, "Use at most 200 characters"),
        ("monthly_rent", "", "Enter the rent for one month, such as 450 or 450,50"),
        ("monthly_rent", "41o", "The rent must be an amount such as 450 or 450,50"),
        ("monthly_rent", "0", "Enter an amount above zero"),
        ("common_charges", "some", "Enter an amount such as 450 or 450,50"),
        ("deposit", "-450", "An amount is not below zero"),
        ("address", "x" * 201, "Use at most 200 characters"),
        ("area", "x" * 201, "Use at most 200 characters"),
        ("city", "x" * 201, "Use at most 200 characters"),
        ("postal_code", "7130", "A postal code has 5 digits"),
        ("latitude", "north", "Enter degrees such as 35,3387"),
        ("latitude", "91", "Latitude is between -90 and 90"),
        ("longitude", "181", "Longitude is between -180 and 180"),
        ("longitude", "25,1", "Give both latitude and longitude, or neither"),
        ("size_m2", "4", "The size is between 5 and 1000 m²"),
        ("size_m2", "large", "“large” is not a size in square metres. Write it as 85."),
        ("bedrooms", "2,5", "“2,5” is not a whole number."),
        ("bedrooms", "21", "Bedrooms are between 0 and 20"),
        ("floor", "51", "“51” is not a floor. Write ισόγειο, υπόγειο or a number."),
        ("bathrooms", "21", "Bathrooms are between 0 and 20"),
        ("parking", "21", "Parking places are between 0 and 20"),
        ("year_built", "85", f"The year is between 1800 and {THIS_YEAR + 1}"),
        ("year_built", str(THIS_YEAR + 2), f"The year is between 1800 and {THIS_YEAR + 1}"),
        ("atak", "1234", "A property number (ATAK) has 11 digits"),
        (
            "electricity_supply_number",
            "xx<b>",
            "An electricity supply number has 9 to 12 digits",
        ),
        (
            "electricity_supply_number",
            "1" * 13,
            "An electricity supply number has 9 to 12 digits",
        ),
        ("available_from", "31/11/2026", "There is no such day in the calendar"),
        ("available_until", "30/11/2026", "It becomes available only after this day: choose a later one"),
        ("landlord_name", "x" * 201, "Use at most 200 characters"),
        ("phone", "2810 99 00 1", "A Greek phone number has 10 digits; this one has 9."),
        ("email", "lydaki", "Enter an e-mail address such as name@example.org"),
        ("source", "x" * 201, "Use at most 200 characters"),
        ("reference", "x" * 201, "Use at most 200 characters"),
        ("source_link", "javascript:alert(1)", "A web address begins with https://"),
        ("source_link", "https://" + "x" * 2000, "Use at most 2000 characters"),
        ("description", "x" * 10_001, "Use at most 10000 characters"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_slip_is_said_beside_its_field_and_the_rest_stays(
    officer: PageClient, session: Session, field: str, typed: str, sentence: str
):
    sent = GOOD | {"landlord_name": "Aikaterini Lydaki", "available_from": "01/12/2026", field: typed}
    page = officer.submit(NEW, status=422, **sent)
    assert page.xpath("string(//title)").startswith("Error: ")
    assert page.xpath(f"//*[@id='{field}'][@aria-invalid='true'][contains(@aria-describedby, '{field}-error')]")
    assert page.xpath(f"normalize-space(//*[@id='{field}-error'])") == sentence
    assert page.xpath("//*[@role='alert']//a/@href") == [f"#{field}"]
    form = next(form for form in page.forms if "title" in form.fields)
    assert {name: form.fields[name].lstrip("\n") for name in sent} == sent
    assert rows.stored_listings(session) == []
    assert session.scalars(select(Landlord)).all() == []


def test_a_reference_that_is_taken_is_said_beside_it(officer: PageClient, session: Session):
    officer.submit(NEW, **GOOD, source="portal", reference="A-1")
    page = officer.submit(NEW, status=422, **GOOD, source="portal", reference="A-1")
    assert "There is a listing with this reference" in page.xpath("string(//*[@id='reference-error'])")
    assert len(rows.stored_listings(session)) == 1


def test_a_listing_is_corrected_and_keeps_what_was_not_touched(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    address = f"/listings/{listing.id}/edit"
    before = officer.page(address)
    form = next(form for form in before.forms if "title" in form.fields)
    assert (form.fields["monthly_rent"], form.fields["lift"]) == ("450,00", "yes")
    officer.submit(address, monthly_rent="430", energy_class="B+")
    [changed] = rows.stored_listings(session)
    assert (changed.monthly_rent, changed.dwelling.energy_class) == (Decimal("430.00"), "B+")
    assert (changed.dwelling.latitude, changed.dwelling.size_m2) == (35.3312, 82)
    assert changed.landlord is not None
    assert changed.landlord.name == "Aikaterini Lydaki"


def test_a_correction_with_a_slip_changes_nothing(officer: PageClient, session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    session.commit()
    officer.submit(f"/listings/{listing.id}/edit", status=422, title="New", monthly_rent="a lot")
    assert [one.title for one in rows.stored_listings(session)] == ["Flat 82 m², Poros"]
