"""One row of a table of adverts, with what its cells say together."""

import re
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from core.importing.cells import Unreadable
from core.importing.columns import Columns
from core.importing.reading import RowReading, read_cells
from core.importing.table import Cell, Row
from core.text import N_
from housing.importing.fields import PARSERS, SIZE

_SIZE_IN_TITLE = re.compile(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,2})?\s*(?:τ\.?\s?μ\.?|m2|m²|sq\.?\s?m\.?)", re.IGNORECASE)


def read_row(row: Row, columns: Columns, width: int, fixes: Mapping[str, Cell] = MappingProxyType({})) -> RowReading:
    """`width` is how many columns the header has; `fixes` say by field what somebody put right."""
    reading = read_cells(row, columns, width, PARSERS, fixes)
    if not reading.has("size_m2"):
        _read_size_from_title(reading)
    check_rent(reading)
    _check_place(reading)
    _check_days(reading)
    return reading


def _read_size_from_title(reading: RowReading) -> None:
    """Portals write `50τ.μ.` into the title and nowhere else; a plot of 4000 m² is not the home's size."""
    found = _SIZE_IN_TITLE.search(reading.values.get("title") or "")
    if found:
        with suppress(Unreadable):
            reading.values["size_m2"] = SIZE(found[0])


def check_rent(reading: RowReading) -> None:
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
