"""Rows as a workbook: texts are texts, whatever they look like, numbers and days are what they are. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
CHART_COLOUR = "#0B5673"

_NOTHING_RUNS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NOT_IN_TITLES = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under their header. `chart` is the column of figures that is drawn as bars below them, if one is."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    chart: int | None = None


def write_workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, rtl: bool = False) -> bytes:
    """One sheet under its title; its first row stays in sight and can be filtered by."""
    return write_sheets([Sheet(title, header, rows)], rtl=rtl)


def write_sheets(sheets: Sequence[Sheet], *, rtl: bool = False) -> bytes:
    """Several such sheets in one workbook; of two whose titles begin alike the second has its number."""
    content = BytesIO()
    with Workbook(content, _NOTHING_RUNS) as book:
        formats = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True, "text_wrap": True})
        for sheet, title in zip(sheets, _titles(sheets), strict=True):
            _write_sheet(book, sheet, title, *formats, rtl=rtl)
    return content.getvalue()


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    titles: list[str] = []
    for number, sheet in enumerate(sheets, 1):
        title = _shortened(sheet.title.translate(_NOT_IN_TITLES), LONGEST_TITLE)
        if title.casefold() in map(str.casefold, titles):
            title = f"{_shortened(title, LONGEST_TITLE - 3)} {number}"
        titles.append(title)
    return titles


def _shortened(title: str, longest: int) -> str:
    """With whole words, where it has several."""
    if len(title) <= longest:
        return title
    return title[: longest + 1].rpartition(" ")[0].rstrip() or title[:longest]


def _write_sheet(book: Workbook, table: Sheet, title: str, day: Format, bold: Format, *, rtl: bool) -> None:
    sheet = book.add_worksheet(title)
    if rtl:
        sheet.right_to_left()
    for column, name in enumerate(table.header):
        sheet.write_string(0, column, name, bold)
    last = 0
    for last, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, last, column, cell, day)
    sheet.set_column(0, len(table.header) - 1, WIDTH)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(table.header) - 1)
    if table.chart is not None and last:
        _draw(book, sheet, table, title, last)


def _draw(book: Workbook, sheet: Worksheet, table: Sheet, title: str, last: int) -> None:
    """Bars of one column, the first row on top, as in the table."""
    assert table.chart is not None
    name = table.header[table.chart]
    chart = book.add_chart({"type": "bar"})
    places = {"categories": [title, 1, 0, last, 0], "values": [title, 1, table.chart, last, table.chart]}
    chart.add_series({**places, "name": [title, 0, table.chart], "fill": {"color": CHART_COLOUR}})
    chart.set_title({"name": name})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 720, "height": 120 + 28 * last})
    sheet.insert_chart(last + 2, 0, chart, {"description": name})


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
