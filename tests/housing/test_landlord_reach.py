"""Which centre sees a landlord: one that lets nowhere any more stays with whom it was, a merged one with its leader."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, Refused
from core.structure import Centre
from housing.models import Landlord, Listing, OwnershipShare
from housing.services.landlords.landlord_reach import get_landlord, get_record, sees_landlord_papers
from housing.services.landlords.landlord_records import (
    LandlordDetails,
    LandlordSearch,
    add_landlord,
    change_landlord,
    list_landlords,
)
from housing.services.landlords.owners import NewOwner, set_owners
from housing.services.listings import adverts, listings
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, add_centre, add_listing, add_user
from tests.support.visits import enter

AFM, IBAN = "094429812", "GR1601101250000000012300695"


@pytest.fixture
def stranger(session: Session, centre: Centre) -> User:
    return add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania"))


@pytest.fixture
def leading(listing: Listing) -> Landlord:
    assert listing.landlord is not None
    return listing.landlord


@pytest.fixture
def merged(session: Session, centre: Centre, leading: Landlord) -> Landlord:
    """Another record of the landlord, with numbers that it still keeps."""
    merged = Landlord(
        name="Catherine Lydaki", phone="+302810990009", afm=AFM, iban=IBAN, kept_by=centre, same_as=leading,
        created_at=NOW,
    )  # fmt: skip
    session.add(merged)
    session.flush()
    return merged


def sees(session: Session, landlord: Landlord, user: User) -> bool:
    try:
        return get_record(session, landlord.id, user) is landlord
    except Forbidden:
        return False


def test_a_landlord_who_lets_nowhere_is_its_own_centres(session: Session, officer: User, stranger: User) -> None:
    details, centre_id = LandlordDetails(name="Nikos Vlachakis", afm=AFM, iban=IBAN), officer.posts[0].centre_id
    landlord = add_landlord(session, details, centre_id=centre_id, actor=officer, at=NOW)
    assert (sees(session, landlord, officer), sees(session, landlord, stranger)) == (True, False)
    assert sees_landlord_papers(session, landlord, officer)
    assert not sees_landlord_papers(session, landlord, stranger)
    assert list_landlords(session, stranger).rows == []
    with pytest.raises(Refused, match="You do not work for this centre"):
        add_landlord(session, details, centre_id=centre_id, actor=stranger, at=NOW)


def test_a_record_that_was_merged_is_seen_by_those_who_see_the_one_that_leads(
    session: Session, officer: User, stranger: User, leading: Landlord, merged: Landlord
) -> None:
    assert (sees(session, merged, officer), sees(session, merged, stranger)) == (True, False)
    assert not sees_landlord_papers(session, merged, stranger)
    chania = add_listing(session, stranger.posts[0].centre)
    chania.landlord = leading
    session.flush()
    assert sees(session, merged, stranger)
    assert not sees_landlord_papers(session, merged, officer)


def test_a_landlord_whose_only_advert_names_somebody_else_now_is_nobody_elses(
    session: Session, officer: User, stranger: User, listing: Listing, leading: Landlord
) -> None:
    leading.afm, leading.iban = AFM, IBAN
    advert = replace(adverts.as_advert(listing), landlord_name="Nikos Vlachakis", phone="+302810990077")
    listings.change_listing(session, listing, advert, actor=officer, at=NOW)
    assert listing.landlord is not leading
    assert (sees(session, leading, officer), sees(session, leading, stranger)) == (True, False)


def test_who_owns_or_has_let_a_home_at_a_centre_is_seen_there(
    session: Session, stranger: User, listing: Listing, leading: Landlord
) -> None:
    home = add_listing(session, stranger.posts[0].centre)
    session.add(OwnershipShare(dwelling=home.dwelling, landlord=leading, share=500_000))
    session.flush()
    assert sees(session, leading, stranger)
    lease = add_lease(session, stranger.posts[0].centre)
    lease.landlord = owner = Landlord(name="Nikos", kept_by=listing.centre, created_at=NOW)
    session.flush()
    assert sees(session, owner, stranger)
    assert not sees_landlord_papers(session, owner, stranger)


def test_a_landlord_is_found_once_by_the_words_and_numbers_of_all_its_records(
    session: Session, officer: User, leading: Landlord, merged: Landlord
) -> None:
    for search in ("lydaki", "Catherine"):
        assert list_landlords(session, officer, LandlordSearch(text=search)).rows == [leading]


@pytest.mark.parametrize("typed", ["lydaki", "Catherine", "2810990009", AFM])
def test_the_search_box_leads_to_the_record_that_leads(
    client: PageClient, session: Session, officer: User, leading: Landlord, merged: Landlord, typed: str
) -> None:
    enter(client, session, officer)
    found = client.submit("/search", q=typed).xpath("//*[@class='st-hit']//a/@href")
    assert [address for address in found if "/landlords/" in address] == [f"/landlords/{leading.id}"]


@pytest.mark.parametrize("typed", ["2810990009", AFM])
def test_the_numbers_of_a_merged_record_find_the_flats(
    client: PageClient, session: Session, officer: User, listing: Listing, merged: Landlord, typed: str
) -> None:
    enter(client, session, officer)
    found = client.submit("/search", q=typed).xpath("//*[@class='st-hit']//a/@href")
    assert f"/listings/{listing.id}" in found


def test_what_is_written_of_a_merged_record_goes_to_the_one_that_leads(
    client: PageClient, session: Session, officer: User, leading: Landlord, merged: Landlord
) -> None:
    assert get_landlord(session, merged.id, officer) is leading
    with pytest.raises(Refused, match="Another record of this landlord leads"):
        change_landlord(session, merged, LandlordDetails(name="Nobody"), actor=officer, at=NOW)
    enter(client, session, officer)
    own = client.page(f"/landlords/{merged.id}")
    assert not own.xpath("//main//a[contains(@href, '/new') or contains(@href, '/edit')]")


def test_a_new_owner_with_the_number_of_a_merged_record_is_the_one_that_leads(
    session: Session, officer: User, leading: Landlord, merged: Landlord
) -> None:
    home, other_iban = add_listing(session, leading.kept_by), "GR9608100010000001234567890"
    owner = NewOwner("Catherine Lydaki", 1_000_000, afm=AFM, iban=other_iban)
    set_owners(session, home, {}, [owner], actor=officer, at=NOW)
    assert (leading.iban, merged.iban) == (other_iban, IBAN)
    assert session.query(OwnershipShare).one().landlord is leading


def test_a_tax_number_that_another_landlord_has_is_refused_on_a_correction(
    session: Session, centre: Centre, officer: User, leading: Landlord, merged: Landlord
) -> None:
    other = add_landlord(session, LandlordDetails(name="Nikos"), centre_id=centre.id, actor=officer, at=NOW)
    with pytest.raises(Refused, match="A landlord with this AFM is known already"):
        change_landlord(session, other, LandlordDetails(name="Nikos", afm=AFM), actor=officer, at=NOW)
    change_landlord(session, leading, LandlordDetails(name="Katerina Lydaki", afm=AFM), actor=officer, at=NOW)
    other.afm = AFM
    change_landlord(session, other, LandlordDetails(name="Nikolaos", afm=AFM), actor=officer, at=NOW)
    assert (leading.afm, other.name) == (AFM, "Nikolaos")
