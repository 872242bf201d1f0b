"""Rows as they stand in a file become a table: cells tidied, the header found, titles and totals left out."""

import re
from collections.abc import Iterable, Sequence, Set
from decimal import Decimal
from math import isfinite

from core.errors import Refused
from core.importing.cells import Unreadable, amount
from core.importing.header import find_header, is_figure, is_total, names
from core.importing.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Cell, NumberedCells, Row, Table
from core.money import ZERO, total
from core.text import N_, Sentence

_NO_HEADER = Sentence(N_("The first row must hold the names of the columns, such as “Address” and “Rent”."))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # they mean nothing in a cell, and PostgreSQL refuses NUL


def make_table(numbered: Iterable[NumberedCells], known: Set[str] = frozenset()) -> Table:
    """The row with most of the `known` names is the header, else the first row that holds something.

    Raises Refused where a limit is passed or a part is missing.
    """
    rows = _filled_rows(numbered)
    if not rows:
        raise Refused(Sentence(N_("The file is empty.")))
    header, used = find_header(rows, known)
    _check_header(header)
    below = rows[used:]
    if not below and len(header) == 1:  # some words, and no table
        raise Refused(_NO_HEADER)
    taken = _without_totals([row for row in below if names(row) != header])
    if not taken:
        raise Refused(Sentence(N_("The file holds the names of the columns but no row below them.")))
    numbers = {row.number for row in taken}
    return Table(header, tuple(taken), tuple(row.number for row in below if row.number not in numbers))


def _filled_rows(numbered: Iterable[NumberedCells]) -> list[Row]:
    rows: list[Row] = []
    for number, cells in numbered:
        tidied = _tidy_row(number, cells)
        if tidied:
            rows.append(Row(number, tidied))
        if len(rows) > MAX_ROWS + 1:
            raise Refused(
                Sentence(
                    N_("The file has more than %(most)s rows. Divide it and import the parts."), {"most": MAX_ROWS}
                )
            )
    return rows


def _check_header(header: Sequence[str]) -> None:
    if not any(any(map(str.isalpha, name)) for name in header):
        raise Refused(_NO_HEADER)


def _without_totals(rows: list[Row]) -> list[Row]:
    """Totals stand at the foot, one or several of them."""
    while rows and (is_total(rows[-1]) or _sums_up(rows[-1], rows[:-1])):
        rows.pop()
    return rows


def _sums_up(last: Row, rows: Sequence[Row]) -> bool:
    """Whether a row without a word holds the sum of a column, and else only figures."""
    if (
        len(rows) < 2
        or last.cells[0] is not None
        or not all(is_figure(cell) for cell in last.cells if cell is not None)
    ):
        return False
    return any(_sum(rows, place) == _euros(cell) for place, cell in enumerate(last.cells) if _euros(cell))


def _sum(rows: Iterable[Row], place: int) -> Decimal:
    return total(_euros(row.cells[place]) for row in rows if place < len(row.cells))


def _euros(cell: Cell) -> Decimal:
    """What the cell adds to a sum."""
    try:
        return amount(cell) or ZERO
    except Unreadable:
        return ZERO


def _tidy_row(number: int, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells without what is blank at the end."""
    tidied = [_tidy(number, cell) for cell in cells]
    while tidied and tidied[-1] is None:
        tidied.pop()
    if len(tidied) > MAX_COLUMNS:
        raise Refused(Sentence(N_("Row %(row)s has more than %(most)s columns."), {"row": number, "most": MAX_COLUMNS}))
    return tuple(tidied)


def _tidy(number: int, cell: Cell) -> Cell:
    if isinstance(cell, float):
        return _tidy_number(cell)
    if not isinstance(cell, str):
        return cell
    if len(cell) > MAX_CELL:
        raise Refused(
            Sentence(N_("A cell in row %(row)s is longer than %(most)s characters."), {"row": number, "most": MAX_CELL})
        )
    return tidy_text(cell) or None


def tidy_text(written: str) -> str:
    """The text without what means nothing in a cell."""
    return _CONTROLS.sub("", written).strip()


def _tidy_number(number: float) -> Cell:
    """Workbooks hold every number as a float: 6971234567.0 was typed as 6971234567."""
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
