"""A household's page is its file: papers, contacts and account, each with a page where it is written down."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from people.models import Contact, Enterprise, Household, Identifier
from people.services.accounts import account_of
from tests.support import rows
from tests.support.pages import PageClient

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre, births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def officer(session: Session, centre: Centre, household: Household, client: PageClient) -> PageClient:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    rows.sign_in(client, user)
    return client


def said(page: object) -> str:
    return " ".join(page.text_content().split())  # type: ignore[attr-defined]


def test_an_empty_file_says_what_to_do(officer: PageClient, household: Household):
    page = officer.page(f"/households/{household.id}")
    addresses = page.xpath("//main//a/@href")
    for step in ("contacts/new", "account"):
        assert f"/households/{household.id}/{step}" in addresses
    assert f"/people/{household.members[0].person_id}/papers/new" in addresses


def test_a_number_is_written_down_and_checked_against_its_paper(
    officer: PageClient, session: Session, household: Household
):
    person_id = household.members[0].person_id
    officer.submit(f"/people/{person_id}/papers/new", kind="permit", value="α 123", last_day="30/11/2026")
    paper = session.scalars(select(Identifier)).one()
    session.commit()
    assert paper.value == "Α 123"
    path = f"/papers/{paper.id}"
    page = officer.submit(f"{path}/check", paper="Residence permit")
    assert "Residence permit" in said(page)
    page = officer.submit(f"{path}/edit", value="Α 124")
    assert "Α 124" in said(page)
    page = officer.page(f"/households/{household.id}")
    assert "Α 124" in said(page)
    assert "30/11/2026" in said(page)
    assert "Renew a paper of Haddad 1" in said(officer.page("/"))


@pytest.mark.parametrize(
    ("typed", "faulty"),
    [
        pytest.param({"value": ""}, "value", id="no-number"),
        pytest.param({"value": "987654321"}, "value", id="slip-in-the-number"),
        pytest.param({"last_day": "01/01/2020", "valid_from": "01/01/2021"}, "last_day", id="ends-before-it-begins"),
    ],
)
def test_a_slip_in_a_number_is_said(
    officer: PageClient, session: Session, household: Household, typed: dict[str, str], faulty: str
):
    path = f"/people/{household.members[0].person_id}/papers/new"
    page = officer.submit(path, status=422, **({"kind": "afm", "value": "094429812"} | typed))
    assert page.xpath(f"//*[@role='alert']//a[@href='#{faulty}']")
    assert session.scalars(select(Identifier)).all() == []


def test_a_number_that_somebody_else_has_is_said_at_once_and_on_both_pages(
    officer: PageClient, session: Session, household: Household, centre: Centre
):
    other = rows.add_household(session, centre, "Saleh")
    session.commit()
    for one in (household, other):
        path = f"/people/{one.members[0].person_id}/papers/new"
        page = officer.submit(path, kind="afm", value="094429812")
    assert "Somebody else has this number too" in said(page)
    for one, another in ((household, other), (other, household)):
        link = f"/households/{another.id}"
        assert officer.page(f"/households/{one.id}").xpath(f"//table//a[@href='{link}']")


def test_the_account_is_chosen(officer: PageClient, session: Session, household: Household):
    path = f"/households/{household.id}/account"
    iban = "GR16 0110 1250 0000 0001 2300 695"
    officer.submit(path, status=422, holder="أمل حداد", iban=iban)
    page = officer.submit(path, holder="Amal Haddad", iban=iban)
    session.refresh(household)
    account = account_of(household)
    assert account is not None
    assert account.holder in said(page)
    assert iban in said(page)


def test_contacts_are_written_down_changed_and_removed(officer: PageClient, session: Session, household: Household):
    for path in (f"/households/{household.id}", f"/people/{household.members[0].person_id}"):
        page = officer.submit(f"{path}/contacts/new", kind="phone", value="6912345678", note="μετά τις 17:00")
        assert "+306912345678" in said(page)
        assert "μετά τις 17:00" in said(page)
        contact = session.scalars(select(Contact)).one()
        session.commit()
        officer.submit(f"/contacts/{contact.id}/edit", status=422, value="12")
        page = officer.submit(f"/contacts/{contact.id}/edit", kind="email", value="amal@example.org")
        assert page.xpath("//a[@href='mailto:amal@example.org']")
        page = officer.submit(f"/contacts/{contact.id}/edit", action=f"/contacts/{contact.id}/remove")
        assert "amal@example.org" not in said(page)


def test_an_enterprise_is_written_down_with_a_contact(officer: PageClient, session: Session):
    assert officer.page("/enterprises").xpath("//*[@class='st-empty']//a[@href='/enterprises/new']")
    officer.submit("/enterprises/new", status=422, name="Faros", afm="123")
    page = officer.submit("/enterprises/new", name=HOSTILE, kind="employer", afm="094429812")
    assert HOSTILE in said(page)
    enterprise = session.scalars(select(Enterprise)).one()
    session.commit()
    path = f"/enterprises/{enterprise.id}"
    assert "281 000 0001" in said(officer.submit(f"{path}/contacts/new", kind="phone", value="2810 000001"))
    officer.submit(f"{path}/edit", name="Faros")
    assert "Faros" in said(officer.page("/enterprises"))


def test_the_file_of_another_centres_household_stays_closed(officer: PageClient, session: Session):
    other = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    session.commit()
    person_id = other.members[0].person_id
    for path in (f"households/{other.id}/account", f"households/{other.id}/contacts/new"):
        officer.page(f"/{path}", status=403)
    for page in ("", "/edit", "/papers/new", "/contacts/new"):
        officer.page(f"/people/{person_id}{page}", status=403)


def test_hostile_text_in_the_file_is_text(officer: PageClient, session: Session, household: Household):
    path = f"/households/{household.id}"
    officer.submit(f"{path}/contacts/new", kind="address", value=HOSTILE, note=HOSTILE)
    officer.submit(f"{path}/account", holder=HOSTILE[:70], iban="GR1601101250000000012300695")
    officer.submit(
        f"/people/{household.members[0].person_id}/papers/new", kind="case", value="41-3100/2024", paper=HOSTILE
    )
    page = officer.page(path)
    assert not page.xpath("//img | //script[not(@src)]")
    assert said(page).count(HOSTILE) >= 3
