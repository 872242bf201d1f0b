"""What a pin costs all together: the best plan beside the best one without it."""

from dataclasses import replace

import pytest

from housing.allocation import IMPOSSIBLE, Change, PinCost, World, allocate, cost_of, lift, may_be_solved_again, pins
from tests.housing.small_worlds import every_plan, small_world
from tests.housing.test_allocation import LARGE, value, world

WORLDS = 500


def cost(of: World, **lifted: bool) -> PinCost:
    (pin,) = of.pins
    return cost_of(allocate(of), pin, lift(of, pin, **lifted))


def moved(found: PinCost) -> list[tuple[int, Change, int]]:
    return [(one.household, one.change, one.points) for one in found.moved]


def test_it_is_what_every_plan_without_the_pin_could_bring_at_most():
    """`value` counts nobody who is pinned among those who need what is held; here no pin is left."""
    seen = 0
    for seed in range(WORLDS):
        drawn = small_world(seed)
        for pin in drawn.pins:
            lifted, ours = lift(drawn, pin), allocate(drawn).best
            found = cost_of(allocate(drawn), pin, lifted)
            one = drawn.waiting[drawn.rows[pin[0]]]
            with_pin = ours.reserved + drawn.needs_reserved(one), ours.points
            best = max(value(lifted, plan) for plan in every_plan(lifted))
            assert (found.reserved, found.points) == (best[0] - with_pin[0], best[1] - with_pin[1]), seed
            if drawn.fit_of(*pin) is not None:
                assert (found.reserved, found.points) >= (0, 0), seed
            seen += found.points > 0
    assert seen > 50


def test_it_names_whom_the_pin_moves_the_pinned_one_first():
    found = cost(world([[90, 40, 0], [60, 80, 0], [IMPOSSIBLE, 50, IMPOSSIBLE]], pins=[(2, 11)]))
    assert (found.homes, found.points) == (0, 30)
    assert moved(found) == [(2, Change.BETTER, 60), (1, Change.WORSE, -90)]


@pytest.mark.parametrize(
    ("of", "expected", "whom"),
    [
        pytest.param(world([[90, 40], [80, 30]], pins=[(1, 11)]), (0, 0, 0), [], id="as-it-would-be"),
        pytest.param(
            world([[90, 40], [80, 30]], pins=[(2, 11)]),
            (0, 0, 0),
            [(2, Change.BETTER, 50), (1, Change.WORSE, -50)],
            id="as-many-points-for-others",
        ),
        pytest.param(
            world([[90, 40], [80, IMPOSSIBLE]], pins=[(1, 11)]),
            (1, 0, 130),
            [(1, Change.BETTER, 50), (2, Change.WAITS, -180)],
            id="a-home",
        ),
        pytest.param(
            world([[90], [IMPOSSIBLE]], pins=[(2, 11)]),
            (0, 0, 190),
            [(2, Change.HOME, 0), (1, Change.WAITS, -190)],
            id="of-what-breaks-a-limit",
        ),
        pytest.param(
            world(
                [[90, 20, 20, 20], [10, IMPOSSIBLE, IMPOSSIBLE, IMPOSSIBLE]],
                needs=[frozenset(), LARGE],
                kinds=[LARGE, *[frozenset()] * 3],
                pins=[(1, 11)],
            ),
            (1, 1, 40),
            [(1, Change.BETTER, 70), (2, Change.WAITS, -110)],
            id="what-is-scarce",
        ),
    ],
)
def test_it_is_counted_in_homes_in_scarce_ones_and_in_points(
    of: World, expected: tuple[int, int, int], whom: list[tuple[int, Change, int]]
):
    found = cost(of)
    assert (found.homes, found.reserved, found.points) == expected
    assert moved(found) == whom
    assert found.is_nothing == (not any(expected) and not whom)


def test_what_is_barred_but_for_the_pin_is_no_pair_without_it():
    of = world([[90]], pins=[(1, 11)])
    assert cost(of).points == 0
    assert (cost(of, is_barred=True).points, cost(of, is_barred=True).homes) == (-190, -1)


def test_who_would_not_be_in_the_plan_but_for_the_pin_takes_nothing_without_it():
    found = cost(world([[90], [80]], pins=[(2, 11)]), stays=False)
    assert (found.homes, found.points) == (0, 10)
    assert moved(found) == [(2, Change.HOME, 180), (1, Change.WAITS, -190)]


def test_other_pins_stay():
    of = world([[90, 40], [80, 30]], pins=[(2, 11), (1, 12)])
    assert lift(of, (1, 12)).pins == {(2, 11)}
    assert cost_of(allocate(of), (1, 12), lift(of, (1, 12))).is_nothing


def test_many_pins_of_many_are_not_solved_again(monkeypatch: pytest.MonkeyPatch):
    of = world([[90] * 10] * 10, pins=[(1, 11), (2, 12)])
    monkeypatch.setattr(pins, "MOST_PAIRS", 200)
    assert may_be_solved_again(of)
    monkeypatch.setattr(pins, "MOST_PAIRS", 199)
    assert not may_be_solved_again(of)
    assert may_be_solved_again(replace(of, pins=frozenset()))
