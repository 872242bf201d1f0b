"""What a section of the figures tells: pictures and tables in words, for a page, a workbook and paper. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.exporting.delimited import Cell
from housing.figures.periods import ReportingPeriod
from housing.gate_pictures import Bar

NONE = ""  # of a cell that can hold no figure; None is one that is not told

Column = str | tuple[str, str]  # its words, or ("number", words), as components/tables.html has them


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants figures of: rows of these centres, in a period, as things are on a day."""

    period: ReportingPeriod
    centre_ids: tuple[int, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Picture:
    """Bars, each row with its label and its figure in words; a table says the same.

    None in place of the bars where there is no figure: an empty bar would be read as nothing at all.
    """

    title: str
    says: str
    rows: Sequence[tuple[str, str, Sequence[Bar] | None]]
    key: Sequence[tuple[str, str]] = ()  # kinds of bars, and what they mean


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a heading and its cells. `chart` is the column that a workbook draws, if one does."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    chart: int | None = None
    note: str = ""  # under it

    @property
    def header(self) -> list[str]:
        """The words of the columns."""
        return [column if isinstance(column, str) else column[1] for column in self.columns]

    @property
    def numeric(self) -> list[bool]:
        """Which columns hold figures."""
        return [not isinstance(column, str) for column in self.columns]


@dataclass(frozen=True, slots=True)
class Told:
    """One section: what is counted and how, its pictures, its tables. Without tables, why there is nothing."""

    says: str
    nothing: str
    tables: Sequence[Table] = ()
    pictures: Sequence[Picture] = ()
    notes: Sequence[str] = ()

    @property
    def figures(self) -> list[Cell]:
        """What stands in its tables beside the headings, without the cells that can hold no figure."""
        return [cell for table in self.tables for row in table.rows for cell in row[1:] if cell != NONE]

    @property
    def hidden(self) -> int:
        """How many of them are not told."""
        return sum(cell is None for cell in self.figures)
