"""The cells of one row are read by the parsers of their columns, so that all that is wrong is told at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.importing.cells import KeptAsText, Unreadable, shown, text
from core.importing.columns import Columns
from core.importing.findings import Fault
from core.importing.table import Cell, Row
from core.text import N_, Sentence

Parsers = Mapping[str, Callable[[Cell], object]]
Fixes = Mapping[str, Cell]  # by field: what somebody put right

_FORMULA_SIGNS = ("=", "@")
# Notes that ask for nobody's word.
TOLD_ONLY = frozenset(
    {"kept-as-text", "formula", "counted-once", "over-here", "merged-here", "stays-as-here", "waits-for-another-row"}
    | {"paid-by-scheme", "pay-day-taken"}
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a cell says of another column than its own."""

    name: str
    value: object


@dataclass(slots=True)
class RowReading:
    """What a row gave: values by field, text without a field, faults that keep it out, notes that do not."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def has(self, *names: str) -> bool:
        """Whether any of the fields was given, readable or not."""
        return any(name in self.values for name in names) or any(fault.field in names for fault in self.faults)

    def fault(self, name: str, code: str, msgid: str) -> None:
        self.faults.append(Fault(self.row, name, code, Sentence(msgid)))


def read_cells(row: Row, columns: Columns, width: int, parsers: Parsers, fixes: Fixes) -> RowReading:
    """`width` is how many columns the header has."""
    reading = RowReading(row.number)
    if len(row.cells) > width:
        sentence = N_(
            "The row has more cells than there are columns. Text that holds a separator needs quotation marks."
        )
        reading.fault("", "too-many-cells", sentence)
    for name, cell in {**_cells(row, columns), **fixes}.items():
        _read_cell(reading, name, cell, parsers)
    return reading


def _cells(row: Row, columns: Columns) -> dict[str, Cell]:
    return {name: row.cells[place] for name, place in columns.places.items() if place < len(row.cells)}


def _read_cell(reading: RowReading, name: str, cell: Cell, parsers: Parsers) -> None:
    written = text(cell)
    if written is None:
        return
    if written.startswith(_FORMULA_SIGNS):
        sentence = N_("“%(value)s” begins as a formula does. It is kept as text and never reckoned.")
        reading.notes.append(Fault(reading.row, name, "formula", Sentence(sentence, {"value": shown(cell)})))
    try:
        value = parsers[name](cell)
        if isinstance(value, Answers):
            reading.values.setdefault(value.name, value.value)
        else:
            reading.values[name] = value
    except KeptAsText as note:
        reading.further[name] = written
        reading.notes.append(Fault(reading.row, name, note.code, note.sentence))
    except Unreadable as error:
        reading.faults.append(Fault(reading.row, name, error.code, error.sentence, error.better))
