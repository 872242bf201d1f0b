"""A table of adverts becomes advert rows; what cannot be taken is told by row, field and sentence."""

from collections.abc import Iterable

from core.errors import Refused
from core.importing.columns import recognise
from core.importing.table import Table
from core.text import N_, Sentence
from housing.importing.advert import AdvertFile, AdvertRow, Duplicate, identity
from housing.importing.columns import FIELDS
from housing.importing.plausibility import doubts
from housing.importing.row import read_row


def read_adverts(table: Table, source: str) -> AdvertFile:
    """Of rows that are the same advert the first is taken. `source` names where the references come from.

    Raises Refused when there is no column for the rent or two columns mean the same.
    """
    columns = recognise(table.header, FIELDS)
    if not columns.places:
        raise Refused(Sentence(N_("No known column was found. The first row must name the columns, such as “Rent”.")))
    if "monthly_rent" not in columns.places:
        raise Refused(Sentence(N_("No column is named “Rent” or “Ενοίκιο”. The first row must name the columns.")))
    readings = [read_row(row, columns, len(table.header)) for row in table.rows]
    adverts, duplicates = _without_repeats((reading.advert() for reading in readings if not reading.faults), source)
    notes = [note for reading in readings for note in reading.notes]
    notes += [doubt for advert in adverts for doubt in doubts(advert)]
    return AdvertFile(
        rows=len(readings),
        adverts=tuple(adverts),
        rejected=tuple(fault for reading in readings for fault in reading.faults),
        warnings=tuple(sorted(notes, key=lambda note: note.row)),
        duplicates=tuple(duplicates),
        unknown_columns=columns.unknown,
    )


def _without_repeats(adverts: Iterable[AdvertRow], source: str) -> tuple[list[AdvertRow], list[Duplicate]]:
    first_by_identity: dict[str, AdvertRow] = {}
    duplicates = []
    for advert in adverts:
        first = first_by_identity.setdefault(identity(advert, source), advert)
        if first is not advert:
            duplicates.append(Duplicate(advert.row, first.row))
    return list(first_by_identity.values()), duplicates
