"""People who merge landlords, or know them to be apart, in the same moment."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.pairs.services import NO_SUCH_PAIR, get_pair
from housing.models import Landlord, LandlordPair, Listing
from housing.services.landlords import same_landlords
from housing.services.listings.doubles import look_for_doubles
from tests.support.races import at_once
from tests.support.rows import NOW, add_centre, add_listing, add_user, go_to_work

Step = Callable[[Session], None]
GONE = str(NO_SUCH_PAIR)


@pytest.fixture
def landlords(session: Session) -> list[int]:
    """Three records of one landlord, each with an advert."""
    centre = add_centre(session)
    found = [add_listing(session, centre).landlord_id for _ in range(3)]
    add_user(session, StaffRole.HOUSING_OFFICER, centre)
    look_for_doubles(session, at=NOW)
    session.commit()
    return [landlord_id for landlord_id in found if landlord_id is not None]


@pytest.fixture
def pairs(session: Session, landlords: list[int]) -> dict[frozenset[int], int]:
    """Every two of them, with the key of the pair."""
    found = {frozenset((pair.one_id, pair.other_id)): pair.id for pair in session.scalars(select(LandlordPair))}
    session.commit()
    return found


def officer(own: Session) -> User:
    actor = own.scalars(select(User)).one()
    go_to_work(own, actor)
    return actor


def merge(pairs: dict[frozenset[int], int], kept: int, merged: int) -> Step:
    def step(own: Session) -> None:
        pair = get_pair(own, LandlordPair, pairs[frozenset((kept, merged))], true())
        same_landlords.merge_landlords(own, pair, own.get_one(Landlord, kept), actor=officer(own), at=NOW)

    return step


def keep_apart(pairs: dict[frozenset[int], int], one: int, other: int) -> Step:
    def step(own: Session) -> None:
        pair = get_pair(own, LandlordPair, pairs[frozenset((one, other))], true())
        same_landlords.keep_landlords_apart(own, pair, actor=officer(own), at=NOW)

    return step


def test_nothing_comes_to_hang_on_a_record_that_another_merge_has_just_hidden(
    session: Session, landlords: list[int], pairs: dict[frozenset[int], int]
) -> None:
    a, b, c = landlords
    assert at_once(session, merge(pairs, a, b), merge(pairs, b, c)) in ([GONE, "done"], ["done", "done"])
    leading = select(Landlord.id).where(Landlord.same_as_id.is_(None))
    assert session.scalars(select(Listing.id).where(Listing.landlord_id.not_in(leading))).all() == []
    assert session.scalars(select(Landlord.id).where(Landlord.same_as_id.not_in(leading))).all() == []


def test_two_who_choose_the_other_record_each_do_not_merge_both_ways(
    session: Session, landlords: list[int], pairs: dict[frozenset[int], int]
) -> None:
    a, b, _ = landlords
    assert at_once(session, merge(pairs, a, b), merge(pairs, b, a)) == [GONE, "done"]


def test_of_two_who_know_it_otherwise_one_decides(
    session: Session, landlords: list[int], pairs: dict[frozenset[int], int]
) -> None:
    a, b, _ = landlords
    assert at_once(session, merge(pairs, a, b), keep_apart(pairs, a, b)) == [GONE, "done"]


def test_a_pair_that_the_search_has_just_dropped_is_not_spoken_about(
    session: Session, landlords: list[int], pairs: dict[frozenset[int], int]
) -> None:
    a, b, _ = landlords
    session.get_one(Landlord, b).name, session.get_one(Landlord, b).phone = "Nikos", "+302810000777"
    session.commit()
    became = at_once(session, lambda own: look_for_doubles(own, at=NOW), keep_apart(pairs, a, b))
    assert became in ([GONE, "done"], ["done", "done"])
