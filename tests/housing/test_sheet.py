"""A flat on a sheet: in the reader's language, without what is nobody's business outside."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.home import Heating
from housing.importing.fields import ENERGY_CLASSES
from housing.models import Landlord, Listing
from tests.support import rows
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.visits import enter

SECRETS = ("Efesou", "71305", "Lydaki", "2810990000", "281 099", "lydaki@example.org", "call Maria", "35.33", "Flat 82")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing is stored here."""
    return sqlite_url


@pytest.fixture
def listing(session: Session) -> Listing:
    listing = rows.add_listing(session, rows.add_centre(session), area="Poros", city="Heraklion", floor=0)
    listing.landlord = Landlord(
        name="A. Lydaki", phone="+302810990000", email="lydaki@example.org", kept_by=listing.centre, created_at=NOW
    )
    listing.description, listing.common_charges = "call Maria", Decimal("25.00")
    listing.available_from = date(2026, 12, 1)
    return listing


@pytest.fixture
def officer(session: Session, listing: Listing, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, listing.centre))
    return client


def sheet(client: PageClient, listing: Listing, language: str = ""):
    page = client.page(f"/listings/{listing.id}/sheet?language={language}")
    [article] = page.xpath("//article")
    return article


def test_a_sheet_says_what_the_home_is_like_and_costs(officer: PageClient, listing: Listing):
    said = " ".join(sheet(officer, listing).text_content().split())
    for words in ("A home in Poros, Heraklion", "€450.00", "€25.00", "€475.00", "ground floor", "1 December 2026"):
        assert words in said


def test_it_speaks_the_readers_language_whoever_prints_it(officer: PageClient, listing: Listing):
    greek = sheet(officer, listing, "el")
    said = greek.text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert (greek.get("lang"), greek.get("dir")) == ("el", "ltr")
    assert "450,00 €" in said
    assert "ισόγειο" in said
    assert sheet(officer, listing, "rtl").get("dir") == "rtl"
    assert sheet(officer, listing, "xx").get("lang") == "en"


@pytest.mark.parametrize(
    ("language", "classes"),
    [("el", ["Α+", "Α", "Β+", "Β", "Γ", "Δ", "Ε", "Ζ", "Η"]), ("en", ["A+", "A", "B+", "B", "C", "D", "E", "Z", "H"])],
)
def test_the_energy_class_is_written_as_its_certificate_has_it(
    officer: PageClient, session: Session, listing: Listing, language: str, classes: list[str]
):
    shown = []
    for energy_class in ENERGY_CLASSES[:9]:
        listing.dwelling.energy_class = energy_class
        session.commit()
        facts = sheet(officer, listing, language).xpath(
            "//dt[.='Energy class' or .='Ενεργειακή κλάση']/following-sibling::dd[1]"
        )
        shown += [fact.text_content().strip() for fact in facts]
    assert shown == classes


def test_heating_that_is_not_there_is_said_in_its_gender(officer: PageClient, session: Session, listing: Listing):
    listing.dwelling.heating = Heating.NONE
    session.commit()
    [said] = sheet(officer, listing, "el").xpath("//dt[.='Θέρμανση']/following-sibling::dd[1]")
    assert said.text_content().strip() == "καμία"


def test_it_shows_the_neighbourhood_in_the_readers_language_where_the_place_is_known(
    officer: PageClient, session: Session, listing: Listing
):
    [address] = sheet(officer, listing, "el").xpath(".//img[@class='st-map-still']/@src")
    drawn = officer.get(address)
    assert drawn.mimetype == "image/svg+xml"
    for words in ("Χάρτης της γειτονιάς", "Ακτογραμμή", "Poros, Heraklion"):
        assert words in drawn.text
    listing.dwelling.place_precision = "place"
    session.commit()
    assert sheet(officer, listing, "el").xpath(".//img[@class='st-map-still']") == []


@pytest.mark.parametrize("language", ["el", "en"])
def test_neither_door_number_nor_landlord_are_on_it(officer: PageClient, listing: Listing, language: str):
    said = sheet(officer, listing, language).text_content()
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_page_of_the_flat_leads_to_it(officer: PageClient, listing: Listing):
    assert officer.page(f"/listings/{listing.id}").xpath(f"//a[@href='/listings/{listing.id}/sheet']")


def open_sheet(client: PageClient, new_page: NewPage, listing: Listing, address: str, **options: object) -> Page:
    cookie = client.get_cookie("session")
    assert cookie is not None
    page = new_page(**options)
    page.context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
    page.goto(f"/listings/{listing.id}/sheet")
    return page


def test_a_button_prints_the_sheet(officer: PageClient, listing: Listing, new_page: NewPage, live_server: str):
    page = open_sheet(officer, new_page, listing, live_server)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")


def test_without_scripts_there_is_no_button_that_does_nothing(
    officer: PageClient, listing: Listing, new_page: NewPage, live_server: str
):
    page = open_sheet(officer, new_page, listing, live_server, java_script_enabled=False)
    expect(page.locator("[data-print]")).to_be_hidden()
