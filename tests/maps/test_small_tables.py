"""Of a table with totals along both sides nobody works out a small cell, from lines or from all of it."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.small_cells import FEWEST
from maps.small_tables import Cell, Crossed, crossed

COLUMNS = "ab"


def table_of(*rows: tuple[int, ...]) -> Crossed:
    return crossed({Cell(n, key): value for n, row in enumerate(rows) for key, value in zip("abc", row, strict=False)})


def told(table: Crossed) -> list[list[int | None]]:
    """Row by row, each with its total, and the totals of the columns."""
    shown = table.shown()
    rows, columns = (list(dict.fromkeys(cell[side] for cell in shown if cell[side] is not None)) for side in (0, 1))
    return [[shown[Cell(row, column)] for column in (*columns, None)] for row in (*rows, None)]


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        pytest.param([(5, 9), (0, 7)], [[5, 9, 14], [0, 7, 7], [5, 16, 21]], id="five-are-enough"),
        pytest.param([(4, 9), (8, 7)], [[None, None, 13], [None, None, 15], [12, 16, 28]], id="one-takes-three"),
        pytest.param([(0, 0), (0, 0)], [[0, 0, 0], [0, 0, 0], [0, 0, 0]], id="nobody-at-all"),
        pytest.param([(3, 0), (0, 0)], [[None, 0, None], [0, 0, 0], [None, 0, None]], id="three-are-told-nowhere"),
        pytest.param([(9, 9, 9)], [[9, 9, 9, 27], [9, 9, 9, 27]], id="one-row"),
        pytest.param(
            [(2, 9, 6)], [[None, 9, None, 17], [None, 9, None, 17]], id="one-row-hides-the-same-below"
        ),
    ],
)  # fmt: skip
def test_what_is_shown(rows: list[tuple[int, ...]], shown: list[list[int | None]]) -> None:
    assert told(table_of(*rows)) == shown


def fillings(shown: Mapping[Cell, int | None], most: int) -> list[Mapping[Cell, int]]:
    """Every table that somebody who is told this could think of: where nothing is told there is somebody."""
    inner = [cell for cell in shown if None not in cell]
    values = (range(1, most) if shown[cell] is None else [shown[cell]] for cell in inner)
    found = (crossed(dict(zip(inner, filled, strict=True))).values for filled in product(*values))
    return [
        table
        for table in found
        if all(value if known is None else value == known for value, known in zip_by_cell(table, shown))
    ]


def zip_by_cell(table: Mapping[Cell, int], shown: Mapping[Cell, int | None]) -> list[tuple[int, int | None]]:
    return [(table[cell], shown[cell]) for cell in shown]


ROWS = st.lists(st.tuples(*(st.integers(0, 7) for _ in COLUMNS)), min_size=1, max_size=2)


@given(ROWS)
@settings(max_examples=100, deadline=None)
def test_no_hidden_value_can_be_worked_out(rows: list[tuple[int, ...]]) -> None:
    table = table_of(*rows)
    shown = table.shown()
    possible = fillings(shown, 10)
    assert table.values in possible
    for cell, value in shown.items():
        assert value is None or value == 0 or value >= FEWEST
        assert value is not None or len({filled[cell] for filled in possible}) > 1, cell


@given(ROWS)
def test_what_a_total_tells_of_its_hidden_cells_is_about_five_at_least(rows: list[tuple[int, ...]]) -> None:
    table = table_of(*rows)
    shown = table.shown()
    for total in (cell for cell in shown if None in cell and shown[cell] is not None):
        for side in (side for side in (0, 1) if total[1 - side] is None):
            hidden = [cell for cell in shown if cell[side] == total[side] and shown[cell] is None]
            assert not hidden or (len(hidden) > 1 and sum(table.values[cell] for cell in hidden) >= FEWEST)


@given(ROWS)
def test_where_nobody_is_few_everything_is_shown(rows: list[tuple[int, ...]]) -> None:
    table = table_of(*([value + FEWEST if value else 0 for value in row] for row in rows))
    assert table.shown() == table.values


def test_a_person_in_several_cells_of_a_row_counts_once() -> None:
    """Days of two people at three gates: their row is about two, however many cells it has."""
    values = {Cell("few", key): 30 for key in "abc"} | {Cell("many", key): 300 for key in "abc"}
    people = {cell: 2 if cell.row == "few" else 9 for cell in values}
    people |= {Cell("few", None): 2, Cell("many", None): 9, Cell(None, None): 11}
    people |= {Cell(None, key): 11 for key in "abc"}
    table = crossed(values)
    shown = Crossed(table.values, people).shown()
    assert {cell for cell in shown if cell.row == "few" and shown[cell] is not None} == set()
