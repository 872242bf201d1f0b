"""A file is read and stored in one go, as `stegi import` does; a page lets somebody look at it first (file_imports)."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import day_of
from core.importing.columns import known_names
from core.importing.findings import ReadFile
from core.importing.reader import read_table
from core.importing.statuses import RowStatus
from core.structure import Centre
from housing.services.importing.column_choices import choices_of
from housing.services.importing.file_kinds import FileKind

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Stored:
    """How many rows an import added, changed and found as they were."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """What was in a file, and what became of it; None when nothing was stored because rows were at fault."""

    read: ReadFile[Any]
    stored: Stored | None


def _unseen(done: int, total: int) -> None:
    """Nobody looks."""


def import_file(
    session: Session,
    kind: FileKind,
    name: str,
    content: bytes,
    *,
    source: str,
    centres: Sequence[Centre],
    accept_valid: bool,
    actor: User | None,
    at: datetime,
    progress: Callable[[int, int], object] = _unseen,
) -> Import:
    """Read the file and store its rows, for one of these centres each; `progress` hears done and total.

    A row at fault keeps all others out unless `accept_valid`. Raises Refused when the file cannot be read.
    """
    chosen = choices_of(session, kind.key, source)
    table = read_table(name, content, known_names(kind.fields, chosen))
    importer = kind.importer(session, source, centres)
    importer.take_turn()
    read = importer.compare(kind.read(table, source, chosen, {}, on=day_of(at)))
    if read.rejected and not (accept_valid and read.good):
        return Import(read, None)
    became: Counter[RowStatus] = Counter()
    for part in importer.parts(read.good, ROWS_AT_ONCE):
        progress(became.total(), len(read.good))
        became.update(importer.take(part, actor=actor, at=at).values())
    progress(len(read.good), len(read.good))
    if set(became) - {RowStatus.UNCHANGED}:
        look_after(session, kind, [centre.id for centre in centres], actor=actor, at=at)
    return Import(read, Stored(*(became[status] for status in (RowStatus.NEW, RowStatus.UPDATED, RowStatus.UNCHANGED))))


def look_after(
    session: Session, kind: FileKind, centre_ids: Sequence[int], *, actor: User | None, at: datetime
) -> None:
    """Have done what follows rows that were taken."""
    for follow in kind.afterwards:
        follow(session, centre_ids, actor=actor, at=at)
