"""Perhaps the same flat, perhaps the same landlord: on the board, side by side, and on their own pages."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import LandlordPair, Listing, ListingPair
from housing.services.doubles import look_for_doubles
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def adverts(session: Session, centre: Centre) -> tuple[Listing, Listing]:
    one = add_listing(session, centre, title="Διαμέρισμα στον Πόρο", address="Εφέσου 7")
    other = add_listing(session, centre, title="Flat in Poros", rent="460.00")
    assert one.landlord
    one.landlord.name = "Αικατερίνη Λυδάκη"
    session.flush()
    look_for_doubles(session, at=NOW)
    return one, other


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, adverts: object) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_the_board_leads_to_what_is_there_twice(officer: PageClient) -> None:
    board = officer.page("/")
    assert "1 pair of adverts may be one flat" in text(board)
    assert "1 pair of records may be one landlord" in text(board)
    for address in ("/listings/doubles", "/landlords/doubles"):
        assert board.xpath(f"//a[@href='{address}']")
        assert len(officer.page(address).xpath("//tbody/tr")) == 1


def test_side_by_side_it_is_said_what_agrees(officer: PageClient, session: Session) -> None:
    pair = session.scalars(select(ListingPair)).one()
    session.commit()
    page = officer.page(f"/listings/doubles/{pair.id}")
    agreeing = page.xpath("//tr[contains(., 'agrees')]/th/text()")
    assert {"Address", "Size", "Floor", "Telephone"} <= set(agreeing)


def test_of_what_is_measured_it_is_said_what_is_only_close(officer: PageClient, session: Session, adverts) -> None:
    pair = session.scalars(select(ListingPair)).one()
    pair.one.monthly_rent, pair.other.monthly_rent = Decimal("420.00"), Decimal("430.00")
    pair.one.dwelling.size_m2 = pair.other.dwelling.size_m2
    pair.agree = [*pair.agree, "rent"]
    session.commit()
    page = officer.page(f"/listings/doubles/{pair.id}")
    compared = {row.findtext("th"): text(row.findall("td")[-1]) for row in page.xpath("//tbody/tr")}
    assert (compared["Rent, a month"], compared["Size"]) == ("close", "agrees")


def test_two_adverts_are_merged(officer: PageClient, session: Session, adverts: tuple[Listing, Listing]) -> None:
    pair = session.scalars(select(ListingPair)).one()
    session.commit()
    page = officer.submit(f"/listings/doubles/{pair.id}", action=f"/listings/doubles/{pair.id}/merge/{pair.one_id}")
    assert "one flat now" in text(page)
    assert page.xpath(f"//main//li/a[@href='/listings/{adverts[1].id}']")
    merged = officer.page(f"/listings/{adverts[1].id}")
    assert "Another advert of this flat leads" in text(merged)
    address = f"/listings/{adverts[1].id}"
    assert "stands for itself again" in text(officer.submit(address, action=f"{address}/part"))


@pytest.mark.parametrize(
    ("kind", "address", "flash"),
    [(ListingPair, "/listings/doubles", "They are two flats"), (LandlordPair, "/landlords/doubles", "two landlords")],
)
def test_who_said_that_they_are_two_is_shown(
    officer: PageClient, session: Session, kind: type[ListingPair], address: str, flash: str
) -> None:
    pair = session.scalars(select(kind)).one()
    session.commit()
    page = officer.submit(f"{address}/{pair.id}", action=f"{address}/{pair.id}/apart")
    assert flash in text(page)
    assert "Eleni Markaki" in text(officer.page(f"{address}?apart=1"))
    assert "Eleni Markaki said on" in text(officer.page(f"{address}/{pair.id}"))


def test_two_landlords_are_merged(officer: PageClient, session: Session) -> None:
    pair = session.scalars(select(LandlordPair)).one()
    session.commit()
    other = officer.page(f"/landlords/{pair.other_id}")
    assert other.xpath(f"//a[@href='/landlords/doubles/{pair.id}']")
    page = officer.submit(f"/landlords/doubles/{pair.id}", action=f"/landlords/doubles/{pair.id}/merge/{pair.one_id}")
    assert "one landlord now" in text(page)
    assert "Also known as" in text(page)
    address = f"/landlords/{pair.other_id}"
    assert "Another record of this landlord leads" in text(officer.page(address))
    assert "The record stands for itself again" in text(officer.submit(address, action=f"{address}/part"))


def test_pairs_of_another_centre_are_nobodys_here(client: PageClient, session: Session, adverts: object) -> None:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania")))
    assert "No flat seems to be here twice" in text(client.page("/listings/doubles"))
    pair = session.scalars(select(ListingPair)).one()
    session.commit()
    assert client.get(f"/listings/doubles/{pair.id}").status_code == 404
    assert client.get("/listings/doubles/999").status_code == 404
