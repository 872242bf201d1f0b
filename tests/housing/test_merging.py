"""Adverts of one flat and records of one landlord: found, merged with all that hangs on them, or known to be two."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.models import User
from core.errors import Refused
from core.structure import Centre
from housing.models import Lease, Listing, ListingPair
from housing.occupancy import VoidReason
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.dealings.flat_hold_queries import find_hold
from housing.services.dealings.flat_holds import HoldDetails, promise_hold, release_hold
from housing.services.homes import homes, voids
from housing.services.homes.voids import VoidFacts
from housing.services.importing.imports import Stored
from housing.services.landlords import same_landlords
from housing.services.listings import listing_life, merged_flats, same_flats
from housing.services.listings.doubles import look_for_doubles
from housing.states import ListingAction, ListingStatus
from tests.housing.one_flat_twice import GREEK, LATIN, flat_pair, imported, landlord_pair, withdraw
from tests.support.leases import add_lease
from tests.support.rows import NOW, TODAY, add_centre, add_listing


def advertise_again(session: Session, latest: Listing, actor: User) -> Listing:
    latest.status = ListingStatus.WITHDRAWN
    session.flush()
    return homes.advertise_again(session, latest, homes.next_advert(latest), actor=actor, on=TODAY, at=NOW)


def suspected(session: Session) -> dict[tuple[Listing, Listing], ListingPair]:
    pairs = session.scalars(select(ListingPair).where(ListingPair.apart_at.is_(None)))
    return {(pair.one, pair.other): pair for pair in pairs}


def test_one_flat_in_greek_and_in_greeklish_is_found_and_so_is_its_landlord(session: Session, centre: Centre) -> None:
    imported(session, centre, GREEK, LATIN)
    assert flat_pair(session).agree[:2] == ["address", "size"]
    assert landlord_pair(session).agree == ["name", "phone"]
    look_for_doubles(session, at=NOW)
    assert session.scalar(select(func.count(ListingPair.id))) == 1


@pytest.mark.parametrize(("precision", "counts"), [("pin", True), ("street", True), ("place", False)])
def test_the_middle_of_a_town_says_nothing_of_a_flat(
    session: Session, centre: Centre, precision: str, counts: bool
) -> None:
    for rent in ("450.00", "460.00"):
        add_listing(session, centre, rent=rent, latitude=35.32787, longitude=25.14341, place_precision=precision)
    look_for_doubles(session, at=NOW)
    assert ("place" in flat_pair(session).agree) is counts


def test_what_is_no_longer_alike_is_no_longer_suspected(session: Session, centre: Centre, officer: User) -> None:
    imported(session, centre, GREEK, LATIN)
    other = flat_pair(session).other
    other.dwelling.floor, other.dwelling.size_m2 = 0, 140
    look_for_doubles(session, at=NOW)
    assert session.scalars(select(ListingPair)).all() == []


def test_what_somebody_knows_to_be_two_is_remembered(session: Session, centre: Centre, officer: User) -> None:
    imported(session, centre, GREEK, LATIN)
    same_flats.keep_flats_apart(session, flat_pair(session), actor=officer, at=NOW)
    same_landlords.keep_landlords_apart(session, landlord_pair(session), actor=officer, at=NOW)
    look_for_doubles(session, at=NOW)
    assert (flat_pair(session).apart_by, flat_pair(session).apart_at) == (officer, NOW)
    assert landlord_pair(session).apart_by == officer


def test_what_is_known_of_two_homes_holds_for_their_later_adverts(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    same_flats.keep_flats_apart(session, flat_pair(session), actor=officer, at=NOW)
    advertise_again(session, flat_pair(session).one, officer)
    advertise_again(session, flat_pair(session).other, officer)
    look_for_doubles(session, at=NOW)
    assert flat_pair(session).apart_by == officer


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_known_of_two_homes_goes_with_the_adverts_that_a_merge_moves(
    session: Session, centre: Centre, officer: User
) -> None:
    first, other, third = (add_listing(session, centre) for _ in range(3))
    look_for_doubles(session, at=NOW)
    same_flats.keep_flats_apart(session, suspected(session)[first, other], actor=officer, at=NOW)
    later = advertise_again(session, first, officer)
    look_for_doubles(session, at=NOW)
    assert suspected(session).keys() == {(other, third), (third, later)}
    merged_flats.merge_flats(session, suspected(session)[third, later], third, actor=officer, on=TODAY, at=NOW)
    look_for_doubles(session, at=NOW)
    assert suspected(session) == {}
    merged_flats.part_flat(session, later, actor=officer, on=TODAY, at=NOW)
    look_for_doubles(session, at=NOW)
    assert suspected(session).keys() == {(other, third)}


@pytest.mark.parametrize(
    ("kept_at", "merged_at", "stands"),
    [
        ((None, None, ""), (35.3, 25.1, "place"), (35.3, 25.1, "place")),
        ((35.32787, 25.14341, "place"), (35.3, 25.1, "pin"), (35.3, 25.1, "pin")),
        ((35.32787, 25.14341, "place"), (35.3, 25.1, "place"), (35.32787, 25.14341, "place")),
        ((35.32787, 25.14341, "pin"), (35.3, 25.1, "pin"), (35.32787, 25.14341, "pin")),
        ((35.32787, 25.14341, "place"), (None, None, ""), (35.32787, 25.14341, "place")),
    ],
)
def test_the_place_that_is_known_better_stays(
    session: Session, centre: Centre, officer: User, kept_at: tuple, merged_at: tuple, stands: tuple
) -> None:
    imported(session, centre, GREEK, LATIN)
    pair = flat_pair(session)
    for home, at in ((pair.one.dwelling, kept_at), (pair.other.dwelling, merged_at)):
        home.latitude, home.longitude, home.place_precision = at
    merged_flats.merge_flats(session, pair, pair.one, actor=officer, on=TODAY, at=NOW)
    kept = pair.one.dwelling
    assert (kept.latitude, kept.longitude, kept.place_precision) == stands


def test_two_adverts_become_one_flat_and_nothing_is_lost(session: Session, centre: Centre, officer: User) -> None:
    imported(session, centre, GREEK, LATIN)
    pair = flat_pair(session)
    kept, merged = pair.one, pair.other
    listing_life.move_listing(session, merged, ListingAction.VERIFY, on=TODAY, actor=officer)
    merged_flats.merge_flats(session, pair, kept, actor=officer, on=TODAY, at=NOW)
    assert (kept.status, merged.status) == (ListingStatus.VERIFIED, ListingStatus.WITHDRAWN)
    assert (kept.withdrawn_for, merged.withdrawn_for) == (None, WithdrawalReason.DUPLICATE)
    assert (kept.title, kept.dwelling.bedrooms, merged.same_as) == ("Διαμέρισμα", 2, kept)
    assert same_flats.other_adverts(session, kept, officer) == [merged]
    assert session.scalars(select(ListingPair)).all() == []
    with pytest.raises(Refused, match="Another advert leads"):
        listing_life.move_listing(session, merged, ListingAction.REOPEN, on=TODAY, actor=officer)
    session.commit()
    last = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert last is not None
    assert (last.action, last.subject_id) == ("merge-flats", kept.id)


def test_an_advert_of_another_centre_is_not_shown_beside_the_one_that_leads(
    session: Session, centre: Centre, officer: User
) -> None:
    kept, here = add_listing(session, centre), add_listing(session, centre)
    elsewhere = add_listing(session, add_centre(session, "chania"))
    here.same_as = elsewhere.same_as = kept
    session.flush()
    assert same_flats.other_adverts(session, kept, officer) == [here]


@pytest.mark.parametrize("reference", [None, "7"])
def test_after_a_merge_the_same_files_change_nothing(
    session: Session, centre: Centre, officer: User, reference: str | None
) -> None:
    greek, latin = replace(GREEK, reference=reference), replace(LATIN, reference=reference)
    imported(session, centre, greek)
    imported(session, centre, latin, source="άλλη πύλη")
    merged_flats.merge_flats(session, flat_pair(session), flat_pair(session).one, actor=officer, on=TODAY, at=NOW)
    same_landlords.merge_landlords(session, landlord_pair(session), landlord_pair(session).one, actor=officer, at=NOW)
    assert imported(session, centre, greek) == Stored(unchanged=1)
    assert imported(session, centre, latin, source="άλλη πύλη") == Stored(unchanged=1)
    assert imported(session, centre, replace(latin, monthly_rent=Decimal(470)), source="άλλη πύλη") == Stored(updated=1)
    for nameless in (GREEK, replace(LATIN, monthly_rent=Decimal(470))):
        assert imported(session, centre, nameless, source="τρίτη πύλη") == Stored(unchanged=1)
    assert imported(session, centre, greek) == Stored(unchanged=1)
    leads = session.scalars(select(Listing).where(Listing.same_as_id.is_(None))).one()
    assert (leads.monthly_rent, leads.source, leads.reference) == (Decimal(450), "πύλη", reference)
    assert session.scalars(select(ListingPair)).all() == []


def test_offers_and_leases_move_with_their_advert(session: Session, centre: Centre, officer: User) -> None:
    lease = add_lease(session, centre)
    kept = add_listing(session, centre, status=ListingStatus.CANDIDATE)
    look_for_doubles(session, at=NOW)
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    assert session.get_one(Lease, lease.id).listing_id == kept.id
    assert kept.status is ListingStatus.LET


def test_an_advert_of_a_home_that_an_earlier_one_let_is_let(session: Session, centre: Centre, officer: User) -> None:
    lease = add_lease(session, centre)
    merged = add_listing(session, centre, status=ListingStatus.EXPIRED)
    merged.dwelling, kept = lease.listing.dwelling, add_listing(session, centre)
    session.flush()
    look_for_doubles(session, at=NOW)
    merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    assert (merged.same_as, kept.status) == (kept, ListingStatus.LET)


def test_two_households_never_come_to_have_one_flat(session: Session, centre: Centre, officer: User) -> None:
    add_lease(session, centre)
    kept = add_listing(session, centre, status=ListingStatus.RESERVED)
    look_for_doubles(session, at=NOW)
    with pytest.raises(Refused, match="two households would have the same flat"):
        merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)


def test_a_flat_that_is_held_stays_so_and_never_has_two_holds(session: Session, centre: Centre, officer: User) -> None:
    one, other = (add_listing(session, centre) for _advert in range(2))
    look_for_doubles(session, at=NOW)
    details = HoldDetails(TODAY, "Aikaterini Lydaki", TODAY)
    hold, second = (
        promise_hold(session, listing, details, actor=officer, at=NOW, on=TODAY) for listing in (other, one)
    )
    with pytest.raises(Refused, match="release one of them first"):
        merged_flats.merge_flats(session, flat_pair(session), one, actor=officer, on=TODAY, at=NOW)
    release_hold(session, second, words="", on=TODAY, actor=officer)
    one.status = ListingStatus.CANDIDATE
    merged_flats.merge_flats(session, flat_pair(session), one, actor=officer, on=TODAY, at=NOW)
    assert find_hold(session, one, TODAY) is hold


@pytest.mark.parametrize(("starts", "is_refused"), [(9, True), (10, False)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_home_comes_to_be_out_of_use_twice_on_one_day(
    session: Session, centre: Centre, officer: User, starts: int, is_refused: bool
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = flat_pair(session).one, flat_pair(session).other
    for home, first in ((kept.dwelling, 0), (merged.dwelling, starts)):
        facts = VoidFacts(TODAY + timedelta(first), TODAY + timedelta(first + 9), VoidReason.REPAIRS)
        voids.add_void(session, home, facts, actor=officer, at=NOW)
    session.flush()
    if is_refused:
        with pytest.raises(Refused, match="Both homes are out of use on 2026-12-02"):
            merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
    else:
        merged_flats.merge_flats(session, flat_pair(session), kept, actor=officer, on=TODAY, at=NOW)
        assert len(voids.voids_of(session, kept.dwelling)) == 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_a_home_the_advert_that_is_open_is_compared_and_no_second_one_comes_to_it(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    first, other = flat_pair(session).one, flat_pair(session).other
    later = advertise_again(session, first, officer)
    session.flush()
    with pytest.raises(Refused, match="another advert that is open"):
        merged_flats.merge_flats(session, flat_pair(session), other, actor=officer, on=TODAY, at=NOW)
    look_for_doubles(session, at=NOW)
    assert (flat_pair(session).one, flat_pair(session).other) == (other, later)
    withdraw(session, later, officer)
    listing_life.move_listing(session, first, ListingAction.REOPEN, on=TODAY, actor=officer)
    look_for_doubles(session, at=NOW)
    assert (flat_pair(session).one, flat_pair(session).other) == (first, other)


def test_what_was_said_of_the_other_holds_for_the_one_that_leads(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = flat_pair(session).one, flat_pair(session).other
    third = add_listing(session, centre)
    said = {"score": 0, "agree": [], "differ": [], "found_at": NOW, "apart_at": NOW, "apart_by": officer}
    session.add(ListingPair(one=merged, other=third, **said))
    session.flush()
    merging = session.scalars(select(ListingPair).where(ListingPair.apart_at.is_(None))).one()
    merged_flats.merge_flats(session, merging, kept, actor=officer, on=TODAY, at=NOW)
    assert (flat_pair(session).one, flat_pair(session).other) == (kept, third)
