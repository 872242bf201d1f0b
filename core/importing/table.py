"""What every file becomes before anyone looks for columns: a header and numbered rows of plain cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 10_000  # characters; the portals end a description at 5,000

Cell = str | int | float | date | None
NumberedCells = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something. `number` counts from 1 as a spreadsheet shows it, blank rows included."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns and what stands below them. A row may be shorter or longer than the header.

    `left_out` are the numbers of rows below the header that repeat it or sum up the others.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[int, ...] = ()
