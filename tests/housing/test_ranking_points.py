"""How many points a flat gets for each graded wish, and why."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from housing.ranking import Estimate, FlatFacts, Verdict, Weights, Wishes, rank
from housing.wants import Strength
from tests.housing.flats_to_rank import (
    AROUND,
    FLAT,
    OTHER,
    SUITS,
    THAT,
    WISHES,
    flats,
    households,
    ranked,
    some_estimate,
    subsidised,
    weights,
)


@pytest.mark.parametrize(
    ("flat", "estimate", "part", "points", "why"),
    [
        pytest.param(FLAT, subsidised("0.00"), 0, 50, "€0.00 of €450.00 with the charges, after a subsidy of €309.00"),
        pytest.param(FLAT, subsidised("300.00"), 0, 25, "€300.00 of €450.00"),
        pytest.param(FLAT, subsidised("594.00"), 0, 1, "€594.00 of €450.00", id="half-a-point-counts-as-one"),
        pytest.param(FLAT, subsidised("594.01"), 0, 0, "€594.01 of €450.00"),
        pytest.param(FLAT, subsidised("600.00"), 0, 0, "€600.00 of €450.00"),
        pytest.param(FLAT, subsidised("900.00"), 0, 0, "€900.00 of €450.00"),
        pytest.param(FLAT, None, 0, 13, "all of €450.00 with the charges, since no subsidy", id="no-estimate"),
        pytest.param(replace(FLAT, size_m2=39), None, 1, 29, "9.8 m² for each person"),
        pytest.param(replace(FLAT, size_m2=40), None, 1, 30, "10.0 m² for each person"),
        pytest.param(replace(FLAT, size_m2=90), None, 1, 30, "22.5 m² for each person"),
        pytest.param(replace(FLAT, size_m2=27), None, 1, 15, "6.8 m² for each person", id="half-of-the-room"),
        pytest.param(replace(FLAT, size_m2=14), None, 1, 0, "3.5 m² for each person", id="least-room"),
        pytest.param(replace(FLAT, size_m2=Decimal("13.9")), None, 1, 0, "only 3.5 m² for each person: too little"),
        pytest.param(replace(FLAT, size_m2=None), None, 1, 15, "size not known: ask the landlord"),
        pytest.param(replace(FLAT, distance_km=0.2), None, 2, 20, "0.2 km"),
        pytest.param(replace(FLAT, distance_km=1.0), None, 2, 20, "1.0 km"),
        pytest.param(replace(FLAT, distance_km=10.5), None, 2, 10, "10.5 km"),
        pytest.param(replace(FLAT, distance_km=20.0), None, 2, 0, "20.0 km"),
        pytest.param(replace(FLAT, distance_km=55.0), None, 2, 0, "55.0 km"),
        pytest.param(replace(FLAT, distance_km=None), None, 2, 10, "place not known: find it on the map"),
    ],
)
def test_points_of_each_part(flat: FlatFacts, estimate: Estimate | None, part: int, points: int, why: str) -> None:
    found = ranked(flat, estimate=estimate).parts[part]
    assert found.points == points
    assert str(found.why).startswith(why)


@pytest.mark.parametrize(
    ("changes", "wishes", "points", "why"),
    [
        pytest.param({}, {"quiet": Strength.WISH}, 16, "quiet", id="quiet"),
        pytest.param({"quiet": False}, {"quiet": Strength.WISH}, 0, "not quiet", id="noisy"),
        pytest.param({"quiet": None}, {"quiet": Strength.WISH}, 8, "not known whether it is quiet: ask the landlord"),
        pytest.param({}, {"rather": (OTHER, THAT)}, 16, "where it likes to live", id="in-one-of-them"),
        pytest.param({}, {"rather": (OTHER,)}, 0, "not where it likes to live", id="in-none"),
        pytest.param({}, {"rather_not": (OTHER,)}, 16, "not where it does not like to live", id="elsewhere"),
        pytest.param({}, {"rather_not": (AROUND,)}, 0, "where it does not like to live", id="there"),
        pytest.param({"point": None}, {"rather": (THAT,)}, 8, "place not known: find it on the map", id="nowhere"),
        pytest.param(
            {"quiet": False},
            {"quiet": Strength.WISH, "rather": (THAT,), "rather_not": (OTHER,)},
            10,
            "not quiet; where it likes to live; not where it does not like to live",
            id="two-of-three",
        ),
    ],
)
def test_further_wishes_have_points_of_their_own(changes: dict, wishes: dict, points: int, why: str) -> None:
    found = ranked(replace(SUITS, **changes), replace(WISHES, **wishes))
    assert [part.out_of for part in found.parts] == [42, 25, 17, 16]
    part = found.parts[-1]
    assert (str(part.name), part.points, str(part.why)) == ("What else it wishes", points, why)
    assert found.verdict is Verdict.FITS


@pytest.mark.parametrize(
    ("weights", "points"),
    [
        pytest.param(Weights(), (50, 30, 20), id="as-shipped"),
        pytest.param(Weights(1, 1, 1), (34, 33, 33), id="of-equal-rests-the-first"),
        pytest.param(Weights(5, 0, 0), (100, 0, 0), id="only-money"),
        pytest.param(Weights(0, 2, 1), (0, 67, 33), id="the-largest-rest"),
        pytest.param(Weights(500, 300, 200), (50, 30, 20), id="only-their-ratio-counts"),
    ],
)
def test_weights_are_scaled_to_a_hundred(weights: Weights, points: tuple[int, int, int]) -> None:
    assert weights.points == points
    (flat,) = rank([FLAT], WISHES, {}, weights)
    assert tuple(part.out_of for part in flat.parts) == points


@pytest.mark.parametrize("wrong", [(0, 0, 0), (-1, 5, 5)])
def test_weights_are_not_negative_and_not_all_nothing(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="weights are whole numbers"):
        Weights(*wrong)


@given(flats, households, some_estimate)
def test_the_score_is_the_sum_of_its_parts_and_at_most_100(flat, wishes, estimate) -> None:
    result = ranked(flat, wishes, estimate)
    assert result.score == sum(part.points for part in result.parts)
    assert sum(part.out_of for part in result.parts) == 100
    assert all(0 <= part.points <= part.out_of for part in result.parts)
    assert all(str(sentence) for part in result.parts for sentence in (part.name, part.why))
    assert result.verdict is [Verdict.FITS, Verdict.NEARLY, Verdict.NO][min(len(result.obstacles), 2)]


def how_far_met(flat: FlatFacts, wishes: Wishes) -> Iterator[Fraction]:
    """Each graded wish: met, half where nobody knows, or not."""
    if wishes.quiet is Strength.WISH:
        yield Fraction(1, 2) if flat.quiet is None else Fraction(flat.quiet)
    for areas, is_liked in ((wishes.rather, True), (wishes.rather_not, False)):
        if areas and flat.point is None:
            yield Fraction(1, 2)
        elif areas:
            yield Fraction(is_liked is any(area.holds(flat.point, flat.municipality) for area in areas))


@given(flats, households, some_estimate, weights)
def test_whole_numbers_give_what_fractions_give(flat, wishes, estimate, weighed) -> None:
    pays = flat.monthly_cost if estimate is None else estimate.household_pays
    room = None if flat.size_m2 is None else Fraction(flat.size_m2) / wishes.people
    (found,) = rank([flat], wishes, {flat.listing_id: estimate} if estimate else {}, weighed)
    scales = (pays, 0, 600), (room, 10, Fraction(7, 2)), (flat.distance_km, 1, 20)
    expected = []
    *most_of_all, most_for_wishes = weighed.points_for(wishes)
    for (value, best, worst), most in zip(scales, most_of_all, strict=True):
        share = Fraction(1, 2) if value is None else (worst - Fraction(value)) / Fraction(worst - best)
        half = 0 if value is None else Fraction(1, 2)
        expected.append(int(most * min(max(share, Fraction(0)), Fraction(1)) + half))
    if met := list(how_far_met(flat, wishes)):
        expected.append(int(most_for_wishes * sum(met) / len(met)))
    assert [part.points for part in found.parts] == expected
