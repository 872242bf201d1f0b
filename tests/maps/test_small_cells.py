"""Small cells are hidden, and nobody works them out."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.small_cells import FEWEST, gather_neighbours, gather_small, hide_small

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


@pytest.mark.parametrize(
    ("sizes", "told", "others"),
    [
        pytest.param([5, 9], {0: 5, 1: 9}, 0, id="five-are-enough"),
        pytest.param([4, 9, 7], {1: 9}, 11, id="the-next-smallest-goes-with-a-single-small-one"),
        pytest.param([3, 0, 2, 9], {3: 9}, 5, id="an-empty-part-is-not-told-apart"),
        pytest.param([1, 1, 1, 1, 1, 0], {}, 5, id="one-each-are-gathered-with-the-empty-ones"),
        pytest.param([4], {}, 4, id="a-whole-of-four-has-no-parts"),
    ],
)
def test_what_is_gathered(sizes: list[int], told: dict[int, int], others: int):
    assert gather_small(dict(enumerate(sizes))) == (told, others)


@given(SIZES)
def test_what_is_gathered_is_about_five_of_several_parts(sizes: list[int]):
    told, others = gather_small(dict(enumerate(sizes)))
    assert sum(told.values()) + others == sum(sizes)
    assert all(size >= FEWEST for size in told.values())
    if others and sum(sizes) >= FEWEST:
        assert others >= FEWEST
        assert len(sizes) - len(told) > 1


@pytest.mark.parametrize(
    ("sizes", "stretches"),
    [
        pytest.param([5, 6], [(0, 0, 5), (1, 1, 6)], id="five-are-enough"),
        pytest.param([2, 1, 4, 0, 5], [(0, 2, 7), (3, 4, 5)], id="neighbours-are-put-together"),
        pytest.param([5, 4], [(0, 1, 9)], id="what-is-left-goes-with-the-last"),
        pytest.param([1, 2], [], id="too-few-at-all"),
        pytest.param([], [], id="none"),
    ],
)
def test_what_is_put_together(sizes: list[int], stretches: list[tuple[int, int, int]]):
    assert gather_neighbours(enumerate(sizes)) == stretches


@given(st.lists(st.integers(0, 9), max_size=12))
def test_stretches_hold_everybody_in_order_and_five_each(sizes: list[int]):
    stretches = gather_neighbours(enumerate(sizes))
    covered = [place for first, last, _held in stretches for place in range(first, last + 1)]
    assert covered == (list(range(len(sizes))) if sum(sizes) >= FEWEST else [])
    assert [held for _, _, held in stretches] == [sum(sizes[first : last + 1]) for first, last, _ in stretches]
    assert all(held >= FEWEST for _, _, held in stretches)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=3))
@settings(max_examples=50)
def test_nobody_works_out_a_part_of_a_stretch(sizes: list[int]):
    """Also who knows how stretches are made finds several values for a part that was too small to stand alone."""
    stretches = gather_neighbours(enumerate(sizes))
    as_told = [other for other in product(range(sum(sizes) + 1), repeat=len(sizes))
               if gather_neighbours(enumerate(other)) == stretches]  # fmt: skip
    for first, last, _held in stretches:
        for place in range(first, last + 1):
            assert first == last or len({other[place] for other in as_told}) > 1
