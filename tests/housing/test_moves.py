"""Which of the first flats stand elsewhere when they are ranked otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.ranking import moves

FIRST = 10


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        pytest.param(range(1, 21), [], id="nothing"),
        pytest.param([2, 1, *range(3, 21)], [(2, 2, 1), (1, 1, 2)], id="two-change-places"),
        pytest.param([*range(1, 11), *range(20, 10, -1)], [], id="only-beyond-the-first"),
        pytest.param(
            [*range(1, 10), 20, *range(10, 20)], [(20, 20, 10), (10, 10, 11)], id="one-comes-in-and-one-falls-out"
        ),
    ],
)
def test_of_the_first_those_that_stand_elsewhere_are_said_in_their_new_order(
    after: list[int], moved: list[tuple[int, int, int]]
):
    found = moves(range(1, 21), after)
    assert [(move.listing_id, move.was, move.now) for move in found] == moved


@given(st.permutations(range(1, 15)), st.permutations(range(1, 15)))
def test_every_move_is_of_a_first_flat_and_nothing_else_moves(before: list[int], after: list[int]):
    found = {move.listing_id: move for move in moves(before, after)}
    for key in {*before[:FIRST], *after[:FIRST]}:
        was, now = before.index(key) + 1, after.index(key) + 1
        assert (was == now) == (key not in found)
        assert key not in found or (found[key].was, found[key].now, found[key].up) == (was, now, was - now)
    assert set(found) <= {*before[:FIRST], *after[:FIRST]}
