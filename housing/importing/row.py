"""One row of a table is read to its end, so that all its faults are told at once."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from core.importing.cells import KeptAsText, Unreadable, shown, text
from core.importing.columns import Columns
from core.importing.table import Cell, Row
from core.text import N_, Sentence
from housing.importing.advert import AdvertRow, Fault
from housing.importing.choices import Answers
from housing.importing.fields import PARSERS, SIZE

_SIZE_IN_TITLE = re.compile(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,2})?\s*(?:τ\.?\s?μ\.?|m2|m²|sq\.?\s?m\.?)", re.IGNORECASE)
_FORMULA_SIGNS = ("=", "@")
TOLD_ONLY = frozenset({"kept-as-text", "formula", "counted-once"})  # notes that ask for nobody's word


@dataclass(slots=True)
class RowReading:
    """What a row gave: values by field, text without a field, faults that keep it out, notes that do not."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    further: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)

    def advert(self) -> AdvertRow:
        """The advert, when there are no faults."""
        return AdvertRow(row=self.row, further=self.further, **self.values)

    def has(self, *names: str) -> bool:
        """Whether any of the fields was given, readable or not."""
        return any(name in self.values for name in names) or any(fault.field in names for fault in self.faults)

    def fault(self, name: str, code: str, msgid: str) -> None:
        self.faults.append(Fault(self.row, name, code, Sentence(msgid)))


def read_row(row: Row, columns: Columns, width: int, fixes: Mapping[str, Cell] = MappingProxyType({})) -> RowReading:
    """`width` is how many columns the header has; `fixes` say by field what somebody put right."""
    reading = RowReading(row.number)
    if len(row.cells) > width:
        sentence = N_(
            "The row has more cells than there are columns. Text that holds a separator needs quotation marks."
        )
        reading.fault("", "too-many-cells", sentence)
    for name, cell in {**_cells(row, columns), **fixes}.items():
        _read_cell(reading, name, cell)
    if not reading.has("size_m2"):
        _read_size_from_title(reading)
    _check_rent(reading)
    _check_place(reading)
    _check_days(reading)
    return reading


def _cells(row: Row, columns: Columns) -> dict[str, Cell]:
    return {name: row.cells[place] for name, place in columns.places.items() if place < len(row.cells)}


def _read_cell(reading: RowReading, name: str, cell: Cell) -> None:
    written = text(cell)
    if written is None:
        return
    if written.startswith(_FORMULA_SIGNS):
        sentence = N_("“%(value)s” begins as a formula does. It is kept as text and never reckoned.")
        reading.notes.append(Fault(reading.row, name, "formula", Sentence(sentence, {"value": shown(cell)})))
    try:
        value = PARSERS[name](cell)
        if isinstance(value, Answers):
            reading.values.setdefault(value.name, value.value)
        else:
            reading.values[name] = value
    except KeptAsText as note:
        reading.further[name] = written
        reading.notes.append(Fault(reading.row, name, note.code, note.sentence))
    except Unreadable as error:
        reading.faults.append(Fault(reading.row, name, error.code, error.sentence))


def _read_size_from_title(reading: RowReading) -> None:
    """Portals write `50τ.μ.` into the title and nowhere else; a plot of 4000 m² is not the home's size."""
    found = _SIZE_IN_TITLE.search(reading.values.get("title") or "")
    if found:
        with suppress(Unreadable):
            reading.values["size_m2"] = SIZE(found[0])


def _check_rent(reading: RowReading) -> None:
    if not reading.has("monthly_rent"):
        reading.fault("monthly_rent", "required", N_("The monthly rent is missing."))
    elif reading.values.get("monthly_rent") == 0:
        reading.fault("monthly_rent", "not-above-zero", N_("The monthly rent must be above zero."))


def _check_place(reading: RowReading) -> None:
    if reading.has("latitude") != reading.has("longitude"):
        missing = "longitude" if reading.has("latitude") else "latitude"
        reading.fault(missing, "required", N_("A place needs both latitude and longitude, or neither."))
    if not reading.has("reference", "source_link", "address", "area", "latitude", "longitude"):
        sentence = N_("Nothing says which flat this is. Give an address, an area, coordinates, a reference or a link.")
        reading.fault("", "nothing-identifies", sentence)


def _check_days(reading: RowReading) -> None:
    first, last = reading.values.get("available_from"), reading.values.get("available_until")
    if first and last and last < first:
        reading.fault("available_until", "before-start", N_("It is available until a day before it becomes available."))
