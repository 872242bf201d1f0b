"""A table of adverts becomes advert rows; what cannot be taken is told by row, field and sentence."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from core.errors import Refused
from core.importing.columns import quoted, recognise
from core.importing.findings import ReadFile, without_repeats
from core.importing.reading import Fixes, RowReading
from core.importing.table import Table
from core.text import N_, Sentence
from housing.importing.advert import AdvertFile, AdvertRow, KnownAdverts, identities
from housing.importing.columns import FIELDS
from housing.importing.plausibility import doubts
from housing.importing.row import read_row

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_FIXES: Mapping[int, Fixes] = MappingProxyType({})


def read_adverts(
    table: Table, source: str, chosen: Mapping[str, str] = _NOTHING, fixes: Mapping[int, Fixes] = _NO_FIXES, *, on: date
) -> AdvertFile:
    """Of rows that are the same advert the first is taken. `source` names where the references come from.

    `chosen` says by the key of a column which field it holds; `fixes`, by the number of a row, what was put right;
    `on` is the day on which the file came.
    Raises Refused when there is no column for the rent or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS, chosen)
    if not columns.places:
        sentence = N_(
            "No known column was found. The names that stand above the rows are %(names)s, and “Rent” is none."
        )
        raise Refused(Sentence(sentence, {"names": quoted(table.header)}))
    if "monthly_rent" not in columns.places:
        sentence = N_("No column is named “Rent” or “Ενοίκιο”. The names that stand above the rows are %(names)s.")
        raise Refused(Sentence(sentence, {"names": quoted(table.header)}))
    readings = [read_row(row, columns, len(table.header), fixes.get(row.number, {})) for row in table.rows]
    said = (_advert(reading, source) for reading in readings if not reading.faults)
    earlier = KnownAdverts[AdvertRow]()
    adverts, duplicates = without_repeats(said, earlier.find, lambda advert: earlier.add(advert, identities(advert)))
    notes = [note for reading in readings for note in reading.notes]
    notes += [doubt for advert in adverts for doubt in doubts(advert, on)]
    return ReadFile(
        rows=len(readings),
        good=tuple(adverts),
        rejected=tuple(fault for reading in readings for fault in reading.faults),
        warnings=tuple(sorted(notes, key=lambda note: note.row)),
        duplicates=tuple(duplicates),
        unknown_columns=columns.unknown,
        left_out=table.left_out,
    )


def _advert(reading: RowReading, source: str) -> AdvertRow:
    return AdvertRow(row=reading.row, source=source, further=reading.further, **reading.values)
