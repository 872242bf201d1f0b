"""To whom a home belongs, on the page of its advert and of each owner."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Landlord, Listing, OwnershipShare
from tests.support.audit import events
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter, text

AFM, IBAN, OTHER_IBAN = "094429812", "GR1601101250000000012300695", "GR8499900000000000000000002"
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def officer(client: PageClient, session: Session, centre: Centre, listing: Listing) -> PageClient:
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def shares(session: Session) -> dict[str, int]:
    session.commit()
    owners = session.scalars(select(OwnershipShare).order_by(OwnershipShare.id))
    found = {owner.landlord.name: owner.share for owner in owners}
    session.commit()
    return found


def owners(page: HtmlElement) -> list[str]:
    return [text(row) for row in page.xpath("//*[@id='owners']/ancestor-or-self::section//tbody/tr")]


def test_a_brother_owns_half_of_it(officer: PageClient, session: Session, listing: Listing):
    address, field, flat = f"/listings/{listing.id}/owners", f"share_{listing.landlord_id}", listing.id
    assert "Nobody has asked who owns it" in text(officer.page(f"/listings/{listing.id}"))
    brother = {"new-0-name": "Νίκος Λυδάκης", "new-0-share": "50", "new-0-owner_afm": AFM, "new-0-iban": IBAN}
    page = officer.submit(address, **{field: "50"} | brother)
    assert owners(page) == ["Aikaterini Lydaki 50 % to be asked", "Νίκος Λυδάκης 50 % known"]
    assert shares(session) == {"Aikaterini Lydaki": 500_000, "Νίκος Λυδάκης": 500_000}
    assert [event.action for event in events(session) if "owner" in event.action] == ["set-owners"]
    nikos = session.scalars(select(Landlord).where(Landlord.name == "Νίκος Λυδάκης")).one()
    assert (nikos.afm, nikos.iban) == (AFM, IBAN)
    key = nikos.id
    session.commit()
    own = officer.page(f"/landlords/{key}")
    assert "Homes it owns" in text(own)
    assert own.xpath(f"//a[@href='/listings/{flat}']")
    officer.submit(address, **{field: "100", f"share_{key}": ""})
    assert shares(session) == {"Aikaterini Lydaki": 1_000_000}


@ONE
@pytest.mark.parametrize(
    ("own", "new", "made"), [("60", "50", "110 %"), ("33,33", "33,33", "66.66 %"), ("", "1", "1 %")]
)
def test_shares_that_are_not_the_whole_home_are_told_and_not_kept(
    officer: PageClient, session: Session, listing: Listing, own: str, new: str, made: str
):
    typed = {f"share_{listing.landlord_id}": own, "new-0-name": "Νίκος", "new-0-share": new}
    page = officer.submit(f"/listings/{listing.id}/owners", status=422, **typed)
    assert f"The shares make {made} together: they must make 100 %." in text(page)
    assert shares(session) == {}


@ONE
@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"share": "50"}, "Enter the name of the owner"),
        ({"name": "Νίκος"}, "Enter the share of the owner"),
        ({"name": "Νίκος", "share": "half"}, "Enter a share such as 50"),
        ({"name": "Νίκος", "share": "50", "owner_afm": "1"}, "This is no valid AFM"),
        ({"name": "Νίκος", "share": "50", "iban": "GR1"}, "A Greek IBAN has 27 characters"),
    ],
)
def test_what_is_missing_of_a_new_owner_is_told_beside_its_field(
    officer: PageClient, listing: Listing, row: dict[str, str], said: str
):
    typed = {f"share_{listing.landlord_id}": "50"} | {f"new-0-{name}": value for name, value in row.items()}
    assert said in text(officer.submit(f"/listings/{listing.id}/owners", status=422, **typed))


@ONE
def test_there_is_room_for_more_owners(officer: PageClient, session: Session, listing: Listing):
    address = f"/listings/{listing.id}/owners"
    typed = {f"share_{listing.landlord_id}": "40", "new-0-name": "Νίκος", "new-0-share": "60"}
    page = officer.submit(address, **typed, more_rows="More owners")
    assert page.xpath("//input[@name='new-2-name']")
    assert page.xpath("//input[@name='new-0-name']/@value") == ["Νίκος"]
    assert shares(session) == {}


def test_an_owner_that_is_known_by_its_tax_number_is_not_written_down_again(
    officer: PageClient, session: Session, listing: Listing
):
    chania = add_centre(session, "chania")
    known = Landlord(name="Ιωάννης Βλαχάκης", afm=AFM, iban=IBAN, kept_by=chania, created_at=NOW)
    session.add(known)
    add_listing(session, chania).landlord = known
    session.flush()
    address, key = f"/listings/{listing.id}/owners", known.id
    typed = {f"share_{listing.landlord_id}": "50", "new-0-name": "Ioannis Vlachakis", "new-0-share": "50"}
    session.commit()
    page = officer.submit(address, status=422, **typed | {"new-0-owner_afm": AFM, "new-0-iban": OTHER_IBAN})
    assert "lets at a centre that you do not serve" in text(page)
    officer.submit(address, **typed | {"new-0-owner_afm": AFM})
    assert shares(session) == {"Aikaterini Lydaki": 500_000, "Ιωάννης Βλαχάκης": 500_000}
    assert known.iban == IBAN
    session.commit()
    again = typed | {f"share_{key}": "25", "new-0-share": "25", "new-0-owner_afm": AFM}
    page = officer.submit(address, status=422, **again)
    assert "The same owner stands here twice" in text(page)


@ONE
def test_a_tax_number_that_is_known_under_another_name_hands_the_home_to_nobody_else(
    officer: PageClient, session: Session, listing: Listing
):
    session.add(Landlord(name="Ιωάννης Βλαχάκης", afm=AFM, kept_by=listing.centre, created_at=NOW))
    typed = {"new-0-name": "Νίκος Λυδάκης", "new-0-share": "100", "new-0-owner_afm": AFM}
    address = f"/listings/{listing.id}/owners"
    session.commit()
    officer.submit(address, **typed)
    assert shares(session) == {"Νίκος Λυδάκης": 1_000_000}


def test_the_owners_of_another_centres_home_are_not_shown(officer: PageClient, session: Session):
    elsewhere = add_listing(session, add_centre(session, "chania"))
    session.commit()
    officer.page(f"/listings/{elsewhere.id}/owners", status=403)
