"""Records of one landlord: merged with all that hangs on them, and parted again."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, Refused
from core.structure import Centre
from housing.models import Landlord, Listing, OwnershipShare
from housing.promise_kinds import PromiseKind
from housing.services.dealings.flat_holds import HoldDetails, promise_hold
from housing.services.dealings.promises import PromiseDetails, add_promise
from housing.services.dealings.proposals import propose
from housing.services.importing.imports import Stored
from housing.services.landlords import same_landlords
from housing.services.landlords.landlord_records import list_landlords
from housing.services.listings.doubles import look_for_doubles
from housing.states import ListingStatus
from people.models import Channel, TalkOutcome
from people.services.log import EntryDetails
from tests.housing.one_flat_twice import GREEK, LATIN, imported, landlord_pair
from tests.support.leases import add_lease
from tests.support.rows import NOW, TODAY, add_centre, add_household, add_listing, add_user


@pytest.mark.parametrize("phone", ["+302810990001", "+306970000000"])
def test_a_landlord_known_by_two_names_is_found_by_both(
    session: Session, centre: Centre, officer: User, phone: str
) -> None:
    latin = replace(LATIN, source_link=None, phone=phone, afm="094429812", address="Μιλήτου 3", size_m2=50)
    imported(session, centre, replace(GREEK, afm="094429812"), latin)
    kept, merged = landlord_pair(session).one, landlord_pair(session).other
    same_landlords.merge_landlords(session, landlord_pair(session), kept, actor=officer, at=NOW)
    assert imported(session, centre, replace(GREEK, afm="094429812"), latin) == Stored(unchanged=2)
    imported(session, centre, replace(latin, address="Πριήνης 9"))
    assert session.scalars(select(Listing.landlord_id)).all() == [kept.id] * 3
    assert same_landlords.other_records(session, kept) == [merged]
    assert list_landlords(session, officer).rows == [kept]


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ({"iban": ("GR1601101250000000012300695", "GR9608100010000001234567890")}, "different accounts"),
        ({"afm": ("094429812", "123456783")}, "different tax numbers"),
    ],
)
def test_landlords_whom_money_tells_apart_are_not_merged(
    session: Session, centre: Centre, officer: User, number: dict[str, tuple[str, str]], refusal: str
) -> None:
    imported(session, centre, GREEK, LATIN)
    pair = landlord_pair(session)
    for name, (one, other) in number.items():
        setattr(pair.one, name, one)
        setattr(pair.other, name, other)
    with pytest.raises(Refused, match=refusal):
        same_landlords.merge_landlords(session, pair, pair.one, actor=officer, at=NOW)


def test_what_was_asked_held_and_promised_goes_to_the_landlord_that_leads(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    pair = landlord_pair(session)
    kept, merged = pair.one, pair.other
    listing = session.scalars(select(Listing).where(Listing.landlord_id == merged.id)).one()
    listing.status = ListingStatus.CONTACTED
    session.flush()
    talk = EntryDetails(TODAY, "Maria Kalli", Channel.PHONE, TalkOutcome.AGREED)
    said = [
        promise_hold(session, listing, HoldDetails(TODAY, "Maria", TODAY), actor=officer, at=NOW, on=TODAY),
        propose(session, listing, add_household(session, centre), talk, told=(), actor=officer, at=NOW, on=TODAY),
        add_promise(
            session, merged, PromiseDetails(PromiseKind.DEPOSIT, "Eleni", TODAY), centre=centre, actor=officer, at=NOW,
            on=TODAY,
        ),
    ]  # fmt: skip
    same_landlords.merge_landlords(session, pair, kept, actor=officer, at=NOW)
    assert [one.landlord_id for one in said] == [kept.id] * 3
    same_landlords.part_landlord(session, merged, actor=officer, at=NOW)
    assert [one.landlord_id for one in said] == [merged.id] * 3


def test_landlords_are_merged_by_who_serves_every_centre_where_they_let(session: Session, centre: Centre) -> None:
    imported(session, centre, GREEK, LATIN)
    pair = landlord_pair(session)
    chania = add_centre(session, "chania")
    add_listing(session, chania).landlord = pair.other
    session.flush()
    with pytest.raises(Forbidden):
        same_landlords.merge_landlords(
            session, pair, pair.one, actor=add_user(session, StaffRole.HOUSING_OFFICER, centre), at=NOW
        )


def test_all_that_hangs_on_a_landlord_moves(session: Session, centre: Centre, officer: User) -> None:
    lease = add_lease(session, centre)
    session.commit()
    kept = Landlord(name="Κατερίνα Λυδάκη", phone="+302810000001", kept_by=centre, created_at=NOW)
    session.add(kept)
    session.flush()
    look_for_doubles(session, at=NOW)
    same_landlords.merge_landlords(session, landlord_pair(session), kept, actor=officer, at=NOW)
    assert (lease.landlord_id, lease.listing.landlord_id) == (kept.id, kept.id)
    session.commit()


def test_two_landlords_that_were_merged_are_parted_and_not_suspected_again(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = landlord_pair(session).one, landlord_pair(session).other
    same_landlords.merge_landlords(session, landlord_pair(session), kept, actor=officer, at=NOW)
    same_landlords.part_landlord(session, merged, actor=officer, at=NOW)
    look_for_doubles(session, at=NOW)
    assert (merged.same_as, landlord_pair(session).apart_by) == (None, officer)
    with pytest.raises(Refused, match="stands for itself already"):
        same_landlords.part_landlord(session, merged, actor=officer, at=NOW)


def test_all_that_came_from_a_landlord_comes_back_and_its_numbers_with_it(
    session: Session, centre: Centre, officer: User
) -> None:
    lease = add_lease(session, centre)
    given, kept = (
        lease.landlord,
        Landlord(name="Katerina Lydaki", phone="+302810000001", kept_by=centre, created_at=NOW),
    )
    given.afm, given.iban, given.email = "094429812", "GR1601101250000000012300695", "a@example.org"
    session.add(kept)
    session.flush()
    look_for_doubles(session, at=NOW)
    same_landlords.merge_landlords(session, landlord_pair(session), kept, actor=officer, at=NOW)
    later = add_listing(session, centre)
    later.landlord, kept.email = kept, "new@example.org"
    session.flush()
    same_landlords.part_landlord(session, given, actor=officer, at=NOW)
    assert (lease.landlord, lease.listing.landlord, later.landlord) == (given, given, kept)
    assert (kept.afm, kept.iban, kept.phone, kept.email) == (None, None, "+302810000001", "new@example.org")
    assert (given.afm, given.iban, given.merge_trace) == ("094429812", "GR1601101250000000012300695", None)


def test_landlords_are_parted_by_who_serves_every_centre_where_they_let(
    session: Session, centre: Centre, officer: User
) -> None:
    imported(session, centre, GREEK, LATIN)
    kept, merged = landlord_pair(session).one, landlord_pair(session).other
    same_landlords.merge_landlords(session, landlord_pair(session), kept, actor=officer, at=NOW)
    add_listing(session, add_centre(session, "chania")).landlord = kept
    session.flush()
    with pytest.raises(Forbidden):
        same_landlords.part_landlord(session, merged, actor=officer, at=NOW)


def test_whoever_stood_twice_among_the_owners_owns_both_shares(session: Session, centre: Centre, officer: User) -> None:
    imported(session, centre, GREEK, LATIN)
    pair, home = landlord_pair(session), session.scalars(select(Listing)).first()
    assert home is not None
    for landlord, share in ((pair.one, 600_000), (pair.other, 400_000)):
        session.add(OwnershipShare(dwelling=home.dwelling, landlord=landlord, share=share))
    session.flush()
    kept = pair.one
    same_landlords.merge_landlords(session, pair, kept, actor=officer, at=NOW)
    share = session.scalars(select(OwnershipShare)).one()
    assert (share.landlord, share.share) == (kept, 1_000_000)
