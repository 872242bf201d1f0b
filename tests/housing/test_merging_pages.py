"""Perhaps the same flat, perhaps the same landlord: on the board, side by side, and on their own pages."""

from decimal import Decimal

import pytest
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import LandlordPair, Listing, ListingPair
from housing.services.listings.doubles import look_for_doubles
from housing.states import ListingStatus
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


FROM_WITHDRAWN = "Before this advert stood at “Withdrawn”, now it stands at “Verified”."


@pytest.mark.parametrize(
    ("leads", "merged", "told"),
    [
        (ListingStatus.WITHDRAWN, ListingStatus.VERIFIED, [FROM_WITHDRAWN]),
        (ListingStatus.VERIFIED, ListingStatus.CONTACTED, []),
    ],
)
def test_a_step_that_the_advert_takes_by_being_merged_is_told(
    officer: PageClient, session: Session, leads: ListingStatus, merged: ListingStatus, told: list[str]
) -> None:
    pair = session.scalars(select(ListingPair)).one()
    pair.one.status, pair.other.status = leads, merged
    session.commit()
    page = officer.submit(f"/listings/doubles/{pair.id}", action=f"/listings/doubles/{pair.id}/merge/{pair.one_id}")
    assert [text(said) for said in page.xpath("//*[@role='status']")][1:] == told


def merge_late(client: PageClient, address: str, leads_in_form: int, leads: int) -> HtmlElement:
    """Two windows show the same pair: in the first `leads` is to lead, then in the second `leads_in_form`."""
    page = client.page(address)
    client.submit(address, action=f"{address}/merge/{leads}")
    form = next(form for form in page.forms if form.action == f"{address}/merge/{leads_in_form}")
    return html.document_fromstring(client.post(form.action, data=dict(form.fields), follow_redirects=True).text)


@pytest.mark.parametrize("leads_in_form", [0, 1])
@pytest.mark.parametrize(
    ("kind", "address", "told"),
    [
        (ListingPair, "/listings", "Somebody merged the two a moment ago. This advert leads."),
        (LandlordPair, "/landlords", "Somebody merged the two a moment ago. This record leads."),
    ],
)
def test_whoever_merges_second_comes_to_what_leads(
    officer: PageClient, session: Session, kind: type[ListingPair], address: str, told: str, leads_in_form: int
) -> None:
    pair = session.scalars(select(kind)).one()
    keys, doubles = (pair.one_id, pair.other_id), f"{address}/doubles/{pair.id}"
    session.commit()
    page = merge_late(officer, doubles, keys[leads_in_form], keys[0])
    assert told in text(page)
    assert page.xpath("string(//h1)") == officer.page(f"{address}/{keys[0]}").xpath("string(//h1)")


def test_whoever_merges_what_is_no_pair_any_more_is_told_so(officer: PageClient, session: Session) -> None:
    pair = session.scalars(select(ListingPair)).one()
    address, key = f"/listings/doubles/{pair.id}", pair.one_id
    session.delete(pair)
    session.commit()
    token = officer.page("/").xpath("string(//input[@name='csrf_token']/@value)")
    for other in ({}, {"other": pair.other_id}, {"other": 999}):
        assert officer.post(f"{address}/merge/{key}", data={"csrf_token": token, **other}).status_code == 404


def test_pairs_of_another_centre_are_nobodys_here(client: PageClient, session: Session, adverts: object) -> None:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania")))
    assert "No flat seems to be here twice" in text(client.page("/listings/doubles"))
    pair = session.scalars(select(ListingPair)).one()
    session.commit()
    assert client.get(f"/listings/doubles/{pair.id}").status_code == 404
    assert client.get("/listings/doubles/999").status_code == 404
