"""Which flat breaks which limit of a household, and what would mend it: both sides of each."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from housing.ranking import Area, Change, Limit, Verdict, Wishes, mending, why_not
from maps.distance import Point
from tests.housing.flats_to_rank import (
    AROUND,
    ASKS_FOR_MORE,
    FAR,
    FLAT,
    NEAR_THE_EDGE,
    OTHER,
    SUITS,
    THAT,
    WISHES,
    flats,
    households,
    ranked,
    some_estimate,
    subsidised,
)


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
            {"wheelchair": None},
            "not known whether a wheelchair gets in: ask the landlord",
            Change(Limit.WHEELCHAIR, is_to_ask=True),
            id="wheelchair-not-known",
        ),
        pytest.param({"pets": False}, "no pets allowed", Change(Limit.PETS), id="pets"),
        pytest.param(
            {"pets": None},
            "not known whether a pet is allowed: ask the landlord",
            Change(Limit.PETS, is_to_ask=True),
            id="pets-not-known",
        ),
        pytest.param({"quiet": False}, "not quiet", Change(Limit.QUIET), id="noisy"),
        pytest.param(
            {"quiet": None},
            "not known whether it is quiet: ask the landlord",
            Change(Limit.QUIET, is_to_ask=True),
            id="quiet-not-known",
        ),
        pytest.param(
            {"point": NEAR_THE_EDGE},
            "108 m outside where alone it wants to live: 2 km around here",
            Change(Limit.ONLY, 108),
            id="a-little-outside",
        ),
        pytest.param({"point": Point(35.018, 25.0)}, None, None, id="just-inside"),
        pytest.param(
            {"municipality": "9306"},
            "where it must not live: municipality 9306",
            Change(Limit.NEVER),
            id="never",
        ),
        pytest.param({"municipality": None}, None, None, id="in-no-municipality"),
    ],
)
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
