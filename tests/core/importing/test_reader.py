import codecs
from datetime import date
from io import BytesIO

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from core.errors import Refused
from core.importing.reader import MAX_BYTES, read_table
from core.importing.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Table
from core.importing.words import name_key

GREEK = "Διεύθυνση;Ενοίκιο\nΆνω Πόλη 5, 3ος;450,50\nΚάτω Χωριό;1.200\n"
GREEK_TABLE = Table(("Διεύθυνση", "Ενοίκιο"), (Row(2, ("Άνω Πόλη 5, 3ος", "450,50")), Row(3, ("Κάτω Χωριό", "1.200"))))


@pytest.mark.parametrize(
    "content",
    [
        GREEK.encode("utf-8"),
        GREEK.encode("utf-8-sig"),
        GREEK.encode("utf-16"),
        codecs.BOM_UTF16_BE + GREEK.encode("utf-16-be"),
        GREEK.encode("utf-16-le"),
        GREEK.encode("utf-16-be"),
        GREEK.encode("cp1253"),
        GREEK.encode("iso8859-7"),
        GREEK.replace("\n", "\r\n").encode("cp1253"),
        GREEK.replace("\n", "\r").encode("utf-8"),
    ],
)
def test_text_is_read_in_every_encoding_and_line_end(content: bytes) -> None:
    assert read_table("αγγελίες.CSV", content) == GREEK_TABLE


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_the_delimiter_is_found_and_quoted_cells_may_hold_it(delimiter: str) -> None:
    content = f'a{delimiter}"b"\n"x{delimiter}y"{delimiter}"line 1\nline ""2"""\n'
    table = read_table("a.txt", content.encode())
    assert table == Table(("a", "b"), (Row(2, (f"x{delimiter}y", 'line 1\nline "2"')),))


def test_blank_rows_are_counted_and_left_out() -> None:
    table = read_table("a.csv", b"\n;;\na;b;;\n\n ;\n1;2;;\n")
    assert table == Table(("a", "b"), (Row(6, ("1", "2")),))


def test_a_row_may_be_longer_or_shorter_than_the_header() -> None:
    table = read_table("a.csv", b"a;b\n1\n1;2;3\n")
    assert [row.cells for row in table.rows] == [("1",), ("1", "2", "3")]


def test_a_workbook_gives_whole_numbers_days_and_the_stored_value_of_a_formula(xlsx) -> None:
    rows = [
        ["Phone", "Rent", "From", "Sum", "Lift"],
        [6971234567, 450.5, date(2026, 11, 30), ("=1+1", 2), True],
        [],
        ["χ", None, None, ("=A2&B2", "text"), False],
    ]
    assert read_table("a.xlsx", xlsx(rows)) == Table(
        ("Phone", "Rent", "From", "Sum", "Lift"),
        (
            Row(2, (6971234567, 450.5, date(2026, 11, 30), 2, "true")),
            Row(4, ("χ", None, None, "text", "false")),
        ),
    )


def test_formula_text_stays_text(xlsx) -> None:
    dangerous = "=cmd|' /C calc'!A0"
    from_text = read_table("a.csv", f"a;b\n{dangerous};+1\n".encode())
    from_workbook = read_table("a.xlsx", xlsx([["a", "b"], [(dangerous, dangerous), "+1"]]))
    assert from_text.rows == from_workbook.rows == (Row(2, (dangerous, "+1")),)


def test_a_workbook_that_begins_further_down_keeps_its_row_numbers(xlsx) -> None:
    table = read_table("a.xlsx", xlsx([[], [], ["a"], [1]]))
    assert table == Table(("a",), (Row(4, (1,)),))


def test_an_old_workbook_is_read() -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Φύλλο")
    for place, cell in enumerate(["Ενοίκιο", "Τηλέφωνο"]):
        sheet.write(0, place, cell)
    sheet.write(1, 0, 450.5)
    sheet.write(1, 1, 2810123456)
    content = BytesIO()
    workbook.save(content)
    assert read_table("a.xls", content.getvalue()) == Table(("Ενοίκιο", "Τηλέφωνο"), (Row(2, (450.5, 2810123456)),))


def test_the_most_rows_are_read(xlsx) -> None:
    content = b"a\n" + b"1\n" * MAX_ROWS
    assert len(read_table("a.csv", content).rows) == MAX_ROWS
    assert len(read_table("a.xlsx", xlsx([["a"]] + [[1]] * MAX_ROWS)).rows) == MAX_ROWS


def test_a_row_more_is_refused(xlsx) -> None:
    for name, content in [
        ("a.csv", b"a\n" + b"1\n" * (MAX_ROWS + 1)),
        ("a.xlsx", xlsx([["a"]] + [[1]] * (MAX_ROWS + 1))),
    ]:
        with pytest.raises(Refused, match="more than 20000 rows"):
            read_table(name, content)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"", "empty"),
        ("a.csv", b"\n;;\n  \n", "empty"),
        ("a.csv", b"a;b\n", "no row below"),
        ("a.txt", b"hello", "names of the columns, such as"),
        ("a.csv", b"1;2\n3;4\n", "names of the columns"),
        ("a.pdf", b"a;b\n1;2\n", "Only .xlsx"),
        ("a", b"a;b\n1;2\n", "Only .xlsx"),
        ("a.csv", b"PK\x03\x04", "another kind"),
        ("a.xlsx", b"a;b\n1;2\n", "another kind"),
        ("a.csv", b"%PDF-1.7\n\x00\x01\x02\xff", "not text"),
        ("a.csv", b"a;b\n1;\x002\n", "not text"),
        ("a.csv", b"a;b\n\xc3\xa9;\xd2\xaa\xae\n", "not text"),
        ("a.csv", b'a;b\n1;2\n"3;4\n', "Row 3 cannot be divided"),
        ("a.csv", b"a" * 1_000_000 + b"\n1\n", "Row 1 cannot be divided"),
        ("a.csv", b"a;" * 500_000 + b"a\n1\n", f"more than {MAX_COLUMNS} columns"),
        ("a.csv", b"a\n1\n" + b"a" * (MAX_CELL + 1) + b"\n", "cell in row 3 is longer"),
        ("a.csv", b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_what_cannot_be_a_table_is_refused_with_the_reason(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_table(name, content)


def test_too_long_a_cell_or_row_of_a_workbook_is_refused(xlsx) -> None:
    with pytest.raises(Refused, match="cell in row 2 is longer"):
        read_table("a.xlsx", xlsx([["a"], ["x" * (MAX_CELL + 1)]]))
    with pytest.raises(Refused, match="Row 1 has more than"):
        read_table("a.xlsx", xlsx([["a"] * (MAX_COLUMNS + 1), [1]]))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(["a.csv", "a.txt", "a.tsv", "a.xlsx", "a.xls", "a.pdf", "", "."]),
    start=st.sampled_from([b"", b"a;b\n", "Ενοίκιο;Οδός\n".encode("cp1253"), b"\xff\xfe", b"PK\x03\x04"]),
    content=st.binary(max_size=300) | st.text(max_size=100).map(str.encode),
)
def test_any_bytes_are_read_or_refused(name: str, start: bytes, content: bytes) -> None:
    try:
        table = read_table(name, start + content)
    except Refused:
        return
    assert table.header
    assert table.rows


@pytest.mark.parametrize(
    ("below", "header"),
    [
        pytest.param("τηλέφωνο;Διαμέρισμα;450", ("Πηγή", "Τίτλος", "Ενοίκιο"), id="a row of data"),
        pytest.param("τηλέφωνο;Διαμέρισμα;450 €", ("Πηγή", "Τίτλος", "Ενοίκιο"), id="a figure with its unit"),
        pytest.param("τηλέφωνο;;τ.μ.", ("τηλέφωνο", "Τίτλος", "τ.μ."), id="names, one of them a unit"),
    ],
)
def test_a_row_with_a_figure_names_no_columns_whatever_word_stands_in_it(below: str, header: tuple[str, ...]) -> None:
    known = {name_key(name) for name in ("Τίτλος", "Ενοίκιο", "τηλέφωνο", "τ.μ.")}
    content = f"Πηγή;Τίτλος;Ενοίκιο\n{below}\nεφημερίδα;Δυάρι;500\n".encode()
    assert read_table("a.csv", content, known).header == header


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("No;Tenant;;Owner;;", ";Name;AFM;Name;AFM;Flat"),
        ("No;Tenant;;Owner;;Flat", ";Name;AFM;Name;AFM;"),
        ("No;Tenant;;Owner;;", "No;Name;AFM;Name;AFM;Flat"),
    ],
)
def test_a_name_over_several_columns_is_that_of_each(above: str, below: str) -> None:
    known = {"no", "tenant", "owner", name_key("tenant afm"), name_key("owner afm"), "flat"}
    content = f"{above}\n{below}\n1;Samir;7;Maria;8;Ermou 5\n".encode()
    assert read_table("a.csv", content, known).header == ("No", "Tenant", "Tenant AFM", "Owner", "Owner AFM", "Flat")


@pytest.mark.parametrize(
    ("last", "left_out"),
    [
        (";;830,00 €", (4,)),
        (";2;830", (4,)),
        (";;840,00 €", ()),
        ("19;;830,00 €", ()),
        (";a home;830", ()),
        ("Σύνολο οικογενειών: 2;;", (4,)),
        ("ΣΥΝΟΛΟ ΜΙΣΘΩΣΕΩΝ;2;830", (4,)),
    ],
)
def test_a_last_row_that_only_sums_up_is_left_out(last: str, left_out: tuple[int, ...]) -> None:
    content = f"No;Flat;Rent\n17;Ermou 5;450,00 €\n18;Ermou 7;380\n{last}\n".encode()
    assert read_table("a.csv", content).left_out == left_out


def test_a_cell_over_several_rows_is_said_in_each_that_holds_anything() -> None:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["Family", "Name", "Phone"])
        for number, name in ((1, "Samir"), (2, "Amal"), (4, "Olena")):
            sheet.write(number, 1, name)
        sheet.merge_range(1, 0, 3, 0, 17)
        sheet.merge_range(1, 2, 2, 3, "2810000001")
        sheet.write(4, 0, 18)
        sheet.merge_range(5, 0, 5, 2, "Σύνολο")
    table = read_table("a.xlsx", target.getvalue())
    assert [row.cells for row in table.rows] == [(17, "Samir", "2810000001"), (17, "Amal", "2810000001"), (18, "Olena")]
    assert table.left_out == (6,)


def test_in_an_old_workbook_too() -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    for place, name in enumerate(("Family", "Name")):
        sheet.write(0, place, name)
    sheet.write_merge(1, 2, 0, 0, 17)
    sheet.write(1, 1, "Samir")
    sheet.write(2, 1, "Amal")
    target = BytesIO()
    workbook.save(target)
    assert [row.cells for row in read_table("a.xls", target.getvalue()).rows] == [(17, "Samir"), (17, "Amal")]
