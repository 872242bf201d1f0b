"""Very many flats read by columns stand where they stand one by one."""

from dataclasses import replace
from decimal import Decimal
from math import ceil, inf, nextafter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.text import Sentence
from housing.ranking import AS_SHIPPED, Area, Estimate, FlatFacts, Verdict, places, rank
from housing.ranking.areas import holding
from housing.ranking.points import distance_bounds, points_for_distance
from housing.ranking.standing import STANDINGS, standing_of, standings
from maps.distance import Point, geodesic_km
from tests.housing.flats_to_rank import (
    FLAT,
    OTHER,
    THAT,
    WISHES,
    amounts,
    flats,
    households,
    middles,
    ranked,
    some_estimate,
    weights,
)

several_flats = st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=8)


def where(flat: FlatFacts) -> tuple[str | None, float | None, float | None]:
    return (flat.municipality, flat.point and flat.point.latitude, flat.point and flat.point.longitude)


@given(several_flats, households, st.none() | amounts, weights)
def test_read_by_columns_flats_stand_where_they_stand_one_by_one(several, wishes, subsidy, weighed) -> None:
    asked_of_home = sorted(wishes.asks_of_home)
    asked = []

    def pays_of(cost, charges, covers) -> Decimal:
        asked.append(cost)
        return max(cost - (subsidy or 0), Decimal("0.00"))

    def home_of(*facts) -> FlatFacts:
        return replace(FLAT, monthly_cost=Decimal("9999.00"), **dict(zip(asked_of_home, facts, strict=True)))

    rows = [
        (flat.listing_id, flat.distance_km, flat.size_m2, flat.monthly_cost, "charges", "covers", *where(flat))
        + tuple(getattr(flat, fact) for fact in asked_of_home)
        for flat in several
    ]
    found = places(rows, wishes, weighed, pays_of=pays_of, home_of=home_of)
    assert len(asked) == len(set(asked))
    pays = {} if subsidy is None else {flat.listing_id: pays_of(flat.monthly_cost, "", "") for flat in several}
    worked_out = {listing_id: Estimate(subsidy, sum_) for listing_id, sum_ in pays.items()}
    in_full = rank(several, wishes, worked_out, weighed)
    order = found.rows(found.span())
    assert [several[row].listing_id for row in order] == [flat.listing_id for flat in in_full]
    assert [found.scores[row] for row in order] == [flat.score for flat in in_full]
    assert [order[place] for place in found.span()[1:3]] == found.rows(found.span()[1:3])
    for verdict in Verdict:
        of_it = [flat.listing_id for flat in in_full if flat.verdict is verdict]
        assert [several[row].listing_id for row in found.rows(found.span(verdict))] == of_it
        assert found.counts[verdict] == len(of_it)


@given(st.permutations(range(9)), st.integers(0, 8), st.integers(0, 9))
def test_of_equal_flats_the_cheaper_stands_first_then_the_smaller_number(numbers, first, end) -> None:
    """By a cent, which brings no point; also where only some of the places are asked about."""
    rows = [(number, 2.0, 60, number % 3, None, None, None, None, None, 2) for number in numbers]

    def pays_of(cents, charges, covers) -> Decimal:
        return Decimal("450.00") + Decimal(cents).scaleb(-2)

    def home_of(bedrooms) -> FlatFacts:
        return replace(FLAT, bedrooms=bedrooms)

    found = places(rows, WISHES, AS_SHIPPED, pays_of=pays_of, home_of=home_of)
    in_order = sorted(numbers, key=lambda number: (number % 3, number))
    assert [rows[row][0] for row in found.rows(found.span()[first:end])] == in_order[first:end]


@given(flats, flats, households, some_estimate)
def test_what_a_household_does_not_ask_of_a_home_changes_nothing(flat, other, wishes, estimate) -> None:
    facts = {"bedrooms", "floor", "has_lift", "wheelchair", "quiet", "pets"}
    not_asked = {fact: getattr(other, fact) for fact in facts - wishes.asks_of_home}
    one, changed = (ranked(each, wishes, estimate) for each in (flat, replace(flat, **not_asked)))
    assert (one.place, one.broken, one.parts) == (changed.place, changed.broken, changed.parts)


@given(st.floats(0, 300), weights)
def test_points_for_the_distance_change_exactly_at_their_bounds(kilometres, weighed) -> None:
    """Also a hair before and behind."""
    out_of = weighed.points[2]
    bounds = distance_bounds(out_of)
    for near in (kilometres, *bounds, *(nextafter(bound, inf) for bound in bounds)):
        assert points_for_distance(near, out_of) == sum(near <= bound for bound in bounds)


@given(several_flats, households)
def test_very_many_flats_stand_in_the_areas_where_each_stands(several, wishes) -> None:
    columns = list(zip(*map(where, several), strict=True)) or [()] * 3
    assert [STANDINGS[one] for one in standings(wishes, *columns)] == [standing_of(flat, wishes) for flat in several]


@given(middles, st.floats(34, 36), st.floats(24, 26), st.integers(-1, 1), st.integers(1, 30_000))
def test_very_many_points_are_found_within_where_one_is_measured_to_be(middle, south, east, off, radius_m) -> None:
    """Also at the very edge, a metre to either side of it."""
    point = Point(south, east)
    edge = Area(Sentence("edge"), middle=middle, radius_m=max(1, ceil(1000 * geodesic_km(middle, point)) + off))
    for area in (edge, Area(Sentence("any"), middle=middle, radius_m=radius_m), THAT):
        where = ["9305", "9304"], np.array([south, south]), np.array([east, east])
        held = [area.holds(point, key) for key in where[0]]
        assert holding([[area]], *where).tolist() == held
        assert holding([[], [OTHER, area]], *where).tolist() == [2 * one for one in held]
