"""A table of awards that run becomes rows of months; what cannot be taken is told by row, field and sentence.

A table has a row for each month of a household, or a row for each household and a column for each month.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from core.dates import DAY
from core.importing.columns import Wanted, recognise, require
from core.importing.findings import Duplicate, ReadFile, without_repeats
from core.importing.reading import Fixes, RowReading, read_cells
from core.importing.table import Table
from core.text import N_
from people.importing.member import waiting
from subsidies.importing.award import AwardRow
from subsidies.importing.cells import find_month, parsers
from subsidies.importing.columns import FIELDS
from subsidies.importing.month_columns import MonthColumns, month_columns, read_months, refuse_same_month
from subsidies.importing.whole import faults_of
from subsidies.rules.case import Kind
from subsidies.rules.taken_over import TakenOverMonth

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FIXES: Mapping[int, Fixes] = MappingProxyType({})
_WANTED = (
    Wanted(
        ("number", "reference"),
        "“Household number” / “Αριθμός νοικοκυριού”",
        N_(
            "No column is named “Household number” or “Αριθμός νοικοκυριού”: it says whose award a row is."
            " The names that stand above the rows are %(names)s."
        ),
    ),
    Wanted(
        ("scheme",),
        "“Scheme” / “Σχήμα”",
        N_(
            "No column is named “Scheme” or “Σχήμα”: it says by its key which scheme the award is of."
            " The names that stand above the rows are %(names)s."
        ),
    ),
)
_WANTED_MONTHS = (
    Wanted(
        ("month",),
        "“Month” / “Μήνας”",
        N_(
            "No column is named “Month” or “Μήνας”, and none is named by a month such as “11/2026”."
            " The names that stand above the rows are %(names)s."
        ),
    ),
    Wanted(
        ("amount",),
        "“Amount” / “Ποσό”",
        N_("No column is named “Amount” or “Ποσό”. The names that stand above the rows are %(names)s."),
    ),
)


def read_awards(
    table: Table, source: str, chosen: Mapping[str, str] = _NOTHING, fixes: Mapping[int, Fixes] = _NO_FIXES, *, on: date
) -> ReadFile[AwardRow]:
    """An award is good as a whole: while one of its rows has a fault, the others wait for it.

    `on` is the day on which the file came. Raises Refused when a column is missing or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS, chosen)
    months = month_columns(table.header, chosen)
    require(columns, table.header, _WANTED if months else (*_WANTED, *_WANTED_MONTHS))
    refuse_same_month(table.header, months)
    how, rows, readings = parsers(on), [], []
    for row in table.rows:
        right = fixes.get(row.number, {})
        reading = read_cells(row, columns, len(table.header), how, {name: right[name] for name in right if name in how})
        _check_row(reading, months)
        rows += read_months(reading, row, months, right) if months else _month_of(reading)
        readings.append(reading)
    is_of_many, says_what_is_paid = bool(months), not {"paid_on", "paid_until"}.isdisjoint(columns.places)
    said = [
        _award(reading, given, is_paid, on, is_of_many=is_of_many, says_what_is_paid=says_what_is_paid)
        for reading, given, is_paid in rows
        if not reading.faults
    ]
    taken, duplicates = without_repeats(said, (known := _KnownRows()).find, known.add)
    faults = [fault for reading in readings for fault in reading.faults] + list(faults_of(taken))
    faults += waiting({reading.row: _household(reading) for reading in readings}, faults)
    at_fault = {fault.row for fault in faults}
    notes = [note for reading in readings for note in reading.notes]
    return ReadFile(
        rows=len(readings),
        good=tuple(award for award in taken if award.row not in at_fault),
        rejected=tuple(sorted(faults, key=lambda fault: fault.row)),
        warnings=tuple(sorted(notes, key=lambda note: note.row)),
        duplicates=tuple(_whole_repeats(taken, duplicates, at_fault)),
        unknown_columns=tuple(name for name in columns.unknown if not (months and find_month(name))),
        left_out=table.left_out,
    )


class _KnownRows:
    """The rows that were met. One repeats an earlier one that says the very same."""

    def __init__(self) -> None:
        self._met: dict[AwardRow, AwardRow] = {}

    def add(self, row: AwardRow) -> None:
        self._met.setdefault(row.bare, row)

    def find(self, row: AwardRow) -> AwardRow | None:
        return self._met.get(row.bare)


def _whole_repeats(taken: Iterable[AwardRow], repeats: Iterable[Duplicate], at_fault: set[int]) -> Iterator[Duplicate]:
    """Rows of which nothing is left, each once."""
    left, told = {row.row for row in taken} | at_fault, set[int]()
    for repeat in repeats:
        if repeat.row not in left | told:
            told.add(repeat.row)
            yield repeat


def _check_row(reading: RowReading, months: MonthColumns) -> None:
    """What one row says by itself."""
    if not reading.has("number", "reference"):
        sentence = N_("The number of the household is missing: it says whose award this is.")
        reading.fault("number", "required", sentence)
    if not reading.has("scheme"):
        reading.fault("scheme", "required", N_("The key of the scheme is missing."))
    if not months and not reading.has("month"):
        reading.fault("month", "required", N_("The month is missing."))
    if not months and not reading.has("amount"):
        reading.fault("amount", "required", N_("The amount is missing. Write 0 where nothing is paid."))
    starts_on, last_day = reading.values.get("starts_on"), reading.values.get("last_day")
    if starts_on and last_day and last_day < starts_on:
        reading.fault("last_day", "before-start", N_("An award ends after it begins."))


def _month_of(reading: RowReading) -> list[tuple[RowReading, TakenOverMonth, bool]]:
    """The month of a row, and whether it is paid."""
    values = reading.values
    if reading.faults:
        return []
    paid, until = values.get("paid_on"), values.get("paid_until")
    is_paid = bool(paid) or (paid is None and until is not None and values["month"] <= until)
    day = paid if isinstance(paid, date) else None
    return [
        (reading, TakenOverMonth(values.get("kind") or Kind.MONTHLY, values["month"], values["amount"], day), is_paid)
    ]


def _award(
    reading: RowReading, given: TakenOverMonth, is_paid: bool, on: date, *, is_of_many: bool, says_what_is_paid: bool
) -> AwardRow:
    said = {name: reading.values.get(name) for name in _SAID}
    last_day = reading.values.get("last_day")
    return AwardRow(
        row=reading.row,
        came_on=on,
        given=given,
        is_paid=is_paid,
        ends_on=last_day + DAY if last_day else None,
        is_of_many=is_of_many,
        says_what_is_paid=says_what_is_paid,
        **said,
    )


_SAID = ("number", "reference", "tenant_name", "tenant_afm", "scheme", "decided_on", "starts_on", "to_landlord")


def _household(reading: RowReading) -> str | None:
    return reading.values.get("reference") or reading.values.get("number")
