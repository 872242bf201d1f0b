"""How long somebody lets others wait: from the first attempt to the answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.response_times import Attempt, Waits, days_until_answers, waits


def attempts(*days: tuple[int, bool]) -> list[Attempt]:
    return [Attempt(date(2026, 11, day), is_answered) for day, is_answered in days]


@pytest.mark.parametrize(
    ("log", "days"),
    [
        pytest.param([], [], id="nobody-was-called"),
        pytest.param([(2, False), (3, False)], [], id="no-answer-yet"),
        pytest.param([(2, True)], [0], id="answers-at-once"),
        pytest.param([(2, False), (3, False), (5, True)], [3], id="the-first-attempt-counts"),
        pytest.param(
            [(2, False), (5, True), (9, True), (10, False), (11, True)], [3, 0, 1], id="each-answer-for-itself"
        ),
    ],
)
def test_days_are_counted_from_the_first_attempt(log: list[tuple[int, bool]], days: list[int]):
    assert days_until_answers(attempts(*log)) == days


@pytest.mark.parametrize(
    ("days", "found"),
    [([], None), ([4], Waits(1, 4.0, 4)), ([0, 3], Waits(2, 1.5, 3)), ([9, 1, 2], Waits(3, 2.0, 9))],
)
def test_the_middle_and_the_longest_are_said(days: list[int], found: Waits | None):
    assert waits(days) == found


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans())))
def test_there_is_one_wait_for_each_answer_and_none_is_negative(steps: list[tuple[int, bool]]):
    log, day = [], date(2026, 1, 1)
    for later, is_answered in steps:
        day += timedelta(days=later)
        log.append(Attempt(day, is_answered))
    found = days_until_answers(log)
    assert len(found) == sum(attempt.is_answered for attempt in log)
    assert all(days >= 0 for days in found)
    assert sum(found) <= sum(later for later, _ in steps)
