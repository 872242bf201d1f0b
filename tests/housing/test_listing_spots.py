"""What the search reads of adverts is at every moment what adverts and dwellings say."""

from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import migrate
from core.audit import record
from core.structure import Centre
from housing.home import RentCovers
from housing.home_text import home_text
from housing.models import Dwelling, Listing, ListingSpot
from housing.states import GONE, ListingStatus
from maps.bands import band_of
from maps.boundaries import municipality_of
from maps.distance import Point, geodesic_km
from tests.support import rows
from tests.support.races import at_once


def spots(session: Session) -> dict[int, ListingSpot]:
    session.flush()
    read = select(ListingSpot).execution_options(populate_existing=True)
    return {spot.listing_id: spot for spot in session.scalars(read)}


def as_told(session: Session) -> dict[int, tuple[object, ...]]:
    """What the rows themselves say."""
    told = session.execute(select(Listing, Dwelling).join(Listing.dwelling)).all()
    return {
        listing.id: (
            listing.dwelling_id, listing.centre_id, listing.status, listing.monthly_rent, listing.landlord_id,
            listing.pets,
            listing.status not in GONE and listing.same_as_id is None,
            home.latitude, home.longitude, home.bedrooms, home.size_m2, listing.charges_on_top, home_text(home),
            home.latitude if home.latitude is None else band_of(home.latitude),
            home.point and (there := municipality_of(home.point)) and there.key,
            home.point and geodesic_km(Point(listing.centre.latitude, listing.centre.longitude), home.point),
        )
        for listing, home in told
    }  # fmt: skip


def as_kept(session: Session) -> dict[int, tuple[object, ...]]:
    return {
        key: (
            spot.dwelling_id, spot.centre_id, spot.status, spot.monthly_rent, spot.landlord_id, spot.pets, spot.is_open,
            spot.latitude, spot.longitude, spot.bedrooms, spot.size_m2, spot.charges_on_top, spot.home,
            spot.band, spot.municipality, spot.centre_km,
        )
        for key, spot in spots(session).items()
    }  # fmt: skip


def test_every_advert_has_its_spot_with_and_without_a_place(session: Session, centre: Centre):
    placed = rows.add_listing(session, centre, "placed", latitude=35.3387, size_m2=82, rent="450.00")
    placeless = rows.add_listing(session, centre, "placeless", latitude=None, longitude=None, size_m2=None)
    assert as_kept(session) == as_told(session)
    kept = spots(session)
    assert (kept[placed.id].band, kept[placed.id].rent_per_m2) == (35338, Decimal("5.48"))
    assert (kept[placeless.id].band, kept[placeless.id].rent_per_m2) == (None, None)


@pytest.mark.parametrize("status", ListingStatus)
def test_a_step_of_its_life_is_told_at_once(session: Session, centre: Centre, status: ListingStatus):
    listing = rows.add_listing(session, centre)
    listing.status = status
    assert spots(session)[listing.id].is_open is (status not in GONE)
    assert as_kept(session) == as_told(session)


def test_a_dwelling_tells_all_its_adverts_where_it_stands(session: Session, centre: Centre):
    listing, other = rows.add_listing(session, centre, "one"), rows.add_listing(session, centre, "two")
    again = rows.add_listing(session, centre, "again")
    again.dwelling = listing.dwelling
    session.flush()
    listing.dwelling.latitude, listing.dwelling.longitude, listing.dwelling.bedrooms = 35.2, 25.3, 4
    other.monthly_rent, other.centre = Decimal("333.00"), rows.add_centre(session, "chania")
    assert as_kept(session) == as_told(session)
    assert spots(session)[again.id].band == spots(session)[listing.id].band == 35200


def test_a_home_that_is_moved_lies_in_another_municipality_and_in_the_sea_in_none(session: Session, centre: Centre):
    listing = rows.add_listing(session, centre)
    home, told = listing.dwelling, []
    for latitude, longitude in ((35.3387, 25.1442), (35.5138, 24.0180), (35.6, 25.1), (None, None)):
        home.latitude, home.longitude = latitude, longitude
        told.append(spots(session)[listing.id].municipality)
    assert told == ["9305", "9325", None, None]


def test_a_centre_that_is_moved_is_as_far_from_its_adverts_as_it_now_is(session: Session, centre: Centre):
    rows.add_listing(session, centre, "placed")
    rows.add_listing(session, centre, "placeless", latitude=None, longitude=None)
    rows.add_listing(session, rows.add_centre(session, "chania"), "of another")
    centre.latitude, centre.longitude = 35.2, 24.9
    assert as_kept(session) == as_told(session)


def test_what_a_ranking_asks_of_the_home_and_its_cost_is_told_at_once(session: Session, centre: Centre):
    listing = rows.add_listing(session, centre, bedrooms=2, floor=0, has_lift=True, wheelchair=None, quiet=False)
    told = [spots(session)[listing.id].home]
    for name, value in (("bedrooms", None), ("floor", -1), ("has_lift", None), ("wheelchair", True), ("quiet", True)):
        setattr(listing.dwelling, name, value)
        told.append(spots(session)[listing.id].home)
    assert told == ["2|0|1||0", "|0|1||0", "|-1|1||0", "|-1|||0", "|-1||1|0", "|-1||1|1"]
    on_top = []
    for charges, covers in ((None, None), (Decimal("25.00"), RentCovers.RENT), (Decimal("25.00"), RentCovers.BILLS)):
        listing.common_charges, listing.rent_covers = charges, covers
        on_top.append(spots(session)[listing.id].charges_on_top)
    assert on_top == [None, Decimal("25.00"), Decimal("0.00")]
    listing.pets, listing.landlord = True, rows.add_listing(session, centre, "of another").landlord
    assert as_kept(session) == as_told(session)


def test_what_was_there_before_rankings_read_spots_is_filled_in(session: Session, centre: Centre, database_url: str):
    told = {"bedrooms": 2, "floor": 0, "has_lift": True, "wheelchair": False, "quiet": None}
    for number, covers in enumerate((None, *RentCovers)):
        listing = rows.add_listing(session, centre, f"flat {number}", **told | {"floor": number - 1})
        listing.rent_covers, listing.pets = covers, (None, True, False)[number % 3]
    rows.add_listing(session, centre, "nothing told", **dict.fromkeys(told)).common_charges = None
    session.commit()
    migrate.downgrade(database_url, "0067")
    migrate.upgrade(database_url)
    session.expire_all()
    assert as_kept(session) == as_told(session)
    session.commit()


def test_an_advert_that_was_merged_is_not_open(session: Session, centre: Centre):
    leads, merged = rows.add_listing(session, centre, "leads"), rows.add_listing(session, centre, "merged")
    merged.same_as = leads
    assert {key: spot.is_open for key, spot in spots(session).items()} == {leads.id: True, merged.id: False}


def test_an_advert_that_is_gone_leaves_no_spot(session: Session, centre: Centre):
    session.delete(rows.add_listing(session, centre))
    assert spots(session) == {}


def test_of_two_who_change_an_advert_and_its_home_at_once_neither_loses_what_the_other_wrote(
    session: Session, centre: Centre
):
    listing = rows.add_listing(session, centre)
    session.commit()
    listing_id, home_id = listing.id, listing.dwelling_id

    def raise_rent(own: Session) -> None:
        own.get_one(Listing, listing_id).monthly_rent = Decimal("999.00")
        record(own, "arrange", actor=None)

    def move(own: Session) -> None:
        own.get_one(Dwelling, home_id).latitude = 35.1
        record(own, "arrange", actor=None)

    for _ in range(5):
        assert at_once(session, raise_rent, move) == ["done", "done"]
    session.expire_all()
    assert as_kept(session) == as_told(session)
    session.commit()


@pytest.mark.parametrize(
    ("latitude", "band"), [(35.0, 35000), (35.0009, 35000), (35.3387, 35338), (0.0, 0), (-0.0001, -1), (-35.0, -35000)]
)
def test_a_band_reaches_from_its_southern_edge_to_the_next(latitude: float, band: int):
    assert band_of(latitude) == band
