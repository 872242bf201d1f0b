"""In which order flats stand: what must hold for any list of them."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from housing.ranking import Verdict, rank
from tests.housing.flats_to_rank import (
    FLAT,
    WISHES,
    amounts,
    estimates,
    flats,
    households,
    ranked,
    some_estimate,
    subsidised,
    weights,
)


def test_flats_that_fit_come_first_then_the_score_then_the_id() -> None:
    far, near = replace(FLAT, listing_id=2, distance_km=15.0), replace(FLAT, listing_id=4, distance_km=1.0)
    twin = replace(FLAT, listing_id=3, distance_km=1.0)
    small, hopeless = replace(FLAT, listing_id=5, bedrooms=1), replace(FLAT, listing_id=6, bedrooms=1, has_lift=False)
    order = rank([hopeless, small, near, far, twin], WISHES, {})
    assert [flat.listing_id for flat in order] == [3, 4, 2, 5, 6]


def test_each_flat_has_its_own_estimate() -> None:
    dear, cheap = replace(FLAT, monthly_cost=Decimal("700.00")), replace(FLAT, listing_id=2)
    order = rank([dear, cheap], WISHES, {1: subsidised("391.00")})
    assert [(flat.listing_id, flat.verdict) for flat in order] == [(1, Verdict.FITS), (2, Verdict.FITS)]


@given(st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=8), households, estimates, st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_list(several, wishes, worked_out, random) -> None:
    shuffled = several.copy()
    random.shuffle(shuffled)
    assert rank(shuffled, wishes, worked_out) == rank(several, wishes, worked_out)


@given(flats, households, amounts)
def test_a_cheaper_flat_that_is_otherwise_the_same_never_ranks_lower(flat, wishes, saved) -> None:
    cheaper = replace(flat, monthly_cost=max(flat.monthly_cost - saved, Decimal("0.00")))
    verdicts = list(Verdict)
    less, more = ranked(cheaper, wishes), ranked(flat, wishes)
    assert (verdicts.index(less.verdict), -less.score) <= (verdicts.index(more.verdict), -more.score)


def test_of_two_flats_with_as_many_points_the_cheaper_one_comes_first() -> None:
    """By a cent, which brings no point."""
    cheaper = replace(FLAT, listing_id=2, monthly_cost=FLAT.monthly_cost - Decimal("0.01"))
    order = rank([FLAT, cheaper], WISHES, {})
    assert [flat.score for flat in order] == [order[0].score] * 2
    assert [flat.listing_id for flat in order] == [2, 1]


@given(flats, households, some_estimate, amounts.filter(bool), weights, st.integers(1, 10_000))
def test_a_cheaper_equal_flat_stands_before_the_other_whatever_its_number(
    flat, wishes, estimate, saved, weighed, number
) -> None:
    pays = flat.monthly_cost if estimate is None else estimate.household_pays
    less = max(pays - saved, Decimal("0.00"))
    cheaper = replace(flat, listing_id=number, monthly_cost=less)
    if number == flat.listing_id or less == pays:
        return
    worked_out = {flat.listing_id: estimate, number: replace(estimate, household_pays=less)} if estimate else {}
    assert rank([flat, cheaper], wishes, worked_out, weighed)[0].listing_id == number
