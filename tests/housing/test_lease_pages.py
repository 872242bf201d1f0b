"""The pages of leases, from the signature to the acceptance."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Lease, Listing
from housing.states import ListingStatus
from people.models import Household
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_household, add_listing, add_user, sign_in
from tests.support.visits import text

pytestmark = pytest.mark.usefixtures("clock")

TYPED = {
    "signed_on": "20/11/2026",
    "starts_on": "01/12/2026",
    "agreed_last_day": "30/11/2027",
    "monthly_rent": "450,00",
}


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return add_household(session, centre)


def test_a_lease_is_signed_declared_and_accepted(
    client: PageClient, session: Session, officer: User, listing: Listing, household: Household
) -> None:
    path = f"/leases/new?listing={listing.id}&household={household.id}"
    session.commit()
    sign_in(client, officer)
    page = client.submit(path, **TYPED)
    assert "30/11/2029" in text(page)
    assert "31/01/2027" in text(page)
    lease = session.scalars(select(Lease)).one()
    session.commit()
    client.submit(f"/leases/{lease.id}/declaration", number="12345678", declared_on="2026-11-21")
    page = client.submit(f"/leases/{lease.id}/acceptance", accepted_on="22/11/2026")
    assert "12345678" in text(page)
    session.refresh(listing)
    assert listing.status is ListingStatus.LET
    assert page.xpath("count(//a[contains(@class, 'btn-primary')])") == 0


def test_a_rent_that_was_typed_wrong_is_put_right(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    path = f"/leases/{add_lease(session, centre).id}/amounts"
    session.commit()
    sign_in(client, officer)
    assert "€460.50" in text(client.submit(path, monthly_rent="460,50 €", deposit=""))
    assert "The rent must be more than zero." in text(client.submit(path, status=422, monthly_rent="0"))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        pytest.param("agreed_last_day", "30/11/2026", id="ends-before-it-starts"),
        pytest.param("agreed_last_day", "", id="no-last-day"),
        pytest.param("monthly_rent", "0", id="no-rent"),
        pytest.param("monthly_rent", "four hundred", id="rent-in-words"),
        pytest.param("starts_on", "31/11/2026", id="no-such-day"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    client: PageClient, session: Session, officer: User, listing: Listing, household: Household, field: str, typed: str
) -> None:
    path = f"/leases/new?listing={listing.id}&household={household.id}"
    session.commit()
    sign_in(client, officer)
    page = client.submit(path, status=422, **(TYPED | {field: typed}))
    [control] = page.xpath(f"//input[@name='{field}']")
    assert (control.get("aria-invalid"), control.get("value")) == ("true", typed)
    assert page.xpath("//input[@name='signed_on']/@value") == [TYPED["signed_on"]]
    assert session.scalar(select(Lease)) is None


def test_a_future_declaration_is_refused_on_the_page(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    lease = add_lease(session, centre)
    path = f"/leases/{lease.id}/declaration"
    session.commit()
    sign_in(client, officer)
    page = client.submit(path, status=422, number="1", declared_on="24/11/2026")
    assert page.xpath("//input[@name='declared_on']/@aria-invalid") == ["true"]
    assert page.xpath("//input[@name='number']/@value") == ["1"]


def test_landlord_papers_are_asked_for_on_the_lease(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    lease = add_lease(session, centre)
    path = f"/leases/{lease.id}/landlord"
    session.commit()
    sign_in(client, officer)
    page = client.submit(path, status=422, landlord_afm="1", landlord_iban="GR1")
    assert page.xpath("//input[@aria-invalid]/@name") == ["landlord_afm", "landlord_iban"]
    client.submit(path, landlord_afm="094429812", landlord_iban="GR1601101250000000012300695")
    session.refresh(lease.landlord)
    assert (lease.landlord.afm, lease.landlord.iban) == ("094429812", "GR1601101250000000012300695")


def test_the_numbers_of_a_landlord_of_several_centres_are_neither_shown_nor_replaced_by_one_of_them(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    lease = add_lease(session, centre)
    landlord, path = lease.landlord, f"/leases/{lease.id}/landlord"
    landlord.afm = "094429812"
    add_listing(session, add_centre(session, "chania")).landlord = landlord
    session.commit()
    sign_in(client, officer)
    assert "094429812" not in text(client.page(path)) + str(client.page(path).xpath("//input/@value"))
    page = client.submit(path, status=422, landlord_afm="090000045")
    assert page.xpath("//input[@name='landlord_afm']/@aria-invalid") == ["true"]
    client.submit(path, landlord_iban="GR1601101250000000012300695")
    client.submit(path, status=422, landlord_iban="GR8499900000000000000000002")
    session.refresh(landlord)
    assert (landlord.afm, landlord.iban) == ("094429812", "GR1601101250000000012300695")


def test_whoever_serves_all_centres_of_a_landlord_corrects_the_numbers(
    client: PageClient, session: Session, centre: Centre
) -> None:
    lease = add_lease(session, centre)
    lease.landlord.afm = "094429812"
    add_listing(session, add_centre(session, "chania")).landlord = lease.landlord
    everywhere, path = add_user(session, StaffRole.HOUSING_OFFICER), f"/leases/{lease.id}/landlord"
    session.commit()
    sign_in(client, everywhere)
    assert client.page(path).xpath("//input[@name='landlord_afm']/@value") == ["094429812"]
    client.submit(path, landlord_afm="123456783")
    session.refresh(lease.landlord)
    assert lease.landlord.afm == "123456783"


def test_the_list_says_what_is_missing_and_an_empty_one_what_to_do(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    session.commit()
    sign_in(client, officer)
    assert client.page("/leases").xpath("//a[@href='/households']")
    lease = add_lease(session, centre)
    path, reference = f"/leases/{lease.id}", lease.household.reference
    session.commit()
    page = client.page("/leases")
    assert page.xpath(f"//table//a[@href='{path}']")
    assert reference in text(page)


def test_a_late_declaration_stands_on_the_board(
    client: PageClient, session: Session, officer: User, centre: Centre
) -> None:
    lease = add_lease(session, centre)
    path = f"/leases/{lease.id}"
    session.commit()
    sign_in(client, officer)
    assert not client.page("/").xpath(f"//main//a[@href='{path}']")
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        sign_in(client, officer)
        assert client.page("/").xpath(f"//main//a[@href='{path}']")


@pytest.mark.parametrize("role", [StaffRole.FINANCE_OFFICER, StaffRole.FINANCE_APPROVER])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # one is enough for forms and doors
def test_others_read_leases_and_change_none(
    client: PageClient, session: Session, centre: Centre, role: StaffRole
) -> None:
    lease = add_lease(session, centre)
    path, reader = f"/leases/{lease.id}", add_user(session, role)
    session.commit()
    sign_in(client, reader)
    assert not client.page(path).xpath("//main//a[contains(@class, 'btn-primary')]")
    for step in ("declaration", "acceptance", "landlord"):
        client.page(f"{path}/{step}", status=403)
    client.page("/leases/new?listing=1&household=1", status=403)


def test_a_lease_of_another_centre_is_closed(client: PageClient, session: Session, centre: Centre) -> None:
    lease = add_lease(session, centre)
    path, stranger = f"/leases/{lease.id}", add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania"))
    session.commit()
    sign_in(client, stranger)
    client.page(path, status=403)
    client.page("/leases/99", status=404)
    client.page("/leases/new", status=404)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flat_that_is_let_is_not_offered_for_reopening(
    client: PageClient, session: Session, centre: Centre, officer: User
) -> None:
    lease = add_lease(session, centre)
    session.commit()
    sign_in(client, officer)
    address = f"/listings/{lease.listing_id}"
    assert not client.page(address).xpath(f"//form[@action='{address}/reopen']")
    lease.starts_on, lease.agreed_ends_on, lease.statutory_ends_on = date(2023, 1, 1), date(2024, 1, 1), NOW.date()
    session.commit()
    assert client.page(address).xpath(f"//form[@action='{address}/reopen']")
