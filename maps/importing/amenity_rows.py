"""A table of places of interest becomes rows; what cannot be taken is told by row, field and sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.importing.cells import one_of, short, shown, text, within
from core.importing.columns import recognise
from core.importing.findings import Fault, ReadFile, without_repeats
from core.importing.measures import coordinate
from core.importing.reading import Parsers, RowReading, read_cells
from core.importing.table import Cell, Table
from core.importing.words import fold
from core.text import N_, Sentence
from maps.amenities import KINDS, AmenityKind
from maps.distance import Point
from maps.region import region

_NAMES = {
    "reference": "ref, id, @id, osm id, osm node id, code, number, κωδικός, αριθμός",
    "kind": "type, category, amenity, είδος, τύπος, κατηγορία",
    "name": "title, name el, name:el, όνομα, ονομασία, επωνυμία, τίτλος",
    "name_en": "name:en, english name, latin name, int name, αγγλική ονομασία, λατινικό όνομα",
    "latitude": "lat, y, γεωγραφικό πλάτος, πλάτος, γ. πλάτος",
    "longitude": "lon, lng, long, x, γεωγραφικό μήκος, μήκος, γ. μήκος",
}
FIELDS: Mapping[str, tuple[str, ...]] = {field: tuple(names.split(", ")) for field, names in _NAMES.items()}
_TAG = re.compile(r"[\w:]+=.+")
_OTHER_KIND = object()  # what a map knows and this service does not show


@dataclass(frozen=True, slots=True, kw_only=True)
class AmenityRow:
    """A place of interest as one row names it. By its reference it is known again in the source's next file."""

    row: int
    reference: str
    kind: AmenityKind
    name: str
    name_en: str | None
    point: Point


def read_amenities(table: Table, kind: AmenityKind | None = None) -> ReadFile[AmenityRow]:
    """The rows of a table; `kind` is what a row is that does not say it.

    A tag of a map that is none of our kinds (`shop=bakery`) is no fault: its row is left out.
    Raises Refused when two columns mean the same.
    """
    columns = recognise(table.header, FIELDS)
    readings = [read_cells(row, columns, len(table.header), _PARSERS, {}) for row in table.rows]
    ours = [reading for reading in readings if reading.values.get("kind") is not _OTHER_KIND]
    for reading in ours:
        _check_whole(reading, kind)
    met: dict[str, AmenityRow] = {}
    rows, duplicates = without_repeats(
        [_row(reading, kind) for reading in ours if not reading.faults],
        lambda row: met.get(row.reference),
        lambda row: met.setdefault(row.reference, row),
    )
    return ReadFile(
        rows=len(readings),
        good=tuple(rows),
        rejected=tuple(fault for reading in ours for fault in reading.faults),
        warnings=tuple(_outside(row) for row in rows if row.point not in region().box),
        duplicates=tuple(duplicates),
        unknown_columns=columns.unknown,
        left_out=table.left_out + tuple(r.row for r in readings if r.values.get("kind") is _OTHER_KIND),
    )


def _check_whole(reading: RowReading, kind: AmenityKind | None) -> None:
    if not (reading.has("kind") or kind):
        reading.fault("kind", "required", N_("Nothing says what kind of place this is."))
    for name in ("latitude", "longitude"):
        if not reading.has(name):
            reading.fault(name, "required", N_("The point is missing: a place needs latitude and longitude."))


def _row(reading: RowReading, kind: AmenityKind | None) -> AmenityRow:
    values = reading.values
    point, of_kind = Point(values["latitude"], values["longitude"]), values.get("kind") or kind
    assert of_kind is not None  # else the row is at fault
    name = values.get("name") or values.get("name_en") or ""
    where = f"{point.latitude:.5f} {point.longitude:.5f}"
    return AmenityRow(
        row=reading.row,
        reference=values.get("reference") or f"{of_kind} {name[:150]} {where}",
        kind=of_kind,
        name=name,
        name_en=values.get("name_en"),
        point=point,
    )


def _outside(row: AmenityRow) -> Fault:
    sentence = N_("“%(name)s” lies outside the region. Are latitude and longitude the right way round?")
    return Fault(row.row, "latitude", "outside-region", Sentence(sentence, {"name": shown(row.name)}))


def _kind(cell: Cell) -> object:
    written = text(cell) or ""
    if _TAG.fullmatch(written) and fold(written) not in KINDS:
        return _OTHER_KIND
    return one_of(cell, KINDS)


_PARSERS: Parsers = {
    "reference": short(200),
    "kind": _kind,
    "name": short(200),
    "name_en": short(200),
    "latitude": within(-90, 90, coordinate),
    "longitude": within(-180, 180, coordinate),
}
