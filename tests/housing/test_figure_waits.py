"""How long a step takes: those who still wait count, and nothing is told of few."""

from datetime import date, timedelta
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.figures.steps import Search, Step, Stretch, searches, stretch, waits_for_landlord, waits_of_search
from housing.figures.waits import End, Quartiles, Wait, quartiles, sum_up
from housing.response_times import Attempt
from maps.small_cells import FEWEST
from people.stages import Stage, StageFact, StageReason

ON = date(2026, 6, 30)
DAYS = st.integers(0, 400)
WAITS = st.lists(st.builds(Wait, st.integers(1, 12), DAYS, st.sampled_from(End)), max_size=60)


def day(number: int) -> date:
    return date(2026, 1, 1) + timedelta(days=number)


def through(*days: int) -> list[Wait]:
    return [Wait(who, n, End.REACHED) for who, n in enumerate(days)]


def waiting(*days: int, end: End = End.OPEN) -> list[Wait]:
    return [Wait(100 + who, n, end) for who, n in enumerate(days)]


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        pytest.param([], (None, None, None), id="nobody"),
        pytest.param(through(4), (4, 4, 4), id="one-alone"),
        pytest.param(through(1, 2, 3, 4), (1, 2, 3), id="all-are-through"),
        pytest.param(through(0, 0, 0, 9), (0, 0, 0), id="on-the-same-day"),
        pytest.param([*through(1), *waiting(5, 5, 5)], (1, None, None), id="three-of-four-still-wait"),
        pytest.param([*through(1, 2), *waiting(0, 0)], (1, 1, 2), id="who-began-today-says-nothing-yet"),
        pytest.param([*through(10), *waiting(3)], (10, 10, 10), id="who-waits-for-less-is-taken-as-the-others"),
        # Of six, five are left after day 6, one of them waits for a day; of the four left one is through on day 10.
        pytest.param([*through(6, 10, 12, 20), *waiting(8, 30)], (10, 12, 20), id="by-hand"),
        pytest.param([*through(6, 10, 12, 20), *waiting(8, 30, end=End.BROKEN_OFF)], (10, 12, 20), id="broken-off"),
    ],
)
def test_quartiles_count_those_who_still_wait(waits: list[Wait], expected: tuple[int | None, ...]) -> None:
    assert quartiles(waits) == Quartiles(*expected)


@given(st.lists(DAYS, min_size=1, max_size=60))
def test_when_all_are_through_it_is_the_ordinary_median(days: list[int]) -> None:
    found, ordered = quartiles(through(*days)), sorted(days)
    assert found == tuple(ordered[-(-len(days) * quarter // 4) - 1] for quarter in (1, 2, 3))
    if len(days) > 1:
        low, _middle, high = quantiles(days, method="inclusive")
        assert found.lower is not None
        assert found.upper is not None
        assert found.lower <= low
        assert high <= max(days)


@given(WAITS)
def test_to_wait_longer_never_makes_a_median_shorter(waits: list[Wait]) -> None:
    before = quartiles(waits)
    later = [wait if wait.end is End.REACHED else wait._replace(days=wait.days + 30) for wait in waits]
    for shorter, longer in zip(before, quartiles(later), strict=True):
        assert longer is None or (shorter is not None and shorter <= longer)


@given(WAITS)
def test_what_is_told_is_right_and_about_five_at_least(waits: list[Wait]) -> None:
    sums = sum_up(waits)
    for end, told in sums.ends.items():
        people = {wait.who for wait in waits if wait.end is end}
        assert told is None or (told == sum(wait.end is end for wait in waits) and len(people) not in range(1, FEWEST))
    everybody = {wait.who for wait in waits}
    assert sums.total is None or (sums.total == len(waits) and len(everybody) not in range(1, FEWEST))
    assert sums.quartiles is None or len(everybody) >= FEWEST
    assert sums.longest_open is None or len({wait.who for wait in waits if wait.end is End.OPEN}) >= FEWEST


def test_one_household_s_many_offers_are_not_told() -> None:
    sums = sum_up([Wait(1, n, End.REACHED) for n in range(20)])
    assert (sums.total, sums.quartiles, sums.ends[End.REACHED]) == (None, None, None)


def test_nobody_waiting_is_told() -> None:
    sums = sum_up([])
    assert (sums.total, sums.longest_open) == (0, None)
    assert set(sums.ends.values()) == {0}


REFERRED, SEARCHING = StageFact(Stage.REFERRED, day(0)), StageFact(Stage.SEARCHING, day(10))
HOUSED = StageFact(Stage.HOUSED, day(40))
AGAIN = StageFact(Stage.SEARCHING, day(90), StageReason.LOST_HOME)
LEFT = StageFact(Stage.EXITED, day(60), StageReason.MOVED_AWAY)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        pytest.param([], [], id="nothing-known"),
        pytest.param([REFERRED], [Search(day(0), None, None, False)], id="referred-only"),
        pytest.param([REFERRED, SEARCHING, HOUSED], [Search(day(0), day(10), day(40), True)], id="housed"),
        pytest.param([SEARCHING, LEFT], [Search(None, day(10), day(60), False)], id="left"),
        pytest.param(
            [SEARCHING, HOUSED, AGAIN], [Search(None, day(10), day(40), True), Search(None, day(90), None, False)],
            id="lost-the-home-and-looks-again",
        ),
        pytest.param([SEARCHING, HOUSED, LEFT], [Search(None, day(10), day(40), True)], id="housed-then-left"),
    ],
)  # fmt: skip
def test_each_search_counts_by_itself(course: list[StageFact], expected: list[Search]) -> None:
    assert list(searches(course)) == expected


@pytest.mark.parametrize(
    ("search", "kept", "offered", "expected"),
    [
        pytest.param(
            Search(day(0), day(10), day(40), True), [day(12)], [day(20), day(15)],
            {Step.TAKEN_IN: (10, End.REACHED), Step.SHORTLISTED: (2, End.REACHED), Step.OFFERED: (5, End.REACHED),
             Step.WHOLE: (40, End.REACHED)}, id="from-the-referral-to-the-home"),
        pytest.param(
            Search(None, day(10), None, False), [], [],
            {Step.SHORTLISTED: (170, End.OPEN), Step.OFFERED: (170, End.OPEN), Step.WHOLE: (170, End.OPEN)},
            id="still-waits"),
        pytest.param(
            Search(None, day(10), day(60), False), [], [day(70)],
            {Step.SHORTLISTED: (50, End.BROKEN_OFF), Step.OFFERED: (50, End.BROKEN_OFF),
             Step.WHOLE: (50, End.BROKEN_OFF)}, id="left-before"),
        pytest.param(
            Search(day(0), day(10), None, False), [day(3)], [],
            {Step.TAKEN_IN: (10, End.REACHED), Step.OFFERED: (170, End.OPEN), Step.WHOLE: (180, End.OPEN)},
            id="kept-before-it-was-taken-in-waited-for-by-nobody"),
        pytest.param(
            Search(None, day(10), day(200), True), [], [day(20)],
            {Step.SHORTLISTED: (170, End.OPEN), Step.OFFERED: (10, End.REACHED), Step.WHOLE: (170, End.OPEN)},
            id="the-home-s-first-day-is-still-to-come"),
        pytest.param(
            Search(day(0), None, day(30), False), [], [],
            {Step.TAKEN_IN: (30, End.BROKEN_OFF), Step.WHOLE: (30, End.BROKEN_OFF)}, id="never-taken-in"),
    ],
)  # fmt: skip
def test_what_a_household_waits_for(
    search: Search, kept: list[date], offered: list[date], expected: dict[Step, tuple[int, End]]
) -> None:
    found = {step: one.wait(1) for step, one in waits_of_search(search, kept, offered, day(180))}
    assert {step: (wait.days, wait.end) for step, wait in found.items()} == expected


@pytest.mark.parametrize(
    ("reached", "given_up", "expected"),
    [
        pytest.param(day(9), None, Stretch(day(5), day(9), End.REACHED), id="reached"),
        pytest.param(ON, None, Stretch(day(5), ON, End.REACHED), id="reached-today"),
        pytest.param(ON + timedelta(days=1), None, Stretch(day(5), ON, End.OPEN), id="reached-tomorrow"),
        pytest.param(None, day(9), Stretch(day(5), day(9), End.BROKEN_OFF), id="broken-off"),
        pytest.param(day(9), day(7), Stretch(day(5), day(9), End.REACHED), id="reached-all-the-same"),
        pytest.param(None, None, Stretch(day(5), ON, End.OPEN), id="open"),
        pytest.param(day(4), None, None, id="reached-before-anybody-waited"),
    ],
)
def test_a_wait_ends_or_goes_on_to_today(reached: date | None, given_up: date | None, expected: Stretch | None) -> None:
    assert stretch(day(5), reached, given_up, ON) == expected


@pytest.mark.parametrize(
    ("attempts", "is_gone", "expected"),
    [
        pytest.param([(1, False), (4, True)], False, [(1, 4, End.REACHED)], id="called-twice"),
        pytest.param([(1, True)], False, [(1, 1, End.REACHED)], id="answered-at-once"),
        pytest.param([(1, True), (5, False)], False, [(1, 1, End.REACHED), (5, 180, End.OPEN)], id="waits-again"),
        pytest.param([(1, False), (5, False)], True, [(1, 5, End.BROKEN_OFF)], id="the-flat-is-gone"),
    ],
)
def test_what_a_landlord_is_waited_for(
    attempts: list[tuple[int, bool]], is_gone: bool, expected: list[tuple[int, int, End]]
) -> None:
    made = [Attempt(day(number), is_answered) for number, is_answered in attempts]
    found = list(waits_for_landlord(made, is_gone, day(180)))
    assert found == [Stretch(day(first), day(last), end) for first, last, end in expected]
