"""What every file becomes before anyone looks for columns: a header and numbered rows of plain cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite

from core.errors import Refused
from core.text import N_, Sentence

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000  # characters; the portals end a description at 5,000

_NO_HEADER = Sentence(N_("The first row must hold the names of the columns, such as “Address” and “Rent”."))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # they mean nothing in a cell, and PostgreSQL refuses NUL

Cell = str | int | float | date | None
NumberedCells = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something. `number` counts from 1 as a spreadsheet shows it, blank rows included."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns and what stands below them. A row may be shorter or longer than the header."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def make_table(numbered: Iterable[NumberedCells]) -> Table:
    """The first row that holds something is the header. Raises Refused where a limit is passed or a part is missing."""
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
    if not rows:
        raise Refused(Sentence(N_("The file is empty.")))
    header = _header(rows[0])
    if len(rows) == 1 and len(header) == 1:  # some words, and no table
        raise Refused(_NO_HEADER)
    if len(rows) == 1:
        raise Refused(Sentence(N_("The file holds the names of the columns but no row below them.")))
    return Table(header, tuple(rows[1:]))


def _header(row: Row) -> tuple[str, ...]:
    names = tuple("" if cell is None else str(cell) for cell in row.cells)
    if not any(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in row.cells):
        raise Refused(_NO_HEADER)
    return names


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
    return _CONTROLS.sub("", cell).strip() or None


def _tidy_number(number: float) -> Cell:
    """Workbooks hold every number as a float: 6971234567.0 was typed as 6971234567."""
    if not isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
