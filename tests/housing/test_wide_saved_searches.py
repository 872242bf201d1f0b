"""What is new in a saved search that so much fits that what was seen is not kept one by one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.structure import Centre
from housing.models import Listing, SavedSearch
from housing.services.search import search_matches
from housing.services.search.saved_searches import save_search
from housing.services.search.search_matches import count_new, open_search
from housing.states import ListingStatus
from tests.housing.cheap_search import CHEAP, LATER, matches_of, titles_new_since
from tests.support import rows


@pytest.fixture
def wide(session: Session, centre: Centre, officer: User, monkeypatch) -> SavedSearch:
    """Four fit where three are kept one by one."""
    monkeypatch.setattr(search_matches, "KEPT", 3)
    for _one in range(4):
        rows.add_listing(session, centre, "old", rent="400.00")
    rows.add_listing(session, centre, "dear", rent="900.00")
    return save_search(session, "Wide", {}, CHEAP, actor=officer, at=LATER)


def test_where_too_many_fit_what_is_entered_later_is_told_and_what_becomes_cheaper_is_not(
    session: Session, centre: Centre, wide: SavedSearch
):
    assert (matches_of(session, wide), wide.seen_to > 0) == (0, True)
    for listing in session.scalars(select(Listing).where(Listing.title == "dear")):
        listing.monthly_rent = Decimal("440.00")
    assert count_new(session, wide, CHEAP) == 0
    rows.add_listing(session, centre, "entered", rent="300.00").created_at = LATER
    assert count_new(session, wide, CHEAP) == 1
    known = wide.openings
    open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    assert (count_new(session, wide, CHEAP), titles_new_since(session, wide, known)) == (0, {"entered"})


def test_an_import_that_shows_after_a_later_advert_was_seen_is_told(
    session: Session, centre: Centre, wide: SavedSearch
):
    """Its numbers were drawn before; what was entered of late is kept one by one, however many fit."""
    late, seen = (rows.add_listing(session, centre, title, rent="900.00") for title in ("imported", "by hand"))
    late.created_at = seen.created_at = LATER - timedelta(minutes=1)
    seen.monthly_rent = Decimal("300.00")
    open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    late.monthly_rent = Decimal("300.00")
    assert count_new(session, wide, CHEAP) == 1


@pytest.mark.parametrize(("kept_of_late", "kept"), [(3, 3), (2, 0)])
def test_of_very_many_that_were_entered_of_late_none_is_kept_alone(
    session: Session, centre: Centre, wide: SavedSearch, monkeypatch, kept_of_late: int, kept: int
):
    monkeypatch.setattr(search_matches, "KEPT_OF_LATE", kept_of_late)
    for _one in range(3):
        rows.add_listing(session, centre, rent="300.00").created_at = LATER
    saved = save_search(session, "Wider", {"words": "wider"}, CHEAP, actor=wide.user, at=LATER)
    assert (count_new(session, saved, CHEAP), matches_of(session, saved)) == (0, kept)


def test_of_very_many_that_are_new_at_an_opening_the_latest_are_marked(
    session: Session, centre: Centre, wide: SavedSearch, monkeypatch
):
    monkeypatch.setattr(search_matches, "KEPT_OF_LATE", 4)
    for number in range(5):
        rows.add_listing(session, centre, f"entered {number}", rent="300.00").created_at = LATER
    known = wide.openings
    open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    assert (count_new(session, wide, CHEAP), wide.openings) == (0, known + 1)
    assert titles_new_since(session, wide, known) == {"entered 2", "entered 3", "entered 4"}
    rows.add_listing(session, centre, rent="300.00").created_at = LATER
    open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    assert matches_of(session, wide) == 1


def test_narrowed_it_tells_again_of_what_becomes_cheaper(session: Session, centre: Centre, wide: SavedSearch):
    for listing in session.scalars(select(Listing).where(Listing.title == "old")):
        listing.status = ListingStatus.WITHDRAWN
    open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    assert wide.seen_to == 0
    for listing in session.scalars(select(Listing).where(Listing.title == "dear")):
        listing.monthly_rent = Decimal("440.00")
    assert count_new(session, wide, CHEAP) == 1


def test_what_is_seen_of_a_wide_search_is_not_kept_for_ever(session: Session, centre: Centre, wide: SavedSearch):
    for _day in range(3):
        rows.add_listing(session, centre, rent="300.00")
        open_search(session, wide, CHEAP, actor=wide.user, at=LATER)
    assert matches_of(session, wide) == 1
