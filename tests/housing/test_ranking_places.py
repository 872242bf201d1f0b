"""Very many flats read by columns stand where they stand one by one."""

from dataclasses import replace
from decimal import Decimal
from math import ceil, inf, nextafter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.money import CENT
from core.text import Sentence
from housing.ranking import AS_SHIPPED, Area, Cost, Estimate, Verdict, places, rank
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
    columns_of,
    flats,
    home_of,
    households,
    middles,
    weights,
    where,
)

several_flats = st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=8)


@given(several_flats, households, st.none() | amounts, weights)
def test_read_by_columns_flats_stand_where_they_stand_one_by_one(several, wishes, subsidy, weighed) -> None:
    asked = []

    def cost_of(cost, charges) -> Cost:
        asked.append(cost)
        return Cost(cost, None if subsidy is None else Estimate(subsidy, max(cost - subsidy, Decimal("0.00"))))

    found = places([columns_of(flat) for flat in several], wishes, weighed, cost_of=cost_of, home_of=home_of)
    assert len(asked) == len(set(asked))
    worked_out = {flat.listing_id: cost_of(flat.monthly_cost, "").estimate for flat in several}
    in_full = rank(several, wishes, {} if subsidy is None else worked_out, weighed)
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
    equal = [replace(FLAT, listing_id=number, monthly_cost=FLAT.monthly_cost + number % 3 * CENT) for number in numbers]
    rows = list(map(columns_of, equal))
    found = places(rows, WISHES, AS_SHIPPED, cost_of=lambda cost, *_: Cost(cost, None), home_of=home_of)
    in_order = sorted(numbers, key=lambda number: (number % 3, number))
    assert [rows[row][0] for row in found.rows(found.span()[first:end])] == in_order[first:end]


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
        points = ["9305", "9304"], np.array([south, south]), np.array([east, east])
        held = [area.holds(point, key) for key in points[0]]
        assert holding([[area]], *points).tolist() == held
        assert holding([[], [OTHER, area]], *points).tolist() == [2 * one for one in held]
