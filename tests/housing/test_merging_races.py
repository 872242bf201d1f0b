"""People who merge adverts, or know them to be apart, in the same moment."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from core.auth.models import User
from core.pairs.services import NO_SUCH_PAIR, get_pair
from core.structure import Centre
from housing.models import Lease, Listing, ListingPair
from housing.services.listings import merged_flats, same_flats
from housing.services.listings.doubles import look_for_doubles
from tests.support.leases import add_lease
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY, add_listing

Step = Callable[[Session], None]
GONE = str(NO_SUCH_PAIR)


@pytest.fixture
def keys(session: Session, centre: Centre, officer: User) -> list[int]:
    """Three adverts of one flat; the last has led to a lease."""
    adverts = [add_listing(session, centre), add_listing(session, centre), add_lease(session, centre).listing]
    look_for_doubles(session, at=NOW)
    session.commit()
    return [advert.id for advert in adverts]


Pairs = dict[tuple[int, int], int]


@pytest.fixture
def pairs(session: Session, keys: list[int]) -> Pairs:
    """Every two of them, with the key of the pair."""
    return {(pair.one_id, pair.other_id): pair.id for pair in session.scalars(select(ListingPair))}


@pytest.fixture
def merge(session: Session, officer: User, pairs: Pairs) -> Callable[[int, int], Step]:
    officer_id = officer.id
    session.commit()

    def merge(kept: int, merged: int) -> Step:
        def step(own: Session) -> None:
            pair = get_pair(own, ListingPair, pairs[min(kept, merged), max(kept, merged)], true())
            leads, actor = own.get_one(Listing, kept), own.get_one(User, officer_id)
            merged_flats.merge_flats(own, pair, leads, actor=actor, on=TODAY, at=NOW)

        return step

    return merge


@pytest.fixture
def keep_apart(session: Session, officer: User, pairs: Pairs) -> Callable[[int, int], Step]:
    officer_id = officer.id
    session.commit()

    def keep_apart(one: int, other: int) -> Step:
        def step(own: Session) -> None:
            pair = get_pair(own, ListingPair, pairs[one, other], true())
            same_flats.keep_flats_apart(own, pair, actor=own.get_one(User, officer_id), at=NOW)

        return step

    return keep_apart


def look(own: Session) -> None:
    look_for_doubles(own, at=NOW)


def test_nothing_comes_to_hang_on_an_advert_that_is_merged_meanwhile(
    session: Session, keys: list[int], merge: Callable[[int, int], Step]
) -> None:
    first, second, let = keys
    outcomes = at_once(session, merge(first, second), merge(second, let))
    assert outcomes in (["done", "done"], [GONE, "done"])
    hidden = select(Listing.id).where(Listing.same_as_id.is_not(None))
    assert session.scalars(select(Listing).where(Listing.same_as_id.in_(hidden))).all() == []
    assert session.scalars(select(Lease).where(Lease.listing_id.in_(hidden))).all() == []


def test_of_two_who_merge_the_same_two_one_does(
    session: Session, keys: list[int], merge: Callable[[int, int], Step]
) -> None:
    first, second, _ = keys
    assert at_once(session, merge(first, second), merge(second, first)) == [GONE, "done"]


def test_two_adverts_are_merged_or_known_to_be_two(
    session: Session,
    keys: list[int],
    merge: Callable[[int, int], Step],
    keep_apart: Callable[[int, int], Step],
) -> None:
    first, second, _ = keys
    assert at_once(session, merge(first, second), keep_apart(first, second)) == [GONE, "done"]


def test_the_search_and_those_who_decide_do_not_get_in_each_others_way(
    session: Session,
    keys: list[int],
    merge: Callable[[int, int], Step],
    keep_apart: Callable[[int, int], Step],
) -> None:
    first, second, let = keys
    for key in keys:
        session.get_one(Listing, key).dwelling.size_m2 = 30 + 40 * key  # nobody takes any two for the same
    session.commit()
    outcomes = at_once(session, look, keep_apart(first, second), merge(first, let))
    assert outcomes[-1] == "done"
    assert set(outcomes) <= {GONE, "done"}
