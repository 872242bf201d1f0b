"""A telephone that is corrected on an advert is the landlord's own: what is known of the landlord stays with it."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from core.structure import Centre
from housing.models import Landlord, Listing, OwnershipShare
from housing.services.listings import listings
from housing.services.listings.adverts import as_advert
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_listing
from tests.support.visits import enter, text

AFM, NEW = "094429812", "+302810990077"


@pytest.fixture
def landlord(session: Session, listing: Listing) -> Landlord:
    assert listing.landlord is not None
    listing.landlord.afm = AFM
    session.flush()
    return listing.landlord


def correct(session: Session, listing: Listing, officer: User, **said: str | None) -> None:
    listings.change_listing(session, listing, replace(as_advert(listing), **said), actor=officer, at=NOW)


@pytest.mark.parametrize("phone", [NEW, None])
def test_the_landlord_of_this_home_alone_gets_the_telephone(
    session: Session, listing: Listing, landlord: Landlord, officer: User, phone: str | None
) -> None:
    session.add(OwnershipShare(dwelling=listing.dwelling, landlord=landlord, share=1_000_000))
    correct(session, listing, officer, phone=phone)
    assert (listing.landlord, landlord.phone, landlord.afm) == (landlord, phone, AFM)
    assert session.scalar(select(func.count(Landlord.id))) == 1


@pytest.mark.parametrize("other", ["advert", "share", "lease"])
def test_of_one_who_lets_another_home_it_is_corrected_on_the_landlords_page(
    session: Session, listing: Listing, landlord: Landlord, officer: User, centre: Centre, other: str
) -> None:
    if other == "advert":
        add_listing(session, centre).landlord = landlord
    elif other == "share":
        session.add(OwnershipShare(dwelling=add_listing(session, centre).dwelling, landlord=landlord, share=1_000_000))
    else:
        add_lease(session, centre).landlord = landlord
    session.flush()
    with pytest.raises(Refused, match="lets other homes too: correct the telephone on the landlord's page") as refused:
        correct(session, listing, officer, phone=NEW)
    assert refused.value.field == "phone"


def test_another_landlord_who_is_known_by_name_and_telephone_is_taken(
    session: Session, listing: Listing, landlord: Landlord, officer: User, centre: Centre
) -> None:
    known = Landlord(name=landlord.name, phone=NEW, kept_by=centre, created_at=NOW)
    session.add(known)
    add_listing(session, centre).landlord = landlord
    correct(session, listing, officer, phone=NEW)
    assert (listing.landlord, landlord.phone) == (known, "+302810000001")


def test_another_name_is_another_landlord_with_no_number_of_the_first(
    session: Session, listing: Listing, landlord: Landlord, officer: User
) -> None:
    correct(session, listing, officer, landlord_name="Nikos Vlachakis", phone=NEW, afm=None)
    assert listing.landlord is not None
    assert (listing.landlord.name, listing.landlord.afm, landlord.afm) == ("Nikos Vlachakis", None, AFM)


def test_the_form_says_where_the_telephone_is_corrected(
    client: PageClient, session: Session, listing: Listing, landlord: Landlord, officer: User, centre: Centre
) -> None:
    add_listing(session, centre).landlord = landlord
    address = f"/listings/{listing.id}/edit"
    enter(client, session, officer)
    page = client.submit(address, status=422, phone=NEW)
    assert "lets other homes too" in text(page)
    assert page.xpath("//input[@name='phone']/@aria-invalid") == ["true"]
