"""Which flat suits whom: both sides of every limit, and what must hold for any list of flats."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import ceil, inf, nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Sentence
from housing.ranking import (
    Area,
    Change,
    Cost,
    Estimate,
    FlatFacts,
    Limit,
    RankedFlat,
    Verdict,
    Weights,
    Wishes,
    mending,
    places,
    rank,
    verdict_of,
    why_not,
)
from housing.ranking.areas import holding
from housing.ranking.points import distance_bounds, points_for_distance
from housing.wants import Strength
from maps.distance import Point, geodesic_km

FLAT = FlatFacts(
    listing_id=1, monthly_cost=Decimal("450.00"), bedrooms=2, size_m2=60, floor=3, has_lift=True, distance_km=2.0
)
WISHES = Wishes(people=4, bedrooms=2, step_free=True, most_rent=Decimal("480.00"))
HERE, NEAR_THE_EDGE, FAR = Point(35.0, 25.0), Point(35.019, 25.0), Point(35.028, 25.0)  # 2.11 and 3.11 km away
AROUND = Area(Sentence("2 km around here"), middle=HERE, radius_m=2000)
THAT, OTHER = (Area(Sentence(f"municipality {key}"), municipality=key) for key in ("9305", "9306"))
SUITS = replace(FLAT, wheelchair=True, quiet=True, pets=True, point=HERE, municipality="9305")
ASKS_FOR_MORE = replace(WISHES, wheelchair=True, has_pet=True, quiet=Strength.MUST, only=(AROUND,), never=(OTHER,))


def ranked(flat: FlatFacts, wishes: Wishes = WISHES, estimate: Estimate | None = None) -> RankedFlat:
    return rank([flat], wishes, {flat.listing_id: estimate} if estimate else {})[0]


def subsidised(pays: str) -> Estimate:
    return Estimate(monthly_subsidy=Decimal("309.00"), household_pays=Decimal(pays))


@pytest.mark.parametrize(
    ("changes", "obstacle"),
    [
        pytest.param({"monthly_cost": Decimal("480.00")}, None, id="rent-at-the-limit"),
        pytest.param({"monthly_cost": Decimal("480.01")}, "€0.01 over the limit of €480.00", id="a-cent-over"),
        pytest.param({"monthly_cost": Decimal("520.00")}, "€40.00 over the limit of €480.00", id="over-the-limit"),
        pytest.param({"bedrooms": 2}, None, id="as-many-bedrooms-as-needed"),
        pytest.param({"bedrooms": 1}, "one bedroom short: needs 2, has 1", id="one-bedroom-short"),
        pytest.param({"bedrooms": 0}, "2 bedrooms short: needs 2, has 0", id="two-bedrooms-short"),
        pytest.param({"bedrooms": None}, "bedrooms not known: ask the landlord", id="bedrooms-not-known"),
        pytest.param({"floor": 3, "has_lift": False}, "floor 3 without a lift", id="upstairs-without-lift"),
        pytest.param({"floor": 1, "has_lift": False}, "floor 1 without a lift", id="first-floor-without-lift"),
        pytest.param({"floor": 0, "has_lift": False}, None, id="ground-floor"),
        pytest.param({"floor": 0, "has_lift": None}, None, id="ground-floor-lift-not-known"),
        pytest.param({"floor": -1, "has_lift": False}, "basement without a lift", id="basement"),
        pytest.param({"floor": None, "has_lift": True}, None, id="lift-floor-not-known"),
        pytest.param({"floor": None, "has_lift": False}, "floor not known: ask the landlord", id="no-floor"),
        pytest.param({"floor": 2, "has_lift": None}, "floor 2, lift not known: ask the landlord", id="lift-not-known"),
        pytest.param({"size_m2": None}, None, id="size-not-known-is-no-obstacle"),
        pytest.param({"distance_km": None}, None, id="place-not-known-is-no-obstacle"),
    ],
)
def test_one_obstacle_makes_nearly_and_says_what_would_mend_it(changes: dict, obstacle: str | None) -> None:
    flat = ranked(replace(FLAT, **changes))
    assert [str(sentence) for sentence in flat.obstacles] == ([obstacle] if obstacle else [])
    assert flat.verdict is (Verdict.NEARLY if obstacle else Verdict.FITS)


@pytest.mark.parametrize(
    ("changes", "obstacle", "change"),
    [
        pytest.param({}, None, None, id="everything"),
        pytest.param({"wheelchair": False}, "not for a wheelchair", Change(Limit.WHEELCHAIR), id="wheelchair"),
        pytest.param(
            {"wheelchair": None}, "not known whether a wheelchair gets in: ask the landlord",
            Change(Limit.WHEELCHAIR, is_to_ask=True), id="wheelchair-not-known",
        ),
        pytest.param({"pets": False}, "no pets allowed", Change(Limit.PETS), id="pets"),
        pytest.param(
            {"pets": None}, "not known whether a pet is allowed: ask the landlord",
            Change(Limit.PETS, is_to_ask=True), id="pets-not-known",
        ),
        pytest.param({"quiet": False}, "not quiet", Change(Limit.QUIET), id="noisy"),
        pytest.param(
            {"quiet": None}, "not known whether it is quiet: ask the landlord",
            Change(Limit.QUIET, is_to_ask=True), id="quiet-not-known",
        ),
        pytest.param(
            {"point": NEAR_THE_EDGE}, "108 m outside where alone it wants to live: 2 km around here",
            Change(Limit.ONLY, 108), id="a-little-outside",
        ),
        pytest.param({"point": Point(35.018, 25.0)}, None, None, id="just-inside"),
        pytest.param(
            {"municipality": "9306"}, "where it must not live: municipality 9306", Change(Limit.NEVER), id="never",
        ),
        pytest.param({"municipality": None}, None, None, id="in-no-municipality"),
    ],
)  # fmt: skip
def test_further_limits_say_what_is_missing_and_what_would_mend_it(
    changes: dict, obstacle: str | None, change: Change | None
) -> None:
    found = why_not(replace(SUITS, **changes), ASKS_FOR_MORE, None)
    assert [(str(broken.sentence), broken.change) for broken in found] == ([(obstacle, change)] if obstacle else [])


def test_where_nobody_knows_the_place_both_limits_on_it_are_to_be_asked() -> None:
    found = why_not(replace(SUITS, point=None, municipality=None), ASKS_FOR_MORE, None)
    assert [broken.change for broken in found] == [
        Change(Limit.ONLY, is_to_ask=True), Change(Limit.NEVER, is_to_ask=True),
    ]  # fmt: skip
    assert {str(broken.sentence) for broken in found} == {"place not known: find it on the map"}


@pytest.mark.parametrize(
    ("only", "fits"),
    [((THAT,), True), ((OTHER,), False), ((OTHER, THAT), True), ((OTHER, AROUND), True)],
)
def test_of_several_areas_where_alone_it_wants_to_live_one_will_do(only: tuple[Area, ...], fits: bool) -> None:
    found = why_not(SUITS, replace(WISHES, only=only), None)
    assert [broken.change for broken in found] == ([] if fits else [Change(Limit.ONLY)])


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
            {"quiet": False}, {"quiet": Strength.WISH, "rather": (THAT,), "rather_not": (OTHER,)}, 10,
            "not quiet; where it likes to live; not where it does not like to live", id="two-of-three",
        ),
    ],
)  # fmt: skip
def test_further_wishes_have_points_of_their_own(changes: dict, wishes: dict, points: int, why: str) -> None:
    found = ranked(replace(SUITS, **changes), replace(WISHES, **wishes))
    assert [part.out_of for part in found.parts] == [42, 25, 17, 16]
    part = found.parts[-1]
    assert (str(part.name), part.points, str(part.why)) == ("What else it wishes", points, why)
    assert found.verdict is Verdict.FITS


def test_two_obstacles_make_no() -> None:
    flat = ranked(replace(FLAT, bedrooms=1, has_lift=False))
    assert flat.verdict is Verdict.NO
    assert [str(o) for o in flat.obstacles] == ["one bedroom short: needs 2, has 1", "floor 3 without a lift"]


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param(replace(WISHES, step_free=False), id="stairs-are-no-matter"),
        pytest.param(replace(WISHES, most_rent=None, step_free=False), id="no-limit"),
        pytest.param(replace(WISHES, bedrooms=0, step_free=False), id="no-bedroom-needed"),
    ],
)
def test_what_is_not_asked_for_is_no_obstacle(wishes: Wishes) -> None:
    flat = replace(FLAT, has_lift=None, floor=None)
    if wishes.bedrooms == 0:
        flat = replace(flat, bedrooms=None)
    if wishes.most_rent is None:
        flat = replace(flat, monthly_cost=Decimal("9999.00"))
    assert ranked(flat, wishes).verdict is Verdict.FITS


@pytest.mark.parametrize(
    ("pays", "verdict"), [("480.00", Verdict.FITS), ("480.01", Verdict.NEARLY), ("0.00", Verdict.FITS)]
)
def test_the_limit_is_for_what_the_household_pays_itself(pays: str, verdict: Verdict) -> None:
    assert ranked(replace(FLAT, monthly_cost=Decimal("789.00")), estimate=subsidised(pays)).verdict is verdict


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


amounts = st.integers(0, 150_000).map(lambda cents: Decimal(cents).scaleb(-2))
known = st.none() | st.booleans()
# A grid of steps that are a kilometre or so, so that flats stand in areas, between them and at their very edge.
middles = st.builds(Point, st.integers(0, 4).map(lambda n: 35 + n / 100), st.integers(0, 4).map(lambda n: 25 + n / 100))
keys = st.sampled_from(["9305", "9306"])
areas = st.lists(
    st.builds(Area, st.just(Sentence("there")), municipality=keys)
    | st.builds(Area, st.just(Sentence("there")), middle=middles, radius_m=st.integers(1, 5000)),
    max_size=3,
).map(tuple)
flats = st.builds(
    FlatFacts,
    listing_id=st.integers(1, 10_000),
    monthly_cost=amounts,
    bedrooms=st.none() | st.integers(0, 6),
    size_m2=st.none() | st.integers(10, 200) | st.decimals(10, 200, places=1),
    floor=st.none() | st.integers(-1, 8),
    has_lift=st.none() | st.booleans(),
    distance_km=st.none() | st.floats(0, 300),
    wheelchair=known,
    quiet=known,
    pets=known,
    point=st.none() | middles,
    municipality=st.none() | keys,
).map(lambda flat: replace(flat, municipality=flat.municipality if flat.point else None))
households = st.builds(
    Wishes,
    people=st.integers(1, 12),
    bedrooms=st.integers(0, 5),
    step_free=st.booleans(),
    most_rent=st.none() | amounts,
    wheelchair=st.booleans(),
    has_pet=st.booleans(),
    quiet=st.none() | st.sampled_from(Strength),
    only=areas,
    rather=areas,
    rather_not=areas,
    never=areas,
)
estimates = st.dictionaries(
    st.integers(1, 10_000), st.builds(Estimate, monthly_subsidy=amounts, household_pays=amounts), max_size=5
)


@given(st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=8), households, estimates, st.randoms())
def test_the_order_does_not_hang_on_the_order_of_the_list(several, wishes, worked_out, random) -> None:
    shuffled = several.copy()
    random.shuffle(shuffled)
    assert rank(shuffled, wishes, worked_out) == rank(several, wishes, worked_out)


@given(flats, households, st.none() | st.builds(Estimate, monthly_subsidy=amounts, household_pays=amounts))
def test_the_score_is_the_sum_of_its_parts_and_at_most_100(flat, wishes, estimate) -> None:
    result = ranked(flat, wishes, estimate)
    assert result.score == sum(part.points for part in result.parts)
    assert sum(part.out_of for part in result.parts) == 100
    assert all(0 <= part.points <= part.out_of for part in result.parts)
    assert all(str(sentence) for part in result.parts for sentence in (part.name, part.why))
    assert result.verdict is [Verdict.FITS, Verdict.NEARLY, Verdict.NO][min(len(result.obstacles), 2)]


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


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"monthly_cost": Decimal("520.00")}, Change(Limit.MONEY, Decimal("40.00")), id="40-over"),
        pytest.param({"bedrooms": 1}, Change(Limit.BEDROOMS, 1), id="one-bedroom-short"),
        pytest.param({"bedrooms": None}, Change(Limit.BEDROOMS, 2, is_to_ask=True), id="bedrooms-to-ask"),
        pytest.param({"has_lift": False}, Change(Limit.STEP_FREE), id="a-lift"),
        pytest.param({"has_lift": None}, Change(Limit.STEP_FREE, is_to_ask=True), id="lift-to-ask"),
        pytest.param({"has_lift": False, "floor": None}, Change(Limit.STEP_FREE, is_to_ask=True), id="floor-to-ask"),
        pytest.param({"has_lift": False, "floor": -1}, Change(Limit.STEP_FREE), id="basement"),
    ],
)
def test_a_broken_limit_has_the_smallest_change_beside_its_sentence(changes: dict, expected: Change) -> None:
    (broken,) = why_not(replace(FLAT, **changes), WISHES, None)
    assert (broken.change, broken.limit) == (expected, expected.limit)


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


weights = st.builds(
    Weights,
    money=st.integers(0, 1000),
    room=st.integers(0, 1000),
    distance=st.integers(1, 1000),
    wishes=st.integers(0, 1000),
)
some_estimate = st.none() | st.builds(Estimate, monthly_subsidy=amounts, household_pays=amounts)


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


@given(flats, households, some_estimate)
def test_why_not_is_empty_exactly_for_those_that_fit(flat, wishes, estimate) -> None:
    broken = why_not(flat, wishes, estimate)
    assert (broken == ()) == (ranked(flat, wishes, estimate).verdict is Verdict.FITS)
    assert len({each.limit for each in broken}) == len(broken)


@given(flats, households, some_estimate)
def test_removing_a_limit_never_removes_a_flat(flat, wishes, estimate) -> None:
    """And takes away what that limit said, and nothing else."""
    before = why_not(flat, wishes, estimate)
    removed = {
        Limit.MONEY: replace(wishes, most_rent=None),
        Limit.BEDROOMS: replace(wishes, bedrooms=0),
        Limit.STEP_FREE: replace(wishes, step_free=False),
        Limit.WHEELCHAIR: replace(wishes, wheelchair=False),
        Limit.PETS: replace(wishes, has_pet=False),
        Limit.QUIET: replace(wishes, quiet=None),
        Limit.ONLY: replace(wishes, only=()),
        Limit.NEVER: replace(wishes, never=()),
    }
    assert removed.keys() == set(Limit)
    for limit, without in removed.items():
        assert why_not(flat, without, estimate) == tuple(each for each in before if each.limit is not limit)


@given(flats, households, some_estimate)
def test_the_smallest_change_of_each_limit_makes_the_pair_fit_and_no_less_does(flat, wishes, estimate) -> None:
    broken = why_not(flat, wishes, estimate)
    for left_out in (None, *broken):
        pair = flat, wishes
        for each in broken:
            if each is not left_out:
                pair = each.change.applied(*pair)
        assert [each.limit for each in why_not(*pair, estimate)] == ([left_out.limit] if left_out else [])
    for each in broken:
        least = {Limit.MONEY: Decimal("0.01"), Limit.BEDROOMS: 1, Limit.ONLY: 1}.get(each.limit)
        if least is not None and each.change.amount is not None:
            too_little = replace(each.change, amount=each.change.amount - least)
            assert each.limit in {still.limit for still in why_not(*too_little.applied(flat, wishes), estimate)}


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


COLUMNS = "bedrooms", "floor", "has_lift", "wheelchair", "quiet", "pets"


def where(flat: FlatFacts) -> tuple[str | None, float | None, float | None]:
    return (flat.municipality, flat.point and flat.point.latitude, flat.point and flat.point.longitude)


@given(st.lists(flats, unique_by=lambda flat: flat.listing_id, max_size=8), households, some_estimate, weights)
def test_read_by_columns_flats_stand_where_they_stand_one_by_one(several, wishes, estimate, weighed) -> None:
    rows = [
        (flat.listing_id, flat.distance_km, flat.size_m2, flat.monthly_cost, *map(partial(getattr, flat), COLUMNS))
        for flat in several
    ]
    rows = [(*row[:4], "charges", "covers", *where(flat), *row[4:]) for row, flat in zip(rows, several, strict=True)]
    asked = []

    def cost_of(cost, charges, covers) -> Cost:
        asked.append(cost)
        return Cost(cost, estimate)

    def home_of(*facts) -> FlatFacts:
        return replace(FLAT, monthly_cost=Decimal("9999.00"), **dict(zip(COLUMNS, facts, strict=True)))

    found = places(rows, wishes, weighed, cost_of=cost_of, home_of=home_of)
    worked_out = {flat.listing_id: estimate for flat in several if estimate}
    in_full = rank(several, wishes, worked_out, weighed)
    assert sorted(found) == [flat.place for flat in in_full]
    assert [verdict_of(place) for place in sorted(found)] == [flat.verdict for flat in in_full]
    assert len(asked) == len(set(asked))


@given(st.floats(0, 300), weights)
def test_points_for_the_distance_change_exactly_at_their_bounds(kilometres, weighed) -> None:
    """Also a hair before and behind."""
    out_of = weighed.points[2]
    bounds = distance_bounds(out_of)
    for near in (kilometres, *bounds, *(nextafter(bound, inf) for bound in bounds)):
        assert points_for_distance(near, out_of) == sum(near <= bound for bound in bounds)


@given(middles, st.floats(34, 36), st.floats(24, 26), st.integers(-1, 1), st.integers(1, 30_000))
def test_very_many_points_are_found_within_where_one_is_measured_to_be(middle, south, east, off, radius_m) -> None:
    """Also at the very edge, a metre to either side of it."""
    point = Point(south, east)
    edge = Area(Sentence("edge"), middle=middle, radius_m=max(1, ceil(1000 * geodesic_km(middle, point)) + off))
    for area in (edge, Area(Sentence("any"), middle=middle, radius_m=radius_m), THAT):
        assert holding([[area]])("9305", south, east) == area.holds(point, "9305")
        assert holding([[], [OTHER, area]])("9304", south, east) == 2 * area.holds(point, "9304")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"monthly_cost": Decimal("520.00")}, "The household would have to be able to pay €40.00 more each month"),
        ({"bedrooms": 1}, "It would have to have one bedroom more."),
        ({"bedrooms": None}, "It would have to turn out to have 2 bedrooms."),
        ({"has_lift": False}, "It would have to have a lift, or be on the ground floor."),
        ({"has_lift": None}, "It would have to turn out to have a lift, or to be on the ground floor."),
        ({"wheelchair": False}, "A wheelchair would have to get in."),
        ({"wheelchair": None}, "It would have to turn out that a wheelchair gets in."),
        ({"pets": False}, "The landlord would have to allow a pet after all."),
        ({"pets": None}, "The landlord would have to say that a pet is allowed."),
        ({"quiet": False}, "It would have to be quiet."),
        ({"quiet": None}, "It would have to turn out to be quiet."),
        ({"point": FAR}, "The household would have to live 1.1 km farther out."),
        ({"point": NEAR_THE_EDGE}, "The household would have to live 108 m farther out."),
        ({"municipality": "9306"}, "The household would have to be willing to live there after all."),
    ],
)
def test_the_smallest_change_is_said_in_words(changes: dict, says: str) -> None:
    (broken,) = why_not(replace(SUITS, **changes), ASKS_FOR_MORE, None)
    assert str(mending(broken.change)).startswith(says)
