"""A table of people becomes rows of households; what cannot be taken is told by row, field and sentence.

A household is several rows, one for each member, held together by its number at its source.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from core.importing.columns import Wanted, recognise, require
from core.importing.findings import Fault, ReadFile, without_repeats
from core.importing.reading import Fixes, RowReading, read_cells
from core.importing.table import Table
from core.importing.words import fold
from core.text import N_, Sentence
from people.importing.cells import Spoken, parsers
from people.importing.columns import FIELDS
from people.importing.member import SAID, MemberRow, waiting
from people.importing.whole import doubts_of, faults_of

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FIXES: Mapping[int, Fixes] = MappingProxyType({})
_NAMES = ("name", "given_name", "surname")
_WANTED = (
    Wanted(
        ("number",),
        "“Household number” / “Αριθμός νοικοκυριού”",
        N_(
            "No column is named “Household number” or “Αριθμός νοικοκυριού”: it holds the rows of one household"
            " together. The names that stand above the rows are %(names)s."
        ),
    ),
    Wanted(
        _NAMES,
        "“Name” / “Ονοματεπώνυμο”",
        N_("No column is named “Name” or “Ονοματεπώνυμο”. The names that stand above the rows are %(names)s."),
    ),
    Wanted(
        ("born_on",),
        "“Date of birth” / “Ημερομηνία γέννησης”",
        N_(
            "No column is named “Date of birth” or “Ημερομηνία γέννησης”. The names that stand above the rows are"
            " %(names)s."
        ),
    ),
)
_NO_NUMBER = Sentence(N_("The number of the household is missing: it says who lives with whom."))
_LEFT_OUT = N_("“%(value)s” is no language that is known here, and is left out.")


def read_households(
    table: Table,
    source: str,
    chosen: Mapping[str, str] = _NOTHING,
    fixes: Mapping[int, Fixes] = _NO_FIXES,
    *,
    on: date,
) -> ReadFile[MemberRow]:
    """A household is good as a whole: while one of its rows has a fault, the others wait for it.

    `on` is the day on which the file came. Raises Refused when a column is missing or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS, chosen)
    require(columns, table.header, _WANTED)
    how = parsers(on)
    readings = [read_cells(row, columns, len(table.header), how, fixes.get(row.number, {})) for row in table.rows]
    above = ""
    for reading in readings:
        _check_row(reading, above)
        above = reading.values.get("number", above)
    said = [_member(reading) for reading in readings if not reading.faults]
    members, duplicates = without_repeats(said, (known := _KnownRows()).find, known.add)
    faults = [fault for reading in readings for fault in reading.faults] + list(faults_of(members))
    faults += waiting({reading.row: reading.values.get("number") for reading in readings}, faults)
    at_fault = {fault.row for fault in faults}
    notes = [note for reading in readings for note in reading.notes] + list(doubts_of(members, on))
    return ReadFile(
        rows=len(readings),
        good=tuple(member for member in members if member.row not in at_fault),
        rejected=tuple(sorted(faults, key=lambda fault: fault.row)),
        warnings=tuple(sorted(notes, key=lambda note: note.row)),
        duplicates=tuple(each for each in duplicates if each.row not in at_fault),
        unknown_columns=columns.unknown,
        left_out=table.left_out,
    )


class _KnownRows:
    """The rows that were met. One repeats an earlier one of its household that says as much or more."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str, date], MemberRow] = {}

    def add(self, row: MemberRow) -> None:
        self._by_key.setdefault(_key(row), row)

    def find(self, row: MemberRow) -> MemberRow | None:
        first = self._by_key.get(_key(row))
        if first is None or any(getattr(row, name) not in (None, (), getattr(first, name)) for name in _TOLD):
            return None
        return first


_TOLD = tuple(name for name in SAID if name != "name")


def _key(row: MemberRow) -> tuple[str, str, date]:
    return row.number, fold(row.name), row.born_on


def _check_row(reading: RowReading, above: str) -> None:
    """What one row says by itself. Many write the number of a household only into its first row, the last `above`."""
    if not reading.has("number"):
        reading.faults.append(Fault(reading.row, "number", "required", _NO_NUMBER, better=above))
    if not reading.has(*_NAMES):
        reading.fault("name", "required", N_("The name is missing."))
    if not reading.has("born_on"):
        reading.fault("born_on", "required", N_("The day of birth is missing."))
    values = reading.values
    _check_order(reading, "born_on", "joined_on", N_("Nobody can join before the day of birth."), may_be_same=True)
    first_day = "joined_on" if values.get("joined_on") else "born_on"
    _check_order(reading, first_day, "left_on", N_("The first day away must come after the first day here."))
    _check_order(reading, "permit_from", "permit_until", N_("A paper ends after it begins."))
    _check_order(reading, "referred_on", "taken_in_on", N_("Nobody is taken in before the referral."), may_be_same=True)
    if reading.has("referred_by") and not reading.has("referred_on"):
        reading.fault("referred_on", "required", N_("Enter the day of the referral"))
    _tell_languages(reading)
    _tell_permit(reading)


def _check_order(reading: RowReading, first: str, last: str, msgid: str, *, may_be_same: bool = False) -> None:
    begins, ends = reading.values.get(first), reading.values.get(last)
    if begins and ends and (ends < begins or (ends == begins and not may_be_same)):
        reading.fault(last, "before-start", msgid)


def _tell_languages(reading: RowReading) -> None:
    """What is spoken becomes codes; who needs an interpreter needs one for the first of them."""
    spoken = reading.values.pop("languages", None) or Spoken((), ())
    reading.values["languages"] = spoken.codes
    for unknown in spoken.unknown:
        sentence = Sentence(_LEFT_OUT, {"value": unknown[:40]})
        reading.notes.append(Fault(reading.row, "languages", "unknown-language", sentence))
    needed = reading.values.get("interpreter_language")
    if needed is True and not spoken.codes:
        reading.fault("interpreter_language", "required", N_("Say for which language an interpreter is needed."))
    elif isinstance(needed, bool):
        reading.values["interpreter_language"] = spoken.codes[0] if needed else None


def _tell_permit(reading: RowReading) -> None:
    """Days are days of a number."""
    if reading.has("permit_from", "permit_until") and not reading.has("permit"):
        sentence = Sentence(N_("The days of a permit whose number is missing are left out."))
        where = "permit_until" if reading.has("permit_until") else "permit_from"
        reading.notes.append(Fault(reading.row, where, "no-number", sentence))


def _member(reading: RowReading) -> MemberRow:
    values = dict(reading.values)
    parts = [values.pop(name, None) for name in ("given_name", "surname")]
    if values.get("name"):
        return MemberRow(row=reading.row, **values)
    values["name"] = " ".join(filter(None, parts))
    return MemberRow(row=reading.row, named_in="surname" if parts[1] else "given_name", **values)
