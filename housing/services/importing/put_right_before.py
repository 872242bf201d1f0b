"""What somebody put right in a file is put right when the same rows come once more."""

import json
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.importing.table import Cell
from core.importing.words import source_key
from housing.models import FileImport, FileImportRow


def put_right_as_before(session: Session, file: FileImport, rows: Sequence[FileImportRow]) -> int:
    """Of the latest file with the same columns that this person sent from there; says how many rows that changes."""
    before = _file_before(session, file)
    found = _fixes_of(session, before) if before else {}
    for row in rows:
        row.fixes = found.get(_key(row.cells), {})
    return sum(bool(row.fixes) for row in rows)


def _file_before(session: Session, file: FileImport) -> FileImport | None:
    query = select(FileImport).where(
        FileImport.kind == file.kind, FileImport.user_id == file.user_id, FileImport.id < file.id
    )
    files = session.scalars(query.order_by(FileImport.id.desc()))
    source = source_key(file.source)
    return next((one for one in files if source_key(one.source) == source and one.header == file.header), None)


def _fixes_of(session: Session, file: FileImport) -> dict[str, dict[str, str]]:
    """By what stands in the row. Of rows that are the same nobody knows which was meant."""
    query = select(FileImportRow.cells, FileImportRow.fixes).where(FileImportRow.import_id == file.id)
    rows = [(_key(cells), fixes) for cells, fixes in session.execute(query.order_by(FileImportRow.id))]
    times = Counter(key for key, _fixes in rows)
    return {key: fixes for key, fixes in rows if fixes and times[key] == 1}


def _key(cells: Sequence[Cell]) -> str:
    return json.dumps(cells)
