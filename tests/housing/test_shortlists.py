"""Flats kept for a household: in order, with notes, dropped with a reason, and seen from the flat's side."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.models import Listing, ListingPair, ShortlistEntry
from housing.reasons.drops import DropReason
from housing.services.households.shortlists import (
    MOST_KEPT,
    drop_flat,
    get_entry,
    keep_flats,
    kept_and_refused,
    kept_for,
    move_flat,
    note_flat,
    share_shortlist,
    shortlist_of,
)
from housing.services.listings.merged_flats import merge_flats, part_flat
from people.models import Household
from tests.support import rows
from tests.support.audit import events
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return rows.add_household(session, centre)


@pytest.fixture
def flats(session: Session, centre: Centre) -> list[Listing]:
    return [rows.add_listing(session, centre, title) for title in "ABCD"]


def titles(entries: Sequence[ShortlistEntry]) -> str:
    return "".join(entry.listing.title for entry in entries)


def test_flats_are_kept_in_the_order_in_which_they_come_and_once_each(
    session: Session, household: Household, flats: list[Listing], officer: User
):
    assert titles(keep_flats(session, household, flats[:2], actor=officer, at=NOW)) == "AB"
    assert titles(keep_flats(session, household, flats[1:], actor=officer, at=NOW)) == "CD"
    session.commit()
    assert titles(shortlist_of(session, household.id).kept) == "ABCD"
    assert kept_and_refused(session, household.id) == ({flat.id for flat in flats}, set())
    assert [event.action for event in events(session)].count("keep-flat") == 4


@pytest.mark.parametrize(
    ("which", "places", "order"),
    [(0, 1, "ABCD"), (0, -1, "BACD"), (2, 1, "ACBD"), (3, -1, "ABCD"), (3, 9, "DABC"), (0, -9, "BCDA")],
)
def test_the_order_is_changed_and_ends_at_either_end(
    session: Session, household: Household, flats: list[Listing], officer: User, which: int, places: int, order: str
):
    entries = keep_flats(session, household, flats, actor=officer, at=NOW)
    move_flat(session, entries[which], places=places, actor=officer)
    session.commit()
    assert titles(shortlist_of(session, household.id).kept) == order


def test_a_dropped_flat_keeps_its_reason_and_note_and_comes_back_at_the_end(
    session: Session, household: Household, flats: list[Listing], officer: User
):
    first, *_others = keep_flats(session, household, flats, actor=officer, at=NOW)
    note_flat(session, first, "near the school", actor=officer)
    drop_flat(session, first, DropReason.STAIRS, actor=officer)
    session.commit()
    found = shortlist_of(session, household.id)
    assert (titles(found.kept), titles(found.dropped)) == ("BCD", "A")
    assert (found.dropped[0].dropped_for, found.dropped[0].note) == (DropReason.STAIRS, "near the school")
    with pytest.raises(Refused):
        move_flat(session, first, places=1, actor=officer)
    keep_flats(session, household, flats[:1], actor=officer, at=NOW)
    session.commit()
    assert titles(shortlist_of(session, household.id).kept) == "BCDA"
    assert shortlist_of(session, household.id).kept[-1].note == "near the school"


def test_so_many_and_no_more_are_kept(session: Session, household: Household, centre: Centre, officer: User):
    flats = [rows.add_listing(session, centre, f"Flat {number}") for number in range(MOST_KEPT + 1)]
    with pytest.raises(Refused):
        keep_flats(session, household, flats, actor=officer, at=NOW)
    keep_flats(session, household, flats[:MOST_KEPT], actor=officer, at=NOW)
    keep_flats(session, household, flats[:MOST_KEPT], actor=officer, at=NOW)
    with pytest.raises(Refused):
        keep_flats(session, household, flats, actor=officer, at=NOW)


def test_from_a_flats_side_one_sees_the_households_of_ones_own_centres(
    session: Session, household: Household, flats: list[Listing], officer: User
):
    elsewhere = rows.add_centre(session, "chania")
    theirs = rows.add_household(session, elsewhere, "Osman")
    both = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    other = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    for one in (theirs, household):
        [entry] = keep_flats(session, one, flats[:1], actor=both, at=NOW)
    session.commit()
    seen = {user.id: [one.household.name for one in kept_for(session, flats[0].id, user)] for user in (officer, both)}
    assert seen == {officer.id: ["Haddad"], both.id: ["Osman", "Haddad"]}
    assert get_entry(session, entry.id, officer) is entry
    with pytest.raises(Forbidden):
        get_entry(session, entry.id, other)
    with pytest.raises(NotFound):
        get_entry(session, entry.id + 1, officer)


def test_of_merged_adverts_a_household_keeps_the_one_that_leads(
    session: Session, household: Household, flats: list[Listing], centre: Centre, officer: User
):
    """Both on one list become one entry; on another's it goes along, and back when they are parted."""
    second = rows.add_household(session, centre, "Osman")
    kept, merged = flats[:2]
    keep_flats(session, household, flats, actor=officer, at=NOW)
    keep_flats(session, second, [merged], actor=officer, at=NOW)
    pair = ListingPair(one=kept, other=merged, score=99, agree=[], differ=[], found_at=NOW)
    session.add(pair)
    session.flush()
    merge_flats(session, pair, kept, actor=officer, on=TODAY, at=NOW)
    session.commit()
    assert titles(shortlist_of(session, household.id).kept) == "ACD"
    assert titles(shortlist_of(session, second.id).kept) == "A"
    assert keep_flats(session, second, [session.get_one(Listing, merged.id)], actor=officer, at=NOW) == []
    part_flat(session, merged, actor=officer, on=TODAY, at=NOW)
    session.commit()
    assert titles(shortlist_of(session, second.id).kept) == "B"


@pytest.mark.parametrize("dropped", [0, 1, None])
def test_a_flat_that_is_kept_by_either_of_two_merged_adverts_stays_kept_with_its_note(
    session: Session, household: Household, flats: list[Listing], officer: User, dropped: int | None
):
    kept, merged = flats[:2]
    entries = keep_flats(session, household, [kept, merged], actor=officer, at=NOW)
    note_flat(session, entries[1], "near the school", actor=officer)
    share_shortlist(session, household, actor=officer, at=NOW)
    if dropped is not None:
        drop_flat(session, entries[dropped], DropReason.TOO_FAR, actor=officer)
    pair = ListingPair(one=kept, other=merged, score=99, agree=[], differ=[], found_at=NOW)
    session.add(pair)
    session.flush()
    merge_flats(session, pair, kept, actor=officer, on=TODAY, at=NOW)
    session.commit()
    found = shortlist_of(session, household.id)
    assert [(one.listing.id, one.note, one.shared_at) for one in found.kept] == [(kept.id, "near the school", NOW)]
    assert not found.dropped


def test_the_note_lies_sealed(session: Session, household: Household, flats: list[Listing], officer: User):
    [entry] = keep_flats(session, household, flats[:1], actor=officer, at=NOW)
    note_flat(session, entry, "near the school", actor=officer)
    session.commit()
    stored = session.connection().exec_driver_sql("SELECT note FROM shortlist_entry").scalar_one()
    assert b"school" not in bytes(stored)
    assert session.scalars(select(ShortlistEntry)).one().note == "near the school"


def test_two_who_keep_the_same_flats_at_once_keep_them_once(
    session: Session, household: Household, flats: list[Listing], officer: User
):
    keys, keeper, key = [flat.id for flat in flats], officer.id, household.id
    session.commit()

    def step(own: Session) -> None:
        chosen = own.scalars(select(Listing).where(Listing.id.in_(keys)).order_by(Listing.id)).all()
        keep_flats(own, own.get_one(Household, key), chosen, actor=own.get_one(User, keeper), at=NOW)

    assert at_once(session, step, step) == ["done", "done"]
    assert titles(shortlist_of(session, key).kept) == "ABCD"
