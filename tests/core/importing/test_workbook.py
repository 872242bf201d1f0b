"""Workbooks that were made to do harm: each is refused with a sentence, and this process lives on."""

import struct
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import Refused
from core.importing.reader import read_table
from core.importing.table import Row
from core.importing.workbook import MAX_ENTRIES, MAX_INFLATED, OLE_SIGNATURE

STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"


def refusal(content: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(Refused) as refused:
        read_table(name, content)
    return str(refused.value)


def zip_of(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return target.getvalue()


def test_a_cell_in_the_last_place_of_the_sheet_does_not_end_this_process(rewritten, xlsx) -> None:
    far = rewritten(xlsx([["a"], [1]]), SHEET, lambda sheet: sheet.replace(b'r="A2"', b'r="XFD1048576"'))
    assert len(far) < 10_000
    assert "cannot be read" in refusal(far)


def test_the_same_in_an_old_workbook() -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("a")
    sheet.write(0, 0, "a")
    sheet.write(65535, 255, "b")
    content = BytesIO()
    workbook.save(content)
    assert "cannot be read" in refusal(content.getvalue(), "a.xls")


def test_one_long_text_in_every_cell_is_refused(rewritten, xlsx) -> None:
    content = xlsx([["a"] * 20] + [["b"] * 20] * 5_000)
    assert "far too large" in refusal(
        rewritten(content, STRINGS, lambda text: text.replace(b"<t>b<", b"<t>" + b"b" * 30_000 + b"<"))
    )


def test_a_zip_bomb_is_refused_before_it_is_opened(rewritten, xlsx) -> None:
    bomb = rewritten(xlsx([["a"], [1]]), "xl/media/image1.png", lambda _: bytes(MAX_INFLATED + 1))
    assert len(bomb) < 100_000
    assert "larger than 50 MB inside" in refusal(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_refused(rewritten, xlsx) -> None:
    bomb = rewritten(xlsx([["a"], [1]]), STRINGS, lambda strings: strings + b" " * MAX_INFLATED)
    size = ZipFile(BytesIO(bomb)).getinfo(STRINGS).file_size
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 1000))
    assert lying != bomb
    assert "cannot be read" in refusal(lying)


def test_too_many_parts_are_refused() -> None:
    assert "inside" in refusal(zip_of({f"{number}": b"" for number in range(MAX_ENTRIES + 1)}))


@pytest.mark.parametrize(
    "entities",
    [
        b'<!ENTITY a SYSTEM "file:///etc/hostname">',
        b'<!ENTITY a SYSTEM "http://127.0.0.1:9/">',
        b'<!ENTITY a0 "ha">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
        + b'<!ENTITY a "&a11;">',
    ],
    ids=["file", "address", "billion laughs"],
)
def test_an_entity_is_never_resolved(rewritten, xlsx, entities: bytes) -> None:
    def with_entity(strings: bytes) -> bytes:
        return strings.replace(b"<sst", b"<!DOCTYPE sst [" + entities + b"]><sst", 1).replace(
            b"<t>x</t>", b"<t>&a;</t>"
        )

    assert "cannot be read" in refusal(rewritten(xlsx([["a"], ["x"]]), STRINGS, with_entity))


def test_a_link_to_another_workbook_is_not_followed(rewritten, xlsx) -> None:
    linked = xlsx([["a"], [("='file:///etc/[passwd]Sheet1'!A1", 7)]])
    assert read_table("a.xlsx", linked).rows == (Row(2, (7,)),)


def test_macros_are_refused(rewritten, xlsx) -> None:
    assert "macros" in refusal(rewritten(xlsx([["a"], [1]]), "xl/vbaProject.bin", lambda _: b"x"))
    assert "macros" in refusal(OLE_SIGNATURE + bytes(600) + "_VBA_PROJECT".encode("utf-16-le"), "a.xls")


def test_a_sheet_of_old_macros_is_refused(rewritten, xlsx) -> None:
    assert "macros" in refusal(rewritten(xlsx([["a"], [1]]), "xl/macrosheets/sheet1.xml", lambda _: b"<a/>"))
    workbook, content = xlwt.Workbook(), BytesIO()
    workbook.add_sheet("a").write(0, 0, "a")
    workbook.save(content)
    place = content.getvalue().index(b"\x85\x00")  # BOUNDSHEET: length, where the sheet is, visibility, type
    macros = bytearray(content.getvalue())
    macros[place + 9] = 1
    assert "macros" in refusal(bytes(macros), "a.xls")


@pytest.mark.parametrize(
    "part",
    [
        "xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml",
        "xl/connections.xml", "xl/queryTables/queryTable1.xml",
    ],
)  # fmt: skip
def test_what_asks_other_programs_or_addresses_is_refused(rewritten, xlsx, part: str) -> None:
    assert "from other files or programs" in refusal(rewritten(xlsx([["a"], [1]]), part, lambda _: b"<a/>"))


@pytest.mark.parametrize("part", ["../../etc/cron.d/a", "/etc/passwd", "xl\\..\\..\\a", "C:/a"])
def test_a_part_that_leads_out_of_the_workbook_is_refused(rewritten, xlsx, part: str) -> None:
    assert "cannot be read" in refusal(rewritten(xlsx([["a"], [1]]), part, lambda _: b"x"))


def test_a_password_is_told() -> None:
    assert "password" in refusal(OLE_SIGNATURE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))


def test_an_encrypted_part_is_told(xlsx) -> None:
    content = bytearray(xlsx([["a"], [1]]))
    flags = content.index(b"PK\x01\x02") + 8
    content[flags] |= 1
    assert "password" in refusal(bytes(content))


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(2000),
        OLE_SIGNATURE,
        OLE_SIGNATURE + bytes(2000),
        zip_of({"word/document.xml": b"<a/>"}),
        zip_of({"../../etc/passwd": b"x", "xl/workbook.xml": b"<workbook/>"}),
        zip_of({"xl/workbook.xml": b"", "[Content_Types].xml": b""}),
    ],
)
def test_what_only_begins_like_a_workbook_is_refused(content: bytes) -> None:
    assert "cannot be read" in refusal(content)


def test_a_workbook_cut_short_is_refused(xlsx) -> None:
    content = xlsx([["a"], [1]])
    assert "cannot be read" in refusal(content[: len(content) // 2])


def test_a_hidden_sheet_is_passed_over(rewritten, xlsx) -> None:
    hidden = rewritten(
        xlsx([["a"], [1]]), "xl/workbook.xml", lambda book: book.replace(b"<sheet ", b'<sheet state="hidden" ')
    )
    assert "empty" in refusal(hidden)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(0, 3000),
    noise=st.binary(min_size=1, max_size=40),
    part=st.sampled_from([SHEET, STRINGS, "xl/workbook.xml", ""]),
)
def test_a_workbook_with_noise_anywhere_is_read_or_refused(
    rewritten, xlsx, place: int, noise: bytes, part: str
) -> None:
    def disturbed(data: bytes) -> bytes:
        return data[: place % len(data)] + noise + data[place % len(data) + len(noise) :]

    whole = xlsx([["a", "b"], ["x", 1]])
    with suppress(Refused):
        read_table("a.xlsx", rewritten(whole, part, disturbed) if part else disturbed(whole))
