"""Adverts that were merged as one flat and are parted again: each has what it had."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from core.structure import Centre
from housing.models import ListingPair, Offer
from housing.occupancy import VoidReason
from housing.services.homes import voids
from housing.services.homes.voids import VoidFacts
from housing.services.listings import listing_life, merged_flats
from housing.services.listings.doubles import look_for_doubles
from housing.states import ListingAction, ListingStatus, OfferStatus
from tests.housing.one_flat_twice import GREEK, LATIN, flat_pair, imported, withdraw
from tests.support.leases import add_lease
from tests.support.rows import NOW, TODAY, add_household, add_listing


def test_two_flats_that_were_merged_are_parted_and_not_suspected_again(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = flat_pair(session).one, flat_pair(session).other
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    merged_flats.part_flat(session, merged, actor=officer, on=TODAY, at=NOW)
    look_for_doubles(session, at=NOW)
    assert (merged.same_as_id, merged.status) == (None, ListingStatus.CANDIDATE)
    assert flat_pair(session).apart_by == officer


def test_what_came_from_a_merged_advert_comes_back_when_it_is_parted(
    session: Session, centre: Centre, officer: User
) -> None:
    earlier, lease = add_listing(session, centre, status=ListingStatus.EXPIRED), add_lease(session, centre)
    merged, kept = lease.listing, add_listing(session, centre, status=ListingStatus.CONTACTED)
    earlier.dwelling = merged.dwelling
    facts = VoidFacts(TODAY - timedelta(9), TODAY - timedelta(1), VoidReason.REPAIRS)
    void = voids.add_void(session, merged.dwelling, facts, actor=officer, at=NOW)
    session.flush()
    look_for_doubles(session, at=NOW)
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    assert (lease.listing, earlier.dwelling, void.dwelling) == (kept, kept.dwelling, kept.dwelling)
    since = voids.add_void(session, kept.dwelling, replace(facts, starts_on=TODAY, last_day=None), actor=None, at=NOW)
    merged_flats.part_flat(session, merged, actor=officer, on=TODAY, at=NOW)
    assert (lease.listing, earlier.dwelling, void.dwelling) == (merged, merged.dwelling, merged.dwelling)
    assert (merged.status, kept.status, merged.merge_trace) == (ListingStatus.LET, ListingStatus.CANDIDATE, None)
    assert since.dwelling == kept.dwelling
    session.commit()


@pytest.mark.parametrize(
    ("status", "offered"),
    [(OfferStatus.OPEN, ListingStatus.OFFERED), (OfferStatus.ACCEPTED, ListingStatus.RESERVED)],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_offer_goes_with_its_advert_and_comes_back(
    session: Session, centre: Centre, officer: User, status: OfferStatus, offered: ListingStatus
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = flat_pair(session).one, flat_pair(session).other
    merged.status = offered
    offer = Offer(
        listing=merged, household=add_household(session, centre), status=status, made_by_id=officer.id, offered_at=NOW,
        answer_by=TODAY, monthly_rent=Decimal(460), household_pays=Decimal(460),
    )  # fmt: skip
    session.add(offer)
    session.flush()
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    assert (offer.listing, kept.status) == (kept, offered)
    merged_flats.part_flat(session, merged, actor=officer, on=TODAY, at=NOW)
    assert (offer.listing, merged.status, kept.status) == (merged, offered, ListingStatus.CANDIDATE)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_merged_into_a_merged_advert_is_parted_from_the_one_that_leads(
    session: Session, centre: Centre, officer: User
) -> None:
    first, second, third = (add_listing(session, centre) for _ in range(3))
    for kept, merged in ((second, third), (first, second)):
        look_for_doubles(session, at=NOW)
        pair = session.scalars(select(ListingPair).where(ListingPair.one == kept, ListingPair.other == merged)).one()
        merged_flats.merge_flats(session, pair, kept, actor=officer, on=TODAY, at=NOW)
    assert third.same_as == first
    merged_flats.part_flat(session, second, actor=officer, on=TODAY, at=NOW)
    assert (second.same_as, third.same_as) == (None, second)
    merged_flats.part_flat(session, third, actor=officer, on=TODAY, at=NOW)
    assert third.same_as is None
    with pytest.raises(Refused, match="stands for itself already"):
        merged_flats.part_flat(session, third, actor=officer, on=TODAY, at=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_parted_advert_stays_closed_while_its_home_has_an_open_one(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = flat_pair(session).one, flat_pair(session).other
    earlier = add_listing(session, centre, status=ListingStatus.EXPIRED)
    earlier.dwelling = merged.dwelling
    session.flush()
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    withdraw(session, kept, officer)
    listing_life.move_listing(session, earlier, ListingAction.REOPEN, on=TODAY, actor=officer)
    merged_flats.part_flat(session, merged, actor=officer, on=TODAY, at=NOW)
    assert (earlier.dwelling, merged.status) == (merged.dwelling, ListingStatus.WITHDRAWN)
