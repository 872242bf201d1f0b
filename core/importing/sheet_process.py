"""Run as a process of its own by workbook.py: workbook on stdin, rows of its first filled sheet as JSON on stdout.

Arguments: the most rows, columns and characters of a cell to give. The reader asks for one more than it allows and so
sees when a limit is passed. Macros and any other trouble end the process with an exit code. Imports nothing of ours.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 512 * 1024 * 1024
SECONDS = 30
MACROS = 3  # the exit code for a workbook with sheets of macros
_MACROS = (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)

PlainCell = str | int | float | bool | time | date | datetime | timedelta


def main() -> None:
    """A day is given as a list of its ISO form, since JSON has no days; everything else as text or number."""
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(kind, (most, most))
    rows, columns, characters = map(int, sys.argv[1:])
    workbook = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
    if any(about.typ in _MACROS for about in workbook.sheets_metadata):
        sys.exit(MACROS)
    json.dump(list(_rows(workbook, rows, columns, characters)), sys.stdout)


def _rows(
    workbook: CalamineWorkbook, most: int, columns: int, characters: int
) -> Iterator[tuple[int, list[str | int | float | list[str]]]]:
    sheet = _first_filled_sheet(workbook)
    if sheet is None:
        return
    given, merged = 0, Merged(sheet)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if any(cell != "" for cell in cells):
            yield number, [_plain(cell, characters) for cell in merged.filled(number, cells)[:columns]]
            given += 1
        if given == most:
            return


class Merged:
    """Cells that reach down over several rows say the same in each of these that holds anything; only the first has it.

    What reaches over several columns stands in the first of them.
    """

    def __init__(self, sheet: CalamineSheet) -> None:
        self._ending: dict[int, dict[int, int]] = {}  # the last row, by the first row and the column
        for (first, column), (last, _) in sheet.merged_cell_ranges or ():
            if last > first:
                self._ending.setdefault(first + 1, {})[column] = last + 1
        self._open: dict[int, tuple[int, PlainCell]] = {}  # the last row and what it says, by the column

    def filled(self, number: int, cells: list[PlainCell]) -> list[PlainCell]:
        """The cells of this row, which come in their order."""
        for column, last in self._ending.get(number, {}).items():
            if column < len(cells):
                self._open[column] = last, cells[column]
        self._open = {column: (last, cell) for column, (last, cell) in self._open.items() if last >= number}
        for column, (_, cell) in self._open.items():
            cells[column] = cell
        return cells


def _first_filled_sheet(workbook: CalamineWorkbook) -> CalamineSheet | None:
    for about in workbook.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
            sheet = workbook.get_sheet_by_name(about.name)
            if sheet.height:
                return sheet
    return None


def _plain(cell: PlainCell, characters: int) -> str | int | float | list[str]:
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, date):  # a datetime is one too; its time is of no use here
        return [cell.isoformat()[:10]]
    return str(cell)[:characters]


if __name__ == "__main__":
    main()
