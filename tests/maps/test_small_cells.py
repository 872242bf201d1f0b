"""Small cells are hidden, and nobody works them out."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.small_cells import FEWEST, hide_small

SIZES = st.lists(st.integers(0, 9), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("sizes", "cells", "total"),
    [
        pytest.param([5, 9], [5, 9], 14, id="five-are-enough"),
        pytest.param([], [], 0, id="nothing-at-all"),
        pytest.param([0, 0], [0, 0], 0, id="an-empty-cell-has-nobody-to-hide"),
        pytest.param([4, 9, 7], [None, 9, None], 20, id="the-next-smallest-goes-with-a-single-small-one"),
        pytest.param([4, 0, 7], [None, 0, None], 11, id="an-empty-cell-would-hide-nothing"),
        pytest.param([7, 4, 7], [None, None, 7], 18, id="of-two-that-are-as-large-the-earlier-one-goes"),
        pytest.param([3, 2, 9], [None, None, 9], 14, id="two-small-ones-hide-each-other"),
        pytest.param([2, 2, 9], [None, None, None], 13, id="two-that-make-four-take-a-third"),
        pytest.param([1, 1, 1, 1, 1, 9], [None] * 6, 14, id="five-of-one-each-would-be-known-by-their-sum"),
        pytest.param([1, 1, 1, 1, 2, 9], [None, None, None, None, None, 9], 15, id="four-of-one-and-one-of-two"),
        pytest.param([4], [None], None, id="a-single-cell-hides-the-total-too"),
        pytest.param([4, 0], [None, 0], None, id="so-does-one-among-empty-ones"),
        pytest.param([2, 1], [None, None], None, id="a-total-of-three-is-small-itself"),
        pytest.param([1, 1, 1, 1, 1], [None] * 5, None, id="one-each-and-nothing-to-hide-them-behind"),
    ],
)
def test_what_is_shown(sizes: list[int], cells: list[int | None], total: int | None):
    shown = hide_small(dict(enumerate(sizes)))
    assert (list(shown.cells.values()), shown.total) == (cells, total)


@given(SIZES)
def test_no_hidden_value_can_be_worked_out(sizes: list[int]):
    shown = hide_small(dict(enumerate(sizes)))
    told = list(shown.cells.values())
    most = 1 + max(sum(sizes) - sum(filter(None, told)), FEWEST)
    ways = [range(1, most) if size is None else [size] for size in told]
    possible = [table for table in product(*ways) if shown.total in (None, sum(table))]
    for place, size in enumerate(told):
        assert size is None or size == 0 or size >= FEWEST
        assert size is not None or len({table[place] for table in possible}) > 1


@given(SIZES)
def test_nothing_is_hidden_for_nothing(sizes: list[int]):
    shown = hide_small(dict(enumerate(sizes)))
    hidden = [size for size, told in zip(sizes, shown.cells.values(), strict=True) if told is None]
    assert not hidden or min(hidden) < FEWEST
    assert shown.total is not None or not any(shown.cells.values())
