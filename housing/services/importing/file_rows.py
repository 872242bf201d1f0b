"""The rows of a file that waits: what each says, what is wrong with it, and so whether it can be taken."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.dates import day_of
from core.errors import NotFound, Refused
from core.importing.cells import shown
from core.importing.findings import Duplicate, Fault, ReadFile
from core.importing.reading import TOLD_ONLY
from core.importing.statuses import RowStatus
from core.importing.table import Cell, Row, Table
from core.row_imports import RowImport
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import FileImport, FileImportRow
from housing.services.importing.file_kinds import KINDS

EXAMPLES = 4
OPEN = (RowStatus.FAULTY, RowStatus.DOUBTFUL, RowStatus.REPEATED, RowStatus.READY)
WAITS = "waits-for-another-row"
WAITS_FOR = N_("Row %(row)s, which belongs to this one, waits for your word first.")
_ASKS_NOBODY = TOLD_ONLY | {"repeated"}
NO_SUCH_ROW = Sentence(N_("There is no such row in this file."))


def rows_of(file: FileImport, *statuses: RowStatus) -> Select[FileImportRow]:
    """The rows of the file that stand so, in their order."""
    query = select(FileImportRow).where(FileImportRow.import_id == file.id, FileImportRow.status.in_(statuses))
    return query.order_by(FileImportRow.number, FileImportRow.id)


def get_row(session: Session, file: FileImport, row_id: int) -> FileImportRow:
    """A row of this file. Raises NotFound."""
    row = session.get(FileImportRow, row_id)
    if row is None or row.import_id != file.id:
        raise NotFound(NO_SUCH_ROW)
    return row


def next_groups(session: Session, file: FileImport, most: int) -> Sequence[FileImportRow]:
    """About so many rows that are ready, with all that are taken with one of them; all where nobody knows which are."""
    first = func.coalesce(FileImportRow.together_with, 0)
    ready = rows_of(file, RowStatus.READY)
    last = session.scalar(ready.with_only_columns(first).order_by(None).order_by(first).offset(most - 1).limit(1))
    return session.scalars(ready if last is None else ready.where(first <= last)).all()


def next_row(session: Session, file: FileImport, after: FileImportRow, *statuses: RowStatus) -> FileImportRow | None:
    """The next row that stands so, else the first of them."""
    query = rows_of(file, *statuses).limit(1)
    return session.scalar(query.where(FileImportRow.number > after.number)) or session.scalar(query)


def count_before(session: Session, file: FileImport, row: FileImportRow, *statuses: RowStatus) -> int:
    """How many rows that stand so come before this one."""
    earlier = rows_of(file, *statuses).where(FileImportRow.number < row.number).order_by(None)
    return session.scalar(select(func.count()).select_from(earlier.subquery())) or 0


def count_rows(session: Session, file: FileImport) -> Counter[RowStatus]:
    """How many rows stand how."""
    query = select(FileImportRow.status, func.count()).where(FileImportRow.import_id == file.id)
    return Counter(dict(session.execute(query.group_by(FileImportRow.status)).all()))


def examples(session: Session, file: FileImport) -> list[str]:
    """For each column what its first cells say."""
    rows = session.scalars(rows_of(file, *RowStatus).limit(EXAMPLES)).all()
    cells = [[row.cells[place] for row in rows if place < len(row.cells)] for place in range(len(file.header))]
    return [" · ".join(shown(cell) for cell in column if cell is not None) for column in cells]


def as_row(file: FileImport, row: Row) -> FileImportRow:
    """A row as it is kept; a day is kept as it is written."""
    cells = [cell.isoformat() if isinstance(cell, date) else cell for cell in row.cells]
    return FileImportRow(import_id=file.id, number=row.number, cells=cells, fixes={}, findings=[], is_confirmed=False)


def importer_of(session: Session, file: FileImport) -> RowImport[Any]:
    """Whoever stores the rows of this file."""
    centres = session.scalars(select(Centre).where(Centre.id.in_(file.centre_ids)).order_by(Centre.id)).all()
    return KINDS[file.kind].importer(session, file.source, centres)


def read_rows(file: FileImport, rows: Iterable[FileImportRow], importer: RowImport[Any]) -> ReadFile[Any]:
    """What the rows say with all that was put right. Raises Refused where the columns make no sense."""
    kind = KINDS[file.kind]
    table = Table(tuple(file.header), tuple(Row(row.number, tuple(row.cells)) for row in rows))
    fixes: dict[int, Mapping[str, Cell]] = {row.number: row.fixes for row in rows if row.fixes}
    return importer.compare(kind.read(table, file.source, file.chosen, fixes, on=day_of(file.created_at)))


def judge(session: Session, file: FileImport, rows: Sequence[FileImportRow]) -> None:
    """Read the rows and say of each whether it can be taken; while the columns make no sense none can."""
    file.trouble = None
    importer = importer_of(session, file)
    try:
        read = read_rows(file, rows, importer)
    except Refused as refusal:
        file.trouble = refusal.sentence.as_json()
        for row in rows:
            row.status = RowStatus.FAULTY
    else:
        say_of(rows, read, importer)


def judge_all(session: Session, file: FileImport) -> None:
    """The same for every row that was not taken."""
    judge(session, file, session.scalars(rows_of(file, *OPEN)).all())


def say_of(rows: Sequence[FileImportRow], read: ReadFile[Any], importer: RowImport[Any]) -> None:
    """Write to each row what was found in it and what it is good for."""
    faults, doubts = _by_row(read.rejected), _by_row(read.warnings)
    repeats = {duplicate.row: duplicate for duplicate in read.duplicates}
    for row in rows:
        found, doubtful = faults[row.number], doubts[row.number]
        row.findings = [_finding(fault, is_fault=True) for fault in found] + [_finding(doubt) for doubt in doubtful]
        row.findings += [_repeat(repeats[row.number])] if row.number in repeats else []
        is_doubtful = asks(row) and not row.is_confirmed
        row.status = _status(is_faulty=bool(found), is_repeated=row.number in repeats, is_doubtful=is_doubtful)
    _keep_together(rows, read, importer)


def asks(row: FileImportRow) -> bool:
    """Whether something about the row itself asks for somebody's word."""
    return any(map(is_asked, row.findings))


def is_asked(finding: Mapping[str, Any]) -> bool:
    """Whether a finding asks for it."""
    return not finding["is_fault"] and finding["code"] not in _ASKS_NOBODY


def _keep_together(rows: Sequence[FileImportRow], read: ReadFile[Any], importer: RowImport[Any]) -> None:
    """What belongs together is taken together, and waits together: while one row is doubtful the others are."""
    keys = {row.row: key for row in read.good if (key := importer.together(row)) is not None}
    first: dict[Hashable, int] = {}
    doubtful: dict[Hashable, int] = {}  # the first of each that is
    for row in rows:
        key = keys.get(row.number)
        row.together_with = row.number if key is None else first.setdefault(key, row.number)
        if row.status is RowStatus.DOUBTFUL and key is not None:
            doubtful.setdefault(key, row.number)
    for row in rows:
        if row.status is RowStatus.READY and keys.get(row.number) in doubtful:
            sentence = Sentence(WAITS_FOR, {"row": doubtful[keys[row.number]]})
            row.findings = [*row.findings, _finding(Fault(row.number, "", WAITS, sentence))]
            row.status = RowStatus.DOUBTFUL


def _status(*, is_faulty: bool, is_repeated: bool, is_doubtful: bool) -> RowStatus:
    if is_faulty:
        return RowStatus.FAULTY
    if is_repeated:
        return RowStatus.REPEATED
    return RowStatus.DOUBTFUL if is_doubtful else RowStatus.READY


def _by_row(faults: Iterable[Fault]) -> defaultdict[int, list[Fault]]:
    found: defaultdict[int, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.row].append(fault)
    return found


def _finding(fault: Fault, *, is_fault: bool = False) -> dict[str, Any]:
    said = fault.sentence.as_json()
    return {"field": fault.field, "code": fault.code, "say": said, "better": fault.better, "is_fault": is_fault}


def _repeat(duplicate: Duplicate) -> dict[str, Any]:
    sentence = Sentence(N_("The same as row %(row)s."), {"row": duplicate.of})
    return _finding(Fault(duplicate.row, "", "repeated", sentence))
