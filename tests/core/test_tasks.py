"""The day's board: the most urgent first, what is one's own before what is the centre's, every count exact."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tasks import ALL, MINE, Board, Stage, Task, TaskGroup
from core.text import Sentence

ON = date(2026, 11, 23)
OFFERS, PAPERS = TaskGroup("offers", Sentence("Offers")), TaskGroup("papers", Sentence("Papers"))

days = st.none() | st.integers(-3, 12).map(lambda number: ON + timedelta(days=number))


def task(title: str = "Call", due_on: date | None = None, *, is_mine: bool = False, group: TaskGroup = OFFERS) -> Task:
    return Task(Sentence(title), Sentence("Why"), Sentence("Open"), "/", "telephone", group, due_on, is_mine)


tasks = st.lists(st.builds(task, due_on=days, is_mine=st.booleans(), group=st.sampled_from([OFFERS, PAPERS])))


@pytest.mark.parametrize(
    ("in_days", "stage"),
    [(-400, Stage.LATE), (-1, Stage.LATE), (0, Stage.TODAY), (1, Stage.SOON), (7, Stage.SOON), (8, Stage.LATER)],
)
def test_a_task_stands_to_its_last_day(in_days: int, stage: Stage):
    assert task(due_on=ON + timedelta(days=in_days)).stage(ON) is stage


def test_what_has_no_day_comes_before_what_has_more_than_a_week():
    in_order = [-9, -1, 0, 1, 7, None, 8, 59]
    due = [None if number is None else ON + timedelta(days=number) for number in in_order]
    board = Board.of([task(due_on=day) for day in reversed(due)], ON)
    assert [each.due_on for each in board.tasks] == due


def test_of_what_is_as_urgent_ones_own_comes_first():
    board = Board.of(
        [
            task("the centre's, yesterday", ON - timedelta(days=1)),
            task("mine, today", ON, is_mine=True),
            task("the centre's, long late", ON - timedelta(days=9)),
            task("mine, yesterday", ON - timedelta(days=1), is_mine=True),
        ],
        ON,
    )
    titles = ["mine, yesterday", "the centre's, long late", "the centre's, yesterday", "mine, today"]
    assert [str(each.title) for each in board.tasks] == titles


@given(tasks)
def test_every_count_is_that_of_what_is_shown(given_tasks: list[Task]):
    board = Board.of(given_tasks, ON)
    assert {tab.key: count for tab, count in board.tabs} == {
        tab.key: len(board.showing(board.find_tab(tab.key))) for tab, _count in board.tabs
    }
    kinds = [count for tab, count in board.tabs if tab not in (ALL, MINE)]
    assert sum(kinds) == len(board.tasks) == len(given_tasks) == sum(map(board.count, Stage))


def test_ones_own_are_a_tab_where_there_are_others_too():
    mine, other = task(is_mine=True), task(group=PAPERS)
    assert [tab for tab, _ in Board.of([mine, other], ON).tabs] == [ALL, MINE, OFFERS, PAPERS]
    assert [tab for tab, _ in Board.of([mine], ON).tabs] == [ALL, OFFERS]
    assert Board.of([mine, other], ON).showing(MINE) == (mine,)


@pytest.mark.parametrize("key", ["", "no-such-kind", "papers", "mine"])
def test_a_tab_that_has_nothing_shows_everything(key: str):
    assert Board.of([task()], ON).find_tab(key) is ALL
