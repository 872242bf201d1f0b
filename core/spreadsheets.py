"""Rows written as a workbook. Text stays text: no cell of it begins a formula or a link in whoever's spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ONLY = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd/mm/yyyy",
}
_LONGEST = 32_767  # characters that a cell holds
_WIDTH = 18

Value = str | int | float | Decimal | date | None


def write_workbook(header: Sequence[str], rows: Iterable[Sequence[Value]], *, right_to_left: bool = False) -> bytes:
    """A workbook of one sheet whose first row stays in sight."""
    target = BytesIO()
    with Workbook(target, _TEXT_ONLY) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(header) - 1), _WIDTH)
        if right_to_left:
            sheet.right_to_left()
        for place, name in enumerate(header):
            sheet.write_string(0, place, name[:_LONGEST], bold)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write(number, place, value[:_LONGEST] if isinstance(value, str) else value)
    return target.getvalue()
