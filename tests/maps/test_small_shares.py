"""Of groups whose size is told, nobody works out how few have something, or have it not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.small_cells import FEWEST
from maps.small_shares import Part, hide_small_shares

PARTS = st.lists(
    st.integers(FEWEST, 9).flatmap(lambda size: st.builds(Part, st.just(size), st.integers(0, size))),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize(
    ("parts", "cells", "total"),
    [
        pytest.param([(10, 5), (20, 9)], [5, 9], 14, id="five-of-each-are-enough"),
        pytest.param([(10, 4), (30, 9), (30, 12)], [None, None, 12], 25, id="few-who-have-it-take-another-along"),
        pytest.param([(10, 7), (30, 9), (30, 12)], [None, None, 12], 28, id="few-who-have-it-not-do-so-too"),
        pytest.param([(10, 0), (20, 9)], [0, 9], 9, id="nobody-of-a-group-is-told"),
        pytest.param([(10, 10), (20, 9)], [10, 9], 19, id="so-is-everybody"),
        pytest.param([(10, 3), (20, 3), (40, 20)], [None, None, 20], 26, id="two-small-ones-hide-each-other"),
        pytest.param([(10, 2), (20, 2), (40, 20)], [None, None, None], 24, id="two-that-make-four-take-a-third"),
        pytest.param([(10, 3), (20, 0)], [None, None], None, id="of-a-whole-of-three-nothing-is-told"),
        pytest.param([(10, 10), (20, 17)], [None, None], None, id="nor-of-one-that-lacks-three"),
        pytest.param([(9, 4), (5, 5)], [None, None], 9, id="where-nobody-else-is-mixed-all-are-hidden"),
        pytest.param([(9, 0), (5, 0)], [0, 0], 0, id="nobody-at-all"),
        pytest.param([], [], 0, id="no-group"),
    ],
)
def test_what_is_shown(parts: list[tuple[int, int]], cells: list[int | None], total: int | None):
    shown = hide_small_shares({number: Part(*part) for number, part in enumerate(parts)})
    assert (list(shown.cells.values()), shown.total) == (cells, total)


@given(PARTS)
def test_nobody_recovers_a_hidden_figure_from_sizes_and_total(parts: list[Part]):
    """Whoever knows the rule takes a hidden group for one in which some have it and some not, unless all are hidden."""
    shown = hide_small_shares(dict(enumerate(parts)))
    told = list(shown.cells.values())
    if shown.total is None:
        assert set(told) == {None}
        return
    narrow = 0 if all(figure is None for figure in told) else 1
    ways = [
        range(narrow, part.size + 1 - narrow) if figure is None else [figure]
        for part, figure in zip(parts, told, strict=True)
    ]
    possible = [table for table in product(*ways) if sum(table) == shown.total]
    assert tuple(part.having for part in parts) in possible
    for place, figure in enumerate(told):
        assert figure is not None or len({table[place] for table in possible}) > 1


@given(PARTS)
def test_what_is_told_is_about_five_on_both_sides_and_so_is_what_is_hidden_together(parts: list[Part]):
    shown = hide_small_shares(dict(enumerate(parts)))
    hidden = [part for part, figure in zip(parts, shown.cells.values(), strict=True) if figure is None]
    assert not [part for part in parts if part not in hidden and part.is_few]
    if hidden and shown.total is not None:
        together = Part(sum(part.size for part in hidden), sum(part.having for part in hidden))
        assert together.having >= FEWEST
        assert together.without >= FEWEST


@given(PARTS)
def test_whether_the_total_is_told_depends_on_nothing_but_the_total(parts: list[Part]):
    """By language and by size the same people have it: where one of the tables does not tell the sum, none does."""
    whole = Part(sum(part.size for part in parts), sum(part.having for part in parts))
    assert (hide_small_shares(dict(enumerate(parts))).total is None) == whole.is_few
