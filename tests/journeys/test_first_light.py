"""The whole way through the pages in a real browser: from an advert to a payment that the family reads about."""

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

import pytest
from lxml import etree
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.auth.totp import give_app
from core.config import Settings
from core.dates import add_months, today
from subsidies.bank import pain001
from subsidies.services.schemes import DEMONSTRATION, store_shipped
from tests.support.browser import NewPage
from tests.support.rows import NOW, PASSWORD, add_centre, add_user
from tests.support.second_factor import code_of

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Staff:
    """Each person's own browser."""

    officer: Page
    finance: Page
    approver: Page


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, debtor_name="Στέγη", debtor_iban="GR1601101250000000012300695")


@pytest.fixture
def staff(session: Session, new_page: NewPage) -> Staff:
    centre = add_centre(session)
    roles = (StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER)
    users = [add_user(session, role, centre) for role in roles]
    secret = give_app(session, users[-1], at=NOW)
    store_shipped(session, DEMONSTRATION, at=NOW, demonstration=True)
    session.commit()
    officer, finance, approver = (_at_the_door(new_page(), user.email) for user in users)
    approver.get_by_label("Code").fill(code_of(secret))
    approver.get_by_role("button", name="Sign in").click()
    for page in (officer, finance, approver):
        expect(page.get_by_role("heading", name="My day")).to_be_visible()
    return Staff(officer, finance, approver)


def test_a_flat_is_found_offered_let_subsidised_and_paid(
    staff: Staff, new_page: NewPage, complaints: list[str]
) -> None:
    _type_an_advert_in(staff.officer)
    complaints[:] = [line for line in complaints if "422" not in line]  # the slip that was made on purpose
    _find_it_on_the_map(staff.officer)
    _take_a_family_in(staff.officer)
    _offer_the_flat(staff.officer)
    family = new_page(viewport=PHONE)
    _come_in(family, _new_link(staff.officer))
    _accept(family)
    _write_the_lease(staff.officer)
    _award(staff.finance, staff.approver)
    _pay(staff.finance, staff.approver)
    _read_the_statement(family)
    _read_the_month(staff.finance)


def _at_the_door(page: Page, email: str) -> Page:
    """Address and password, in English, after a look at the Greek that everybody meets first."""
    page.goto("/sign-in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Σύνδεση")
    page.get_by_role("button", name="English").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    return page


def _go(page: Page, place: str) -> None:
    places = page.get_by_role("navigation", name="Main places")
    if not places.get_by_role("link", name=place).is_visible():
        places.get_by_role("button", name="More").click()
    places.get_by_role("link", name=place).click()


def _fill(page: Page, **labels_and_values: str) -> None:
    """Type values into the fields with these labels; `_` stands for a blank."""
    for label, value in labels_and_values.items():
        page.get_by_label(label.replace("_", " ")).first.fill(value)


def _type_an_advert_in(officer: Page) -> None:
    _go(officer, "Listings")
    officer.get_by_role("link", name="New listing").first.click()  # the empty list has one, too
    _fill(officer, Title=HOSTILE, Rent_for_one_month="45o")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_role("alert")).to_contain_text("The rent must be an amount such as 450 or 450,50")
    expect(officer.get_by_label("Title")).to_have_value(HOSTILE)
    _fill(
        officer,
        Rent_for_one_month="450",
        Common_charges_for_one_month="25",
        Latitude="35,3352",
        Longitude="25,1662",
        Size="82",
        Bedrooms="2",
        Floor="3",
    )
    officer.get_by_label("Lift").select_option("yes")
    officer.get_by_label("Landlord's name").fill(HOSTILE)
    officer.get_by_label("Landlord's telephone").fill("2810 990 001")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text(HOSTILE)
    officer.get_by_role("button", name="Landlord contacted").click()
    officer.get_by_role("button", name="Flat verified").click()


def _find_it_on_the_map(officer: Page) -> None:
    _go(officer, "Listings")
    officer.get_by_label("Rent up to").fill("400")
    officer.get_by_role("button", name="Find").click()
    expect(officer.get_by_text("No flat fits here")).to_be_visible()
    expect(officer.locator(".st-pin")).to_have_count(0)
    officer.get_by_label("Rent up to").fill("450")
    officer.get_by_role("button", name="Find").click()
    expect(officer.get_by_role("heading", name=HOSTILE)).to_be_visible()
    officer.locator(".st-pin").click()
    expect(officer.locator(".leaflet-popup")).to_contain_text(HOSTILE)


def _take_a_family_in(officer: Page) -> None:
    _go(officer, "Households")
    officer.get_by_role("link", name="New household").first.click()
    _fill(officer, Name_of_the_household="Παπαδάκη")
    for row, (name, born) in enumerate((("Μαρία", "01/02/1990"), ("Γιάννης", "05/05/2019"))):
        officer.get_by_label("Name", exact=True).nth(row).fill(name)
        officer.get_by_label("Date of birth").nth(row).fill(born)
    officer.get_by_role("button", name="Write the household down").click()
    officer.get_by_role("link", name="Write the account down").click()
    _fill(officer, Account_holder="Μαρία Παπαδάκη", IBAN="GR14 9990 0000 0000 0000 0000 001")
    officer.get_by_role("button", name="Pay to this account").click()


def _offer_the_flat(officer: Page) -> None:
    officer.get_by_role("link", name="Write down the needs").click()
    _fill(officer, Bedrooms="2", The_most_it_can_pay_itself="200")
    officer.get_by_role("button", name="Save and show flats").click()
    expect(officer.get_by_text("after a subsidy of")).to_be_visible()
    officer.get_by_role("main").get_by_role("link", name=re.compile("^Offer")).click()
    officer.get_by_role("button", name="Offer this flat").click()
    expect(officer.get_by_text("Waits for an answer")).to_be_visible()


def _new_link(officer: Page) -> str:
    """The family's personal link, shown once."""
    _go(officer, "Households")
    officer.get_by_role("link", name="Παπαδάκη").click()
    officer.get_by_role("button", name="New link").click()
    return officer.get_by_label("Copy it and send it to the household").input_value()


def _come_in(family: Page, link: str) -> None:
    """Looking at the link changes nothing; its one button uses it up."""
    family.goto(link)
    family.get_by_role("button", name="English").click()
    buttons = family.locator("main").get_by_role("button")
    expect(buttons).to_have_count(1)
    buttons.click()
    expect(family.get_by_text("You pay each month")).to_be_visible()


def _accept(family: Page) -> None:
    family.get_by_role("link", name="See the home").click()
    expect(family.locator(".leaflet-container")).to_be_visible()
    assert "2810" not in family.content(), "the landlord's telephone is not the family's to see"
    family.get_by_role("button", name="I want it").click()


def _write_the_lease(officer: Page) -> None:
    _go(officer, "Offers")
    officer.get_by_role("link", name=HOSTILE).click()
    officer.get_by_role("link", name="Write the lease").click()
    first, last = today(), add_months(today(), 12) - timedelta(days=1)
    _fill(officer, Signed_on=_typed(first), First_day=_typed(first), **{"Last_day,_on_paper": _typed(last)})
    officer.get_by_role("button", name="Save the lease").click()
    expect(officer.get_by_text(_typed(add_months(first, 36) - timedelta(days=1)))).to_be_visible()  # by law
    officer.get_by_role("link", name="Write down the declaration").click()
    _fill(officer, Number_of_the_declaration="123456789", Declared_on=_typed(first))
    officer.get_by_role("button", name="Save").click()
    officer.get_by_role("link", name="Write down the acceptance").click()
    _fill(officer, Accepted_on=_typed(first))
    officer.get_by_role("button", name="Save").click()


def _award(finance: Page, approver: Page) -> None:
    _go(finance, "Leases")
    finance.get_by_role("link", name="Παπαδάκη").click()
    finance.get_by_role("link", name="Prepare an award").click()
    finance.get_by_role("button", name=re.compile("^Send [0-9]+ instalments")).click()
    expect(finance.get_by_role("button", name=re.compile("^Approve"))).to_have_count(0)
    _go(approver, "Awards")
    approver.get_by_role("link", name="Παπαδάκη").click()
    approver.get_by_role("button", name=re.compile("^Approve [0-9]+ instalments")).click()


def _pay(finance: Page, approver: Page) -> None:
    _go(finance, "Month")
    finance.get_by_role("link", name="Prepare a run").click()
    finance.get_by_role("button", name=re.compile("^Send [0-9]+ payment")).click()
    _go(approver, "Payments")
    approver.get_by_role("link", name="-1").first.click()
    approver.get_by_role("button", name=re.compile("^Approve [0-9]+ payment")).click()
    finance.reload()
    with finance.expect_download() as download:
        finance.get_by_role("link", name="Take the bank file").click()
    _check_bank_file(download.value.path().read_bytes())
    finance.get_by_role("button", name=re.compile("^The bank has paid")).click()
    expect(finance.locator(".st-head .st-chip")).to_have_text("Settled")


def _check_bank_file(content: bytes) -> None:
    pain001.check(BytesIO(content))
    names = etree.fromstring(content).findall(".//{*}Cdtr/{*}Nm")
    assert {name.text for name in names} == {"Maria Papadaki"}


def _read_the_statement(family: Page) -> None:
    _go(family, "Money")
    expect(family.get_by_text("Paid").first).to_be_visible()
    expect(family.get_by_text("Will come").first).to_be_visible()


def _read_the_month(finance: Page) -> None:
    _go(finance, "Month")
    expect(finance.get_by_role("row", name=re.compile("Παπαδάκη"))).to_be_visible()


def _typed(day: date) -> str:
    return day.strftime("%d/%m/%Y")
