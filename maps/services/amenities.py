"""Places of interest, taken from files: what a source says now takes the place of what it said before."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import in_parts
from core.errors import Refused
from core.importing.columns import known_names
from core.importing.findings import ReadFile
from core.importing.reader import read_table
from core.text import N_, Sentence
from maps.amenities import AmenityKind
from maps.bands import band_of
from maps.importing.amenity_rows import FIELDS, AmenityRow, read_amenities
from maps.importing.geojson_table import ENDINGS, read_geojson
from maps.models import Amenity, AmenitySource

_SAID = ("kind", "name", "name_en", "latitude", "longitude")


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before it is read; `kind` is what its places are where it does not say so."""

    source: str
    dated_on: date
    kind: AmenityKind | None = None


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many places a file added, changed, found as they were and no longer named."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


@dataclass(frozen=True, slots=True)
class AmenityImport:
    """What was in a file, and what became of it; None when nothing was stored because rows were at fault."""

    read: ReadFile[AmenityRow]
    stored: Replaced | None


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A source and how many places it names now."""

    source: AmenitySource
    count: int


def import_amenities(
    session: Session,
    name: str,
    content: bytes,
    facts: FileFacts,
    *,
    accept_valid: bool = False,
    actor: User | None,
    at: datetime,
) -> AmenityImport:
    """Read a GeoJSON file or a table and store its places.

    A row at fault keeps all others out unless `accept_valid`. Raises Refused when the file cannot be read, holds none
    of our kinds, is of a day to come, or is older than what the source said last.
    """
    known = session.scalar(select(AmenitySource).where(AmenitySource.name == facts.source))
    _check_day(known, facts.dated_on, day_of(at))
    read = _read(name, content, facts.kind)
    if read.rejected and not (accept_valid and read.good):
        return AmenityImport(read, None)
    if not read.good:
        raise Refused(Sentence(N_("The file names no place of a kind that is kept here.")), "file")
    kept = known or AmenitySource(name=facts.source)
    kept.dated_on, kept.imported_at = facts.dated_on, at
    session.add(kept)
    session.flush()
    stored = _replace(session, kept, read.good)
    record(session, "import-places", kept, actor=actor, values=asdict(stored))
    return AmenityImport(read, stored)


def list_sources(session: Session) -> Sequence[SourceCount]:
    """Who says where places are, by name."""
    query = select(AmenitySource, func.count(Amenity.id)).outerjoin(Amenity, Amenity.source_id == AmenitySource.id)
    rows = session.execute(query.group_by(AmenitySource.id).order_by(AmenitySource.name, AmenitySource.id))
    return [SourceCount(source, count) for source, count in rows]


def _check_day(known: AmenitySource | None, dated_on: date, on: date) -> None:
    if dated_on > on:
        raise Refused(Sentence(N_("The day of the file is still to come.")), "dated_on")
    if known is not None and dated_on < known.dated_on:
        sentence = N_("What %(source)s says is known as of %(day)s already; this file is older.")
        raise Refused(Sentence(sentence, {"source": known.name, "day": known.dated_on}), "dated_on")


def _read(name: str, content: bytes, kind: AmenityKind | None) -> ReadFile[AmenityRow]:
    is_geojson = PurePath(name).suffix.lower() in ENDINGS
    table = read_geojson(content) if is_geojson else read_table(name, content, known_names(FIELDS))
    return read_amenities(table, kind)


def _replace(session: Session, source: AmenitySource, rows: Sequence[AmenityRow]) -> Replaced:
    """By set: a file names thousands. What is unchanged is left alone, and so keeps its row."""
    columns = (Amenity.reference, Amenity.id, *(getattr(Amenity, column) for column in _SAID))
    before = {known[0]: known[1:] for known in session.execute(select(*columns).where(Amenity.source_id == source.id))}
    new, changed = [], []
    for row in rows:
        known_id, *said = before.pop(row.reference, (None,))
        if known_id is None:
            new.append(_values(row) | {"source_id": source.id, "reference": row.reference})
        elif said != [_values(row)[column] for column in _SAID]:
            changed.append(_values(row) | {"id": known_id})
    if new:
        session.execute(insert(Amenity), new)
    if changed:
        session.execute(update(Amenity), changed)
    for gone in in_parts(known[0] for known in before.values()):
        session.execute(delete(Amenity).where(Amenity.id.in_(gone)))
    return Replaced(len(new), len(changed), len(rows) - len(new) - len(changed), len(before))


def _values(row: AmenityRow) -> dict[str, Any]:
    latitude, longitude = row.point.latitude, row.point.longitude
    words = {"kind": row.kind, "name": row.name, "name_en": row.name_en}
    return words | {"band": band_of(latitude), "latitude": latitude, "longitude": longitude}
