"""The report of a file, to download: every row as it was sent and put right, what was found, what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core.exporting.delimited import Cell
from core.exporting.workbook import write_workbook
from core.i18n import direction, say
from core.importing.statuses import RowStatus
from core.text import Sentence
from housing.models import FileImport, FileImportRow
from housing.services.importing.file_kinds import KINDS
from housing.services.importing.file_rows import rows_of
from housing.words.imports import ROW_WORDS


def report_of(session: Session, file: FileImport) -> bytes:
    """A workbook that can be put right and sent again: the columns of the file follow those of the report.

    Cells for which the file names no column stand in columns without a name.
    """
    held = KINDS[file.kind].held(file.header, file.chosen)
    rows = session.scalars(rows_of(file, *RowStatus)).all()
    unnamed = max((len(row.cells) - len(file.header) for row in rows), default=0)
    header = [_("Row"), _("What became of it"), _("What was found"), *file.header, *[""] * unnamed]
    return write_workbook(_("Report"), header, _rows(rows, held), rtl=direction() == "rtl")


def _rows(rows: Iterable[FileImportRow], held: tuple[str, ...]) -> Iterator[list[Cell]]:
    for row in rows:
        found = "\n".join(_said(finding) for finding in row.findings)
        yield [row.number, str(ROW_WORDS[row.status]), found, *_cells(row, held)]


def _said(finding: Mapping) -> str:
    return say(Sentence.from_json(finding["say"]))


def _cells(row: FileImportRow, held: tuple[str, ...]) -> list[Cell]:
    return [row.fixes.get(field, cell) if field else cell for field, cell in zip_longest(held, row.cells)]
