"""The best set of offers: the same as by trying every plan, never below greedy, proven, and the same on every run."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from housing.allocation import (
    IMPOSSIBLE,
    Allocation,
    Applicant,
    Change,
    FairnessWeights,
    Group,
    Kind,
    NotProven,
    TooMany,
    Vacancy,
    World,
    allocate,
    fairness_of,
    groups_of,
    kinds_needed,
    kinds_of_flat,
    solving,
)
from housing.allocation.edges import edges_of
from tests.housing.small_worlds import Flats, every_plan, shuffled, small_world

WORLDS = 500
DAY = date(2026, 1, 1)
LARGE = frozenset({Kind.LARGE})


def world(
    points: Sequence[Sequence[int]],
    *,
    fairness: Sequence[int] = (),
    since: Sequence[int] = (),
    needs: Sequence[frozenset[Kind]] = (),
    kinds: Sequence[frozenset[Kind]] = (),
    home: int = 100,
    pins: Sequence[tuple[int, int]] = (),
    bars: Sequence[tuple[int, int]] = (),
) -> World:
    """Households 1, 2, … and flats 11, 12, …; days of `since` are counted from DAY."""
    waiting = [
        Applicant(
            row + 1,
            DAY + timedelta(days=since[row] if since else 0),
            fairness[row] if fairness else 0,
            needs[row] if needs else frozenset(),
        )
        for row in range(len(points))
    ]
    free = [Vacancy(column + 11, kinds[column] if kinds else frozenset()) for column in range(len(points[0]))]
    return World(tuple(waiting), tuple(free), np.array(points), home, frozenset(pins), frozenset(bars))


def best(found: Allocation) -> dict[int, int]:
    return dict(found.best.flats)


def value(of: World, plan: Flats) -> tuple[int, int]:
    """How many who need what is held get a home besides those pinned, and the points."""
    pinned = dict(of.pins)
    placed = [of.waiting[of.rows[key]] for key in plan if key not in pinned]
    points = sum(of.points_of(household, flat) for household, flat in plan.items())
    return sum(of.needs_reserved(one) for one in placed), points


def order(of: World, plan: Flats) -> tuple[int, int, int]:
    """By which plans are compared: of equals whoever stands earlier in the queue has a home."""
    queue = sorted(of.waiting, key=lambda one: (one.since_on, one.key))
    early = [len(queue) - place for place, one in enumerate(queue, 1) if one.key in plan]
    return *value(of, plan), sum(early)


@pytest.mark.parametrize("tens", range(WORLDS // 50))
def test_it_is_as_good_as_the_best_of_every_plan_there_is(tens: int):
    for seed in range(50 * tens, 50 * tens + 50):
        drawn = small_world(seed)
        found = allocate(drawn)
        assert found.best.value == value(drawn, best(found)), seed
        assert best(found) in list(every_plan(drawn)), seed
        assert order(drawn, best(found)) == max(order(drawn, plan) for plan in every_plan(drawn)), seed


def test_worlds_have_what_makes_them_hard():
    drawn = [small_world(seed) for seed in range(WORLDS)]
    found = [allocate(one) for one in drawn]
    assert sum(bool(one.pins) for one in drawn) > 100
    assert sum(bool(one.bars) for one in drawn) > 300
    assert sum(bool(one.reserved) for one in drawn) > 100
    assert sum(one.best.value > one.greedy.value for one in found) > 50
    assert {change for one in found for change in one.changes.values()} == set(Change)


def test_it_is_never_below_the_greedy_one_which_keeps_to_the_same_rules():
    for seed in range(WORLDS):
        drawn = small_world(seed)
        found = allocate(drawn)
        assert found.best.value >= found.greedy.value, seed
        assert found.greedy.value == value(drawn, dict(found.greedy.flats)), seed
        assert dict(found.greedy.flats) in list(every_plan(drawn)), seed


def test_it_is_the_same_on_every_run_whatever_the_order_of_rows():
    for seed in range(WORLDS):
        drawn = small_world(seed)
        first, then = allocate(drawn), allocate(shuffled(drawn, seed))
        assert (first.best, first.greedy) == (then.best, then.greedy), seed


def test_nobody_waits_beside_a_flat_that_would_do():
    for seed in range(WORLDS):
        drawn = small_world(seed)
        plan = best(allocate(drawn))
        waits = [one.key for one in drawn.waiting if one.key not in plan]
        stays = [flat.key for flat in drawn.free if flat.key not in plan.values()]
        both = [(one, flat) for one in waits for flat in stays if (one, flat) not in drawn.bars]
        assert all(drawn.points[drawn.rows[one], drawn.columns[flat]] == IMPOSSIBLE for one, flat in both), seed


def test_of_pairs_that_count_the_same_whoever_waits_longer_gets_the_home():
    assert best(allocate(world([[50], [50], [50]], since=[2, 1, 1]))) == {2: 11}


def test_a_home_for_two_goes_before_a_better_one_for_one():
    """Greedy takes the best pair, and leaves the other household nothing."""
    found = allocate(world([[90, 40], [80, IMPOSSIBLE]]))
    assert best(found) == {1: 12, 2: 11}
    assert dict(found.greedy.flats) == {1: 11}
    assert (found.best.points, found.greedy.points, found.gain, found.gain_percent) == (320, 190, 130, Decimal("68.4"))
    assert found.changes == {1: Change.WORSE, 2: Change.HOME}


def test_waiting_and_vulnerability_decide_between_those_whom_a_flat_suits_alike():
    assert best(allocate(world([[50], [48]], fairness=[0, 3]))) == {2: 11}


def test_a_scarce_flat_goes_to_whoever_can_live_in_no_other():
    points = [[90, 20, 20, 20], [10, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE]]
    held = world(points, needs=[frozenset(), LARGE], kinds=[LARGE, *[frozenset()] * 3], home=1)
    found = allocate(held)
    assert held.reserved == LARGE
    assert found.best.flats == found.greedy.flats == {1: 12, 2: 11}


def test_of_what_is_plentiful_nothing_is_held():
    points = [[90, 20], [1, IMPOSSIBLE]]
    assert best(allocate(world(points, needs=[frozenset(), LARGE], kinds=[LARGE, frozenset()], home=1))) == {1: 11}


def test_what_nobody_who_needs_it_can_have_is_open_to_all():
    points = [[90, 20, 20, 20], [IMPOSSIBLE] * 4]
    held = world(points, needs=[frozenset(), LARGE], kinds=[LARGE, *[frozenset()] * 3])
    assert best(allocate(held)) == {1: 11}


def test_a_pin_is_carried_out_though_a_limit_is_broken_and_counts_no_points_then():
    found = allocate(world([[90, 40], [IMPOSSIBLE, 80]], pins=[(2, 11)]))
    assert best(found) == {2: 11, 1: 12}
    assert [(one.household, one.points, one.is_pinned) for one in found.best.placements] == [
        (2, 0, True),
        (1, 140, False),
    ]
    assert found.greedy.flats[2] == 11


def test_a_bar_keeps_two_apart():
    assert best(allocate(world([[90]], bars=[(1, 11)]))) == {}


def test_a_bar_of_somebody_who_does_not_wait_any_more_is_no_matter():
    assert best(allocate(world([[90]], bars=[(7, 11), (1, 99)]))) == {1: 11}


@pytest.mark.parametrize(
    ("pins", "bars"),
    [
        pytest.param([(1, 11), (1, 12)], [], id="household-twice"),
        pytest.param([(1, 11), (2, 11)], [], id="flat-twice"),
        pytest.param([(1, 11)], [(1, 11)], id="pinned-and-barred"),
        pytest.param([(3, 11)], [], id="nobody"),
    ],
)
def test_pins_that_cannot_be_are_refused(pins: list[tuple[int, int]], bars: list[tuple[int, int]]):
    with pytest.raises(ValueError, match="pin"):
        world([[1, 1], [1, 1]], pins=pins, bars=bars)


def test_points_for_another_number_of_flats_are_refused():
    with pytest.raises(ValueError, match="points for"):
        World((Applicant(1, DAY),), (), np.zeros((1, 1)))


@pytest.mark.parametrize(("households", "flats"), [(0, 0), (0, 3), (3, 0)])
def test_where_nobody_waits_or_nothing_is_free_nothing_is_offered(households: int, flats: int):
    waiting = tuple(Applicant(key, DAY) for key in range(households))
    free = tuple(Vacancy(key) for key in range(flats))
    found = allocate(World(waiting, free, np.zeros((households, flats))))
    assert (found.best.placements, found.greedy.placements, found.gain_percent) == ((), (), None)


def test_a_plan_that_is_not_the_best_has_no_prices_and_prices_of_another_plan_prove_nothing():
    proven = 0
    for seed in range(WORLDS):
        edges = edges_of(small_world(seed))
        optimum, other = solving.best(edges), solving.greedy(edges)
        prices = solving.prices_of(edges, optimum)
        assert prices is not None
        assert solving.is_proven(edges, optimum, prices), seed
        is_best = edges.values[other[other >= 0]].sum() == edges.values[optimum[optimum >= 0]].sum()
        assert (solving.prices_of(edges, other) is not None) == is_best, seed
        assert solving.is_proven(edges, other, prices) == is_best, seed
        proven += is_best
    assert 100 < proven < WORLDS


def test_no_flat_is_given_twice_by_what_is_proven():
    edges = edges_of(world([[5], [5]]))
    twice = np.array([0, 1])
    prices = solving.Prices(np.zeros(2, dtype=np.int64), np.array([edges.values.sum()]))
    assert not solving.is_proven(edges, twice, prices)


def test_a_plan_that_is_not_proven_is_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(solving, "best", solving.greedy)
    with pytest.raises(NotProven):
        allocate(world([[90, 40], [80, IMPOSSIBLE]]))


def test_more_than_can_be_summed_exactly_is_refused():
    drawn = world([[0, 0], [0, 0]], home=2**52)
    with pytest.raises(TooMany, match="2 households and 2 flats"):
        allocate(drawn)


@pytest.mark.parametrize(
    ("days", "groups", "points"),
    [
        pytest.param(0, [], (0, 0), id="since-today"),
        pytest.param(-3, [], (0, 0), id="since-a-day-to-come"),
        pytest.param(364, [Group.MINOR], (14, 15), id="just-under-half"),
        pytest.param(365, [Group.MINOR, Group.ELDERLY], (15, 30), id="half-and-two-groups"),
        pytest.param(729, list(Group), (29, 30), id="a-day-short"),
        pytest.param(730, [], (30, 0), id="two-years"),
        pytest.param(5000, [], (30, 0), id="no-more-than-all"),
    ],
)
def test_points_for_waiting_grow_for_two_years_and_those_for_vulnerability_with_two_groups(
    days: int, groups: list[Group], points: tuple[int, int]
):
    found = fairness_of(DAY - timedelta(days=days), groups, FairnessWeights(), on=DAY)
    assert (found.for_waiting, found.for_vulnerability) == points
    assert found.points == sum(points)


@pytest.mark.parametrize("wrong", [{"home": 0}, {"waiting": -1}, {"vulnerability": -1}])
def test_weights_of_fairness_are_never_below_nothing_and_a_home_counts(wrong: dict[str, int]):
    with pytest.raises(ValueError, match="whole numbers"):
        FairnessWeights(**wrong)


@pytest.mark.parametrize(
    ("ages", "single", "wheelchair", "groups"),
    [
        ([18, 64], False, False, set()),
        ([17], False, False, {Group.MINOR}),
        ([40, 17], True, False, {Group.MINOR, Group.SINGLE_PARENT}),
        ([40, 18], True, False, set()),
        ([65], False, True, {Group.ELDERLY, Group.WHEELCHAIR}),
        ([], True, False, set()),
    ],
)
def test_vulnerability_is_what_the_file_shows(ages: list[int], single: bool, wheelchair: bool, groups: set[Group]):
    assert groups_of(ages, single_parent=single, wheelchair=wheelchair) == groups


@pytest.mark.parametrize(
    ("flat", "kinds"),
    [
        ((2, 1, False, False), set()),
        ((3, 1, None, None), {Kind.LARGE}),
        ((None, 0, None, None), {Kind.STEP_FREE}),
        ((1, 4, True, True), {Kind.STEP_FREE, Kind.WHEELCHAIR}),
        ((1, -1, False, False), set()),
        ((1, None, None, None), set()),
    ],
)
def test_of_which_kinds_a_flat_is(flat: tuple[int | None, int | None, bool | None, bool | None], kinds: set[Kind]):
    assert kinds_of_flat(*flat) == kinds


def test_what_a_household_cannot_do_without():
    assert kinds_needed(2, step_free=False, wheelchair=False) == set()
    assert kinds_needed(3, step_free=True, wheelchair=True) == set(Kind)
