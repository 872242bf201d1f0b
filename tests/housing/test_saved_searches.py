"""What is new in a saved search, and what was seen."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import NotFound, Refused
from core.structure import Centre
from housing.models import Listing, SavedSearch, SearchMatch
from housing.search import search
from housing.services.listings.merged_flats import merge_flats, part_flat
from housing.services.search import search_matches
from housing.services.search.saved_searches import (
    MOST_SEARCHES,
    delete_search,
    get_saved_search,
    rename_search,
    save_search,
    saved_searches,
)
from housing.services.search.search_matches import TOLD, count_new, new_since, open_search
from housing.states import ListingStatus
from maps.distance import Point, geodesic_km
from tests.housing.cheap_search import CHEAP, LATER, NEAR, matches_of, open_it, save, titles_new_since
from tests.housing.one_flat_twice import GREEK, LATIN, flat_pair, imported
from tests.support import rows
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted


@pytest.fixture
def saved(session: Session, officer: User) -> SavedSearch:
    """A search in which one flat was seen and another, of 600 euros, was not."""
    return save(session, officer)


@pytest.fixture
def seen(session: Session, centre: Centre) -> Listing:
    return rows.add_listing(session, centre, "seen", rent="400.00")


@pytest.fixture
def dear(session: Session, centre: Centre) -> Listing:
    return rows.add_listing(session, centre, "dear", rent="600.00")


Change = Callable[[Listing], object]


def move_to(latitude: float | None) -> Change:
    def change(listing: Listing) -> None:
        listing.dwelling.latitude = latitude
        listing.dwelling.longitude = None if latitude is None else 25.1442

    return change


def rent_of(rent: str) -> Change:
    return lambda listing: setattr(listing, "monthly_rent", Decimal(rent))


def stage(status: ListingStatus) -> Change:
    return lambda listing: setattr(listing, "status", status)


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        pytest.param(rent_of("600"), rent_of("450"), True, id="cheaper, to the cent of the limit"),
        pytest.param(rent_of("600"), rent_of("450.01"), False, id="cheaper, and a cent too dear"),
        pytest.param(move_to(None), move_to(35.34), True, id="got its place on the map"),
        pytest.param(move_to(None), move_to(35.60), False, id="got a place outside"),
        pytest.param(move_to(35.60), move_to(35.34), True, id="its place was put right"),
        pytest.param(stage(ListingStatus.WITHDRAWN), stage(ListingStatus.CANDIDATE), True, id="opened again"),
        pytest.param(
            stage(ListingStatus.EXPIRED), stage(ListingStatus.VERIFIED), True, id="opened again after its day"
        ),
        pytest.param(stage(ListingStatus.WITHDRAWN), stage(ListingStatus.EXPIRED), False, id="closed either way"),
        pytest.param(stage(ListingStatus.CANDIDATE), stage(ListingStatus.VERIFIED), False, id="seen, another stage"),
        pytest.param(stage(ListingStatus.VERIFIED), stage(ListingStatus.RESERVED), False, id="seen, reserved"),
        pytest.param(stage(ListingStatus.VERIFIED), stage(ListingStatus.WITHDRAWN), False, id="seen, gone"),
        pytest.param(rent_of("450"), rent_of("300"), False, id="seen, and cheaper still"),
        pytest.param(rent_of("450"), rent_of("900"), False, id="seen, and too dear now"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_new_is_what_fits_now_and_was_not_seen(
    session: Session, officer: User, seen: Listing, before: Change, after: Change, is_new: bool
):
    before(seen)
    saved = save(session, officer)
    assert count_new(session, saved, CHEAP) == 0
    after(seen)
    assert count_new(session, saved, CHEAP) == is_new


@pytest.mark.parametrize(
    ("away", "back"),
    [
        (rent_of("900"), rent_of("400")),
        (stage(ListingStatus.WITHDRAWN), stage(ListingStatus.VERIFIED)),
        (move_to(None), move_to(35.34)),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_was_seen_and_comes_back_is_not_told_again(
    session: Session, saved: SavedSearch, seen: Listing, away: Change, back: Change
):
    open_it(session, saved)
    away(seen)
    open_it(session, saved)
    back(seen)
    assert count_new(session, saved, CHEAP) == 0


def test_what_is_new_is_told_until_it_is_opened_and_then_marked(
    session: Session, centre: Centre, saved: SavedSearch, seen: Listing, dear: Listing
):
    open_it(session, saved)
    first = saved.openings
    rows.add_listing(session, centre, "entered", rent="300.00")
    dear.monthly_rent = Decimal("440.00")
    assert count_new(session, saved, CHEAP) == 2
    assert titles_new_since(session, saved, first) == set()
    open_it(session, saved)
    assert count_new(session, saved, CHEAP) == 0
    assert titles_new_since(session, saved, first) == {"entered", "dear"}
    assert titles_new_since(session, saved, saved.openings) == set()


def test_opened_with_nothing_new_it_still_tells_another_window_what_was(
    session: Session, centre: Centre, saved: SavedSearch
):
    known = saved.openings
    rows.add_listing(session, centre, "entered", rent="300.00")
    for _press in range(3):
        open_it(session, saved)
    assert titles_new_since(session, saved, known) == {"entered"}


def test_of_two_searches_each_tells_for_itself(session: Session, centre: Centre, officer: User):
    near = replace(CHEAP, radius_km=1.0)
    both = [save(session, officer), save(session, officer, "Near", near)]
    rows.add_listing(session, centre, rent="300.00", latitude=NEAR.latitude, longitude=NEAR.longitude)
    open_it(session, both[0])
    assert [count_new(session, both[0], CHEAP), count_new(session, both[1], near)] == [0, 1]


def test_what_others_have_seen_is_new_to_oneself(session: Session, centre: Centre, officer: User):
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")
    both = [save(session, person) for person in (officer, colleague)]
    rows.add_listing(session, centre, rent="300.00")
    open_it(session, both[0])
    assert [count_new(session, saved, CHEAP) for saved in both] == [0, 1]


def test_only_what_the_reader_may_see_now_counts(session: Session, centre: Centre, saved: SavedSearch):
    chania = rows.add_centre(session, "chania")
    rows.add_listing(session, chania, rent="300.00")
    own, both = (replace(CHEAP, centre_ids=frozenset(ids)) for ids in ({centre.id}, {centre.id, chania.id}))
    assert [count_new(session, saved, criteria) for criteria in (own, both, own)] == [0, 1, 0]


def test_a_flat_that_was_seen_under_another_advert_is_not_new(
    session: Session, centre: Centre, saved: SavedSearch, seen: Listing
):
    open_it(session, saved)
    leads = rows.add_listing(session, centre, "leads", rent="410.00")
    assert count_new(session, saved, CHEAP) == 1
    seen.same_as_id, seen.status = leads.id, ListingStatus.WITHDRAWN
    assert count_new(session, saved, CHEAP) == 0
    seen.same_as_id = None
    assert count_new(session, saved, CHEAP) == 1


def test_two_adverts_that_were_both_seen_are_merged_and_parted_again(session: Session, centre: Centre, officer: User):
    imported(session, centre, GREEK, LATIN)
    for listing in session.scalars(select(Listing)):
        move_to(35.34)(listing)
    either = replace(CHEAP, most_rent=None)
    saved = save(session, officer, criteria=either)
    pair = flat_pair(session)
    merge_flats(session, pair, pair.one, actor=officer, on=TODAY, at=NOW)
    open_it(session, saved, either)
    assert (count_new(session, saved, either), matches_of(session, saved)) == (0, 2)
    part_flat(session, pair.other, actor=officer, on=TODAY, at=NOW)
    assert (count_new(session, saved, either), matches_of(session, saved)) == (0, 2)


@pytest.mark.parametrize("number", [TOLD - 1, TOLD, TOLD + 1, TOLD + 9])
def test_new_ones_are_counted_to_a_bound_by_one_statement(
    session: Session, centre: Centre, saved: SavedSearch, number: int
):
    for _one in range(number):
        rows.add_listing(session, centre, rent="300.00")
    session.flush()
    with counted(session) as statements:
        assert count_new(session, saved, CHEAP) == min(number, TOLD + 1)
    assert len(statements) == 1


@pytest.mark.parametrize("metres", [-1, 1])
def test_at_the_edge_is_told_what_the_list_shows(session: Session, centre: Centre, saved: SavedSearch, metres: int):
    flat = rows.add_listing(session, centre, rent="300.00", latitude=35.38, longitude=25.16)
    distance = geodesic_km(NEAR, Point(flat.dwelling.latitude, flat.dwelling.longitude))
    criteria = replace(CHEAP, radius_km=distance + metres / 1000)
    assert count_new(session, saved, criteria) == len(search(session, criteria).found) == (metres > 0)


flats = st.lists(st.tuples(st.integers(300, 600), st.sampled_from(list(ListingStatus))), min_size=4, max_size=4)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.tuples(flats, st.booleans()), min_size=1, max_size=6))
@pytest.mark.parametrize("kept", [2, 1_000])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_day_is_told_what_the_list_shows_and_was_not_seen(
    session: Session, centre: Centre, officer: User, monkeypatch, kept: int, days
):
    """Rents and stages change from day to day. What fits is told once, unless more fit than are kept one by one."""
    monkeypatch.setattr(search_matches, "KEPT", kept)
    for table in (SearchMatch, SavedSearch, Listing):
        session.execute(delete(table))
    record(session, "arrange", actor=None, values={})
    listings = [rows.add_listing(session, centre, rent="450.00") for _flat in range(4)]
    saved = save_search(session, "Cheap", {}, CHEAP, actor=officer, at=LATER)
    seen = {listing.id for listing in listings}
    for flats_then, is_opened in days:
        for listing, (rent, status) in zip(listings, flats_then, strict=True):
            listing.monthly_rent, listing.status = Decimal(rent), status
        shown = {one.listing.id for one in search(session, CHEAP).found}
        new = count_new(session, saved, CHEAP)
        assert new == len(shown - seen) or kept == 2
        if is_opened:
            known = saved.openings
            open_search(session, saved, CHEAP, actor=officer, at=LATER)
            assert len(new_since(session, saved, known, shown)) == new
            assert count_new(session, saved, CHEAP) == 0
            seen |= shown


def test_a_view_is_saved_once_and_a_name_given_once(session: Session, officer: User, saved: SavedSearch):
    with pytest.raises(Refused, match="saved this view already, as “Cheap”"):
        save_search(session, "Other", saved.query, CHEAP, actor=officer, at=NOW)
    with pytest.raises(Refused, match="Another of your saved searches is called so"):
        save_search(session, "CHEAP", {}, CHEAP, actor=officer, at=NOW)
    other = save(session, officer, "Other")
    with pytest.raises(Refused, match="Another of your saved searches is called so"):
        rename_search(session, other, "cheap", actor=officer)
    rename_search(session, saved, "CHEAP", actor=officer)
    assert [one.name for one in saved_searches(session, officer)] == ["CHEAP", "Other"]


def test_so_many_are_kept_and_no_more(session: Session, officer: User):
    for number in range(MOST_SEARCHES):
        save(session, officer, str(number))
    with pytest.raises(Refused, match="20 saved searches, and that is the most"):
        save(session, officer, "one more")


def test_nobody_else_finds_it(session: Session, centre: Centre, saved: SavedSearch):
    colleague = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Nikos Vardakis")
    assert saved_searches(session, colleague) == []
    with pytest.raises(NotFound):
        get_saved_search(session, saved.id, colleague)


def test_deleted_it_leaves_nothing_behind(session: Session, officer: User, saved: SavedSearch, seen: Listing):
    open_it(session, saved)
    delete_search(session, saved, actor=officer)
    assert session.scalars(select(SearchMatch)).all() == []
    assert saved_searches(session, officer) == []
