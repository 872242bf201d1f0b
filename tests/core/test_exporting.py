"""Files for spreadsheets: nothing in them is ever run, names keep their script, numbers are numbers."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from core.exporting.delimited import ENGLISH, GREEK, write_text
from core.exporting.workbook import LONGEST_TEXT, Sheet, write_sheets, write_workbook

NAMES = ("Κυριακή Παπαδάκη", "أمل حداد", "Олена Ковальчук", "王小明", 'O\'Brien; "Bob", Jr.\nat home')
FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://x\")", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1",
    "\u200b=1+1", "\ufeff=1", "|cmd", "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
STARTERS = tuple("=+-@|＝＋－＠")


def read_text(content: bytes, separator: str = ";") -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def read_workbook(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("convention", [GREEK, ENGLISH])
def test_no_cell_of_a_text_file_starts_a_formula(text: str, convention):
    [[head], [cell]] = read_text(write_text([text], [[text]], convention), convention.separator)
    assert head == cell == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_workbook_holds_texts_and_no_formula(text: str):
    content = write_workbook(text, [text], [[text]])
    with ZipFile(BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "external" in name.lower()]


@pytest.mark.parametrize("name", NAMES)
def test_names_keep_their_script(name: str):
    assert read_text(write_text(["Όνομα"], [[name]], GREEK))[1] == [name]
    assert read_workbook(write_workbook("Α", ["Όνομα"], [[name]]))[1] == [name]


def test_numbers_and_days_are_written_as_the_country_does():
    row = [450, Decimal("1234.50"), 35.3387, date(2026, 11, 30), None, -1]
    assert read_text(write_text(list("abcdef"), [row], GREEK))[1] == [
        "450",
        "1234,50",
        "35,338700",
        "30/11/2026",
        "",
        "−1",
    ]
    english = read_text(write_text(list("abcdef"), [row], ENGLISH), ",")[1]
    assert english == ["450", "1234.50", "35.338700", "30/11/2026", "", "−1"]
    assert not [cell for cell in english if cell.startswith(STARTERS)]


def test_numbers_and_days_of_a_workbook_are_numbers_and_days():
    rows = read_workbook(write_workbook("Α", list("abcd"), [[450, Decimal("12.50"), date(2026, 11, 30), None]]))
    assert rows[1][:3] == [450, 12.5, date(2026, 11, 30)]


def test_a_text_that_no_cell_holds_is_cut():
    [[_], [cell]] = read_workbook(write_workbook("Α", ["a"], [["α" * (LONGEST_TEXT + 1)]]))
    assert (len(cell), cell[-1]) == (LONGEST_TEXT, "…")


def test_an_empty_table_has_its_head():
    assert read_text(write_text(["a", "b"], [], GREEK)) == [["a", "b"]]
    assert read_workbook(write_workbook("[a]:*?/\\'" + "b" * 40, ["a", "b"], [])) == [["a", "b"]]


def test_a_title_that_is_too_long_ends_with_a_whole_word() -> None:
    sheets = [Sheet(title, ["a"], []) for title in ("Time between the steps, in whole days", "w" * 40)]
    book = CalamineWorkbook.from_filelike(BytesIO(write_sheets(sheets)))
    assert book.sheet_names == ["Time between the steps, in", "w" * 31]


def test_sheets_that_would_have_one_title_keep_their_own() -> None:
    long = "Offers that came to nothing, by reason"
    content = write_sheets([Sheet(long, ["a"], []), Sheet(f"{long} and month", ["b"], []), Sheet("c", ["c"], [["d"]])])
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Offers that came to nothing, by", "Offers that came to nothing, 2", "c"]
    assert book.get_sheet_by_name("c").to_python() == [["c"], ["d"]]


def test_a_column_is_drawn_below_its_rows() -> None:
    content = write_sheets(
        [Sheet("a", ["Step", "Days"], [["Viewing", 3], ["Lease", 9]], chart=1), Sheet("b", ["c"], [], chart=0)]
    )
    with ZipFile(BytesIO(content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/")]
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert charts == ["xl/charts/chart1.xml"]
    assert "a!$B$2:$B$3" in drawn
