"""Adding adverts, changing them, and what an import makes of those that are known."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre, list_centres
from housing.advert import Advert
from housing.models import Landlord, Listing
from housing.services.listings import adverts, listing_life, listings
from housing.states import ListingAction, ListingStatus
from tests.housing.whole_advert import RENT, WHOLE
from tests.support import rows
from tests.support.rows import NOW, TODAY


def add(session: Session, advert: Advert, centre: Centre | None) -> Listing:
    listing = listings.add_listing(
        session, advert, centres=[centre] if centre else list_centres(session), at=NOW, actor=None
    )
    session.flush()
    session.expire_all()
    return listing


def count(session: Session, kind: type) -> int:
    return session.scalar(select(func.count()).select_from(kind)) or 0


def test_an_advert_is_stored_whole_and_read_back_as_it_was(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    assert adverts.as_advert(listing) == WHOLE
    assert (listing.status, listing.centre, listing.created_at) == (ListingStatus.CANDIDATE, centre, NOW)
    assert listing.dwelling.place_precision == listings.PIN


def test_the_advert_that_is_stored_whole_leaves_nothing_unsaid():
    assert all(getattr(WHOLE, name) is not None for name in Advert.__dataclass_fields__)


def test_an_advert_of_a_rent_alone_is_stored(session: Session, centre: Centre):
    listing = add(session, Advert(monthly_rent=RENT, title="Flat"), centre)
    assert (listing.landlord, listing.dwelling.latitude, listing.dwelling.has_lift) == (None, None, None)


@pytest.mark.parametrize(
    ("advert", "title"),
    [
        (Advert(RENT, title="Flat", address="Efesou 7"), "Flat"),
        (Advert(RENT, address="Efesou 7", area="Poros"), "Efesou 7"),
        (Advert(RENT, area="Poros", reference="A-1"), "Poros"),
        (Advert(RENT, reference="A-1"), "A-1"),
        (Advert(RENT, latitude=35.3312, longitude=25.1467), "35.33120, 25.14670"),
        (Advert(RENT, source_link="https://portal.example/" + "1" * 300), "https://portal.example/" + "1" * 177),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_listing_can_be_called_something(session: Session, centre: Centre, advert: Advert, title: str):
    assert add(session, advert, centre).title == title


@pytest.mark.parametrize(
    ("advert", "key"),
    [
        (Advert(RENT, title="Flat", latitude=35.51, longitude=24.02), "chania"),
        (Advert(RENT, title="Flat", latitude=35.33, longitude=25.14), "heraklion"),
        (Advert(RENT, title="Flat", city="Chania"), "chania"),
        (Advert(RENT, title="Flat", city="Sitia"), "heraklion"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_a_centre_the_nearest_takes_the_advert(session: Session, centre: Centre, advert: Advert, key: str):
    rows.add_centre(session, "chania")
    assert add(session, advert, None).centre.key == key


def test_there_must_be_a_centre(session: Session):
    with pytest.raises(Refused, match="no centre yet"):
        listings.add_listing(session, WHOLE, centres=[], at=NOW, actor=None)


def test_a_reference_is_taken_once_at_each_source(session: Session, centre: Centre):
    first = add(session, WHOLE, centre)
    add(session, replace(WHOLE, source="newspaper"), centre)
    with pytest.raises(Refused) as refused:
        listings.add_listing(session, WHOLE, centres=[centre], at=NOW, actor=None)
    assert refused.value.field == "reference"
    listings.change_listing(
        session, first, replace(WHOLE, title="New title"), at=NOW, actor=None
    )  # it may keep its own


def test_one_landlord_may_let_several_flats(session: Session, centre: Centre):
    first = add(session, WHOLE, centre)
    second = add(session, replace(WHOLE, reference="A-2", phone="2810 990 001"), centre)
    assert first.landlord == second.landlord
    assert count(session, Landlord) == 1


@pytest.mark.parametrize(
    ("changes", "are_same"),
    [
        ({"landlord_name": "Somebody Else"}, False),
        ({"phone": "+302810990002"}, False),
        ({"phone": None, "email": None}, False),
        ({"email": "other@example.org"}, True),
        ({"email": None}, True),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_landlord_is_known_by_name_and_telephone_together(
    session: Session, centre: Centre, changes: dict[str, str | None], are_same: bool
):
    first = add(session, WHOLE, centre)
    second = add(session, replace(WHOLE, reference="A-2", **changes), centre)
    assert (first.landlord == second.landlord) is are_same
    assert first.landlord is not None
    assert first.landlord.email == "lydaki@example.org"


@pytest.mark.parametrize("said", [{"phone": "+302810990001"}, {"email": "a@example.org"}, {"landlord_name": "A"}])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whatever_is_said_of_a_landlord_is_kept(session: Session, centre: Centre, said: dict[str, str]):
    advert = adverts.as_advert(add(session, Advert(RENT, title="Flat", **said), centre))
    assert {name: getattr(advert, name) for name in said} == said


@pytest.mark.parametrize(
    ("first", "second", "are_same"),
    [
        ({"phone": "+302810990001"}, {"phone": "+302810990001", "email": "a@example.org"}, True),
        ({"phone": "+302810990001"}, {"phone": "+302810990002"}, False),
        ({"email": "a@example.org"}, {"email": "b@example.org"}, False),
        ({"phone": "+302810990001"}, {"phone": "+302810990001", "landlord_name": "A"}, False),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_landlord_whom_nobody_named_is_known_by_the_telephone_or_else_by_the_address(
    session: Session, centre: Centre, first: dict[str, str], second: dict[str, str], are_same: bool
):
    listing = add(session, Advert(RENT, title="Flat", **first), centre)
    landlord = listing.landlord
    assert (landlord.name, landlord.known_as) == ("", next(iter(first.values())))
    listings.change_listing(session, listing, Advert(RENT, title="Flat", **second), at=NOW, actor=None)
    assert (listing.landlord == landlord) is are_same


def test_a_landlords_email_is_corrected_and_a_landlord_taken_away(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listings.change_listing(session, listing, replace(WHOLE, email="new@example.org"), at=NOW, actor=None)
    assert (listing.landlord.email, count(session, Landlord)) == ("new@example.org", 1)
    listings.change_listing(
        session, listing, replace(WHOLE, landlord_name=None, phone=None, email=None, afm=None), at=NOW, actor=None
    )
    assert listing.landlord is None


def test_a_change_leaves_the_place_alone(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listings.change_listing(
        session, listing, replace(WHOLE, latitude=None, longitude=None, size_m2=None), at=NOW, actor=None
    )
    assert (listing.dwelling.latitude, listing.dwelling.size_m2) == (35.3312, None)


def test_a_listing_is_its_centres_own(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    for own in (centre, None):
        assert listings.get_listing(session, listing.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, own))
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    with pytest.raises(Forbidden):
        listings.get_listing(session, listing.id, stranger)
    with pytest.raises(NotFound):
        listings.get_listing(session, listing.id + 1, stranger)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_listing_is_moved_or_refused(session: Session, centre: Centre):
    listing = add(session, WHOLE, centre)
    listing_life.move_listing(session, listing, ListingAction.CONTACT, on=TODAY, actor=None)
    assert listing.status == ListingStatus.CONTACTED
    with pytest.raises(Refused):
        listing_life.move_listing(session, listing, ListingAction.CONTACT, on=TODAY, actor=None)
