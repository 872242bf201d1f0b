"""Rows as a workbook: texts are texts, whatever they look like, numbers and days are what they are. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.exporting.delimited import Cell

LONGEST_TEXT = 32_767  # letters that a cell holds
LONGEST_TITLE = 31
WIDTH = 18

_NOTHING_RUNS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\'")


def write_workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, rtl: bool = False) -> bytes:
    """One sheet under its title; its first row stays in sight and can be filtered by."""
    content = BytesIO()
    with Workbook(content, _NOTHING_RUNS) as book:
        sheet = book.add_worksheet(title.translate(_NOT_IN_TITLES)[:LONGEST_TITLE])
        day, bold = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True, "text_wrap": True})
        if rtl:
            sheet.right_to_left()
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, last, column, cell, day)
        sheet.set_column(0, len(header) - 1, WIDTH)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, last, len(header) - 1)
    return content.getvalue()


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    match cell:
        case None | "":
            return
        case str():
            text = cell.replace("\r\n", "\n").replace("\r", "\n")  # a workbook shows the others as _x000D_
            sheet.write_string(row, column, text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…")
        case date():
            sheet.write_datetime(row, column, cell, day)
        case int() | float() | Decimal():
            sheet.write_number(row, column, cell)
