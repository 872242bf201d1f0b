"""A file that somebody sent waits with its rows, is put right, and is taken. Nothing of it is stored before that."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Forbidden, NotFound, Refused
from core.importing.columns import known_names
from core.importing.reader import read_table
from core.importing.statuses import RowStatus
from core.importing.table import Table
from core.jobs import daily
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import FileImport, FileImportRow, ImportStatus
from housing.services.importing.column_choices import choices_of, choose_columns
from housing.services.importing.file_kinds import KINDS, FileKind
from housing.services.importing.file_rows import (
    as_row,
    asks,
    count_rows,
    importer_of,
    judge,
    judge_all,
    next_groups,
    read_rows,
    say_of,
)
from housing.services.importing.imports import ROWS_AT_ONCE, look_after
from housing.services.importing.put_right_before import put_right_as_before

KEPT = timedelta(days=30)  # from the day it came
NO_SUCH_IMPORT = Sentence(N_("There is no such file, or it is somebody else's."))
NOT_YOURS = Sentence(N_("You may no longer take such rows for all the centres of this file."))
BEING_TAKEN = Sentence(N_("This file is being taken. Wait until its rows are stored, or cancel that first."))
NOT_OPEN = Sentence(N_("This file is being taken, or has been taken already."))


def imports_of(actor: User, kind: str) -> Select[FileImport]:
    """The files of one kind that this person sent, the latest first."""
    return (
        select(FileImport).where(FileImport.user_id == actor.id, FileImport.kind == kind).order_by(FileImport.id.desc())
    )


def get_import(session: Session, import_id: int, actor: User) -> FileImport:
    """The file of this person. Raises NotFound, and Forbidden to whoever may not take such rows there any more."""
    file = session.get(FileImport, import_id)
    if file is None or file.user_id != actor.id:
        raise NotFound(NO_SUCH_IMPORT)
    permission = KINDS[file.kind].permission
    if not actor.may(permission) or not all(actor.may(permission, centre_id) for centre_id in file.centre_ids):
        raise Forbidden(NOT_YOURS)
    return file


def begin_import(
    session: Session, kind: FileKind, name: str, *, source: str, centres: Sequence[Centre], actor: User, at: datetime
) -> FileImport:
    """A file that is still to be read; its columns hold what they held before."""
    begun = FileImport(
        kind=kind.key,
        source=source,
        name=name,
        chosen=choices_of(session, kind.key, source),
        centre_ids=[centre.id for centre in centres],
        user=actor,
        created_at=at,
    )
    session.add(begun)
    session.flush()
    return begun


def forget_import(session: Session, file: FileImport) -> None:
    """Remove a file and its rows; what was taken of it stays. Raises Refused while it is being taken."""
    if file.status is ImportStatus.TAKING:
        raise Refused(BEING_TAKEN)
    session.execute(delete(FileImportRow).where(FileImportRow.import_id == file.id))
    session.delete(file)
    session.flush()


@daily
def forget_old(session: Session, at: datetime) -> None:
    """Remove what came long ago, taken or not: its rows hold what families and landlords told somebody else.

    Asks for nothing sealed, since the keys may be gone. What is held just now goes another day.
    """
    old = select(FileImport.id).where(FileImport.created_at < at - KEPT, FileImport.status != ImportStatus.TAKING)
    keys = session.scalars(old.with_for_update(skip_locked=True)).all()
    session.execute(delete(FileImportRow).where(FileImportRow.import_id.in_(keys)))
    session.execute(delete(FileImport).where(FileImport.id.in_(keys)))


def read_file(session: Session, kind: FileKind, source: str, name: str, content: bytes) -> Table:
    """What a file holds, its header found also by what was said of its columns before. Raises Refused."""
    return read_table(name, content, known_names(kind.fields, choices_of(session, kind.key, source)))


def receive(session: Session, file: FileImport, table: Table) -> int:
    """Keep the rows of the file, each with what is wrong with it; say how many are put right as they were before."""
    file.header, file.left_out, file.status = list(table.header), list(table.left_out), ImportStatus.OPEN
    rows = [as_row(file, row) for row in table.rows]
    right = put_right_as_before(session, file, rows)
    judge(session, file, rows)
    session.add_all(rows)
    session.flush()
    return right


def choose(session: Session, file: FileImport, fields: Mapping[str, str], *, actor: User) -> None:
    """Say what the columns hold, for this and all later files of the source, and look at every row anew."""
    _refuse_unless_open(file)
    choose_columns(session, file.kind, file.source, fields, about=file, actor=actor)
    file.chosen = {**file.chosen, **fields}
    judge_all(session, file)
    session.flush()


def put_right(session: Session, file: FileImport, row: FileImportRow, fixes: Mapping[str, str]) -> None:
    """Say what some cells of a row should have said."""
    _refuse_unless_open(file)
    row.fixes, row.is_confirmed = {**row.fixes, **fixes}, False
    if KINDS[file.kind].is_by_groups:
        judge_all(session, file)
    else:
        judge(session, file, [row])
    session.flush()


def confirm(session: Session, file: FileImport, rows: Iterable[FileImportRow]) -> None:
    """These rows were looked at: what is doubtful about them is so."""
    _refuse_unless_open(file)
    for row in rows:
        if row.status is RowStatus.DOUBTFUL and asks(row):
            row.is_confirmed, row.status = True, RowStatus.READY
    if KINDS[file.kind].is_by_groups:
        judge_all(session, file)
    session.flush()


def begin_taking(session: Session, file: FileImport, *, only_ready: bool) -> None:
    """Say that the file is to be taken. Raises Refused while rows want somebody, unless only the others are meant."""
    _refuse_unless_open(file)
    counts = count_rows(session, file)
    if not only_ready and (counts[RowStatus.FAULTY] or counts[RowStatus.DOUBTFUL]):
        raise Refused(Sentence(N_("Some rows still want looking at. Correct them, or take only those that are ready.")))
    if not counts[RowStatus.READY]:
        raise Refused(Sentence(N_("No row is ready to be taken.")))
    file.status = ImportStatus.TAKING
    session.flush()


def take_some(session: Session, file: FileImport, *, at: datetime) -> int:
    """Store the next rows that are ready, and say how many those were; with the last of them the file is done.

    What became doubtful meanwhile is not taken.
    """
    importer = importer_of(session, file)
    importer.take_turn()
    rows = next_groups(session, file, ROWS_AT_ONCE)
    read = read_rows(file, rows, importer)
    say_of(rows, read, importer)
    ready = {row.number for row in rows if row.status is RowStatus.READY}
    part = next(importer.parts([row for row in read.good if row.row in ready], ROWS_AT_ONCE), [])
    became = importer.take(part, actor=file.user, at=at)
    for row in rows:
        row.status = became.get(row.number, row.status)
    session.flush()
    if not count_rows(session, file)[RowStatus.READY]:
        file.status = ImportStatus.DONE
        _look_at(session, file, at=at)
    return sum(row.status is not RowStatus.READY for row in rows)


def give_back(session: Session, file: FileImport, *, at: datetime) -> None:
    """What was to become of the file did not: one that was being taken waits again with the rest of its rows."""
    if file.status is ImportStatus.READING:
        forget_import(session, file)
    elif file.status is ImportStatus.TAKING:
        file.status = ImportStatus.OPEN
        _look_at(session, file, at=at)


def _look_at(session: Session, file: FileImport, *, at: datetime) -> None:
    """Once, since that takes longer than to store a part."""
    session.flush()
    counts = count_rows(session, file)
    if counts[RowStatus.NEW] or counts[RowStatus.UPDATED]:
        look_after(session, KINDS[file.kind], file.centre_ids, actor=file.user, at=at)


def _refuse_unless_open(file: FileImport) -> None:
    if file.status is not ImportStatus.OPEN:
        raise Refused(NOT_OPEN)
