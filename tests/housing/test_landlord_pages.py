"""Landlords on the pages that officers use: the list, one of them, a new one, a correction."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Landlord, LandlordKind, Lease, Listing
from tests.support.audit import events
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text

AFM, IBAN = "094429812", "GR1601101250000000012300695"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def lease(session: Session, centre: Centre) -> Lease:
    return add_lease(session, centre)


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, lease: Lease) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def names(page: HtmlElement) -> list[str]:
    return page.xpath("//table//th[@scope='row']//bdi/text()")


def test_a_landlord_is_written_down_and_corrected(officer: PageClient, session: Session):
    page = officer.submit("/landlords/new", status=422, name="")
    assert "Enter the name, a telephone or an e-mail" in text(page)
    officer.submit(
        "/landlords/new", name="Δήμος Ηρακλείου", kind="organisation", phone="2810990001", afm=AFM, iban=IBAN
    )
    landlord = session.scalars(select(Landlord).order_by(Landlord.id.desc())).first()
    assert landlord is not None
    assert (landlord.kind, landlord.phone, landlord.afm) == (LandlordKind.ORGANISATION, "+302810990001", AFM)
    session.commit()
    officer.submit(f"/landlords/{landlord.id}/edit", email="letting@example.org", kind="")
    session.refresh(landlord)
    assert (landlord.email, landlord.kind, landlord.iban) == ("letting@example.org", None, IBAN)
    assert [event.action for event in events(session)][-2:] == ["change-landlord", "show-landlord"]


@ONE
def test_what_is_no_number_is_told_beside_its_field(officer: PageClient):
    page = officer.submit("/landlords/new", status=422, name="A", phone="12", afm="1", iban="GR1", email="a")
    assert page.xpath("//input[@aria-invalid]/@name") == ["phone", "email", "afm", "iban"]
    for field, fine in (("phone", ""), ("email", ""), ("afm", AFM)):
        typed = {"phone": "12", "email": "a", "afm": "1", "iban": "GR1"} | {field: fine}
        assert officer.submit("/landlords/new", status=422, name="A", **typed).xpath("//*[@class='st-errors']")
    page = officer.submit("/landlords/new", status=422, name="", afm="1")
    assert page.xpath("//input[@aria-invalid]/@name") == ["name", "afm"]


@ONE
def test_a_tax_number_is_written_down_once(officer: PageClient, session: Session, lease: Lease):
    lease.landlord.afm = AFM
    session.commit()
    page = officer.submit("/landlords/new", status=422, name="Katerina Lydaki", afm=AFM)
    assert "A landlord with this AFM is known already" in text(page)


@ONE
def test_landlords_are_found_by_name_in_any_script_and_by_kind(officer: PageClient, session: Session, centre: Centre):
    for name, kind in (("Άλφα Ακίνητα", LandlordKind.ORGANISATION), ("Νίκος Βλαχάκης", None)):
        session.add(Landlord(name=name, kind=kind, kept_by=centre, created_at=NOW))
    session.commit()
    assert names(officer.page("/landlords")) == ["Aikaterini Lydaki", "Άλφα Ακίνητα", "Νίκος Βλαχάκης"]
    assert names(officer.page("/landlords?name=vlaxakis")) == ["Νίκος Βλαχάκης"]
    assert names(officer.page("/landlords?kind=organisation")) == ["Άλφα Ακίνητα"]
    assert len(names(officer.page("/landlords?kind=no-such"))) == 3
    assert "No landlord fits" in text(officer.page("/landlords?name=xyz"))


def test_the_page_of_a_landlord_has_its_adverts_and_lets(officer: PageClient, session: Session, lease: Lease):
    page = officer.page(f"/landlords/{lease.landlord_id}")
    said = text(page)
    assert "Aikaterini Lydaki" in said
    assert page.xpath(f"//a[@href='/listings/{lease.listing_id}']")
    assert page.xpath(f"//a[@href='/leases/{lease.id}']")
    assert lease.household.reference in said
    row = officer.page("/landlords").xpath("//tbody/tr/td[@class='st-num']")
    assert [text(cell) for cell in row] == ["1", "1"]


def test_a_landlord_of_other_centres_is_not_shown(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    session.commit()
    assert len(names(officer.page("/landlords"))) == 1
    for step in ("", "/edit"):
        officer.page(f"/landlords/{elsewhere.landlord_id}{step}", status=403)
    officer.page("/landlords/999", status=404)


def test_numbers_are_for_those_who_serve_every_centre_of_the_landlord(
    officer: PageClient, session: Session, lease: Lease
):
    landlord, address = lease.landlord, f"/landlords/{lease.landlord_id}"
    landlord.afm, landlord.iban = AFM, IBAN
    session.commit()
    assert IBAN in text(officer.page(address)).replace(" ", "")
    add_listing(session, add_centre(session, "chania"), title="A flat of Chania").landlord = landlord
    session.commit()
    said = text(officer.page(address)).replace(" ", "")
    assert [words for words in (IBAN, AFM, "AflatofChania") if words in said] == []
    page = officer.page(f"{address}/edit")
    assert not page.xpath("//input[@name='afm' or @name='iban']")
    officer.submit(f"{address}/edit", name="Katerina Lydaki")
    session.refresh(landlord)
    assert (landlord.name, landlord.afm, landlord.iban) == ("Katerina Lydaki", AFM, IBAN)


def newest_listing(session: Session) -> Listing:
    return session.scalars(select(Listing).order_by(Listing.id.desc()).limit(1)).one()


@ONE
@pytest.mark.parametrize("phone", ["+302810990001", None])
def test_a_flat_that_a_landlord_tells_of_is_written_down_from_its_page(
    officer: PageClient, session: Session, centre: Centre, phone: str | None
):
    landlord = add_listing(session, centre).landlord
    landlord.name, landlord.phone, landlord.email = "Ρένα Στρατάκη", phone, None
    session.commit()
    page = officer.page(f"/landlords/{landlord.id}")
    [new] = page.xpath("//*[@class='st-head']//a[text()='New listing']/@href")
    form = officer.page(new)
    assert [form.xpath(f"//*[@id='{name}']/@value")[0] for name in ("landlord_name", "phone")] == [
        "Ρένα Στρατάκη",
        phone or "",
    ]
    officer.submit(new, title="Her other flat", monthly_rent="400")
    assert newest_listing(session).landlord is landlord
    session.commit()
    officer.submit(new, title="A namesake's", monthly_rent="400", phone="2810990002")
    assert newest_listing(session).landlord not in (landlord, None)


@ONE
def test_no_flat_is_written_down_for_a_landlord_of_other_centres(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    session.commit()
    assert officer.get(f"/listings/new?landlord={elsewhere.landlord_id}").status_code == 403
