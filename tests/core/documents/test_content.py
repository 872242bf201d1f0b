"""A file is what its content says; its name is made harmless."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter

from core.documents.content import LONGEST_NAME, MAX_BYTES, check_file
from core.errors import Refused
from people.demo import EMPTY_PAGE

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
WEBP = b"RIFF\x24\0\0\0WEBPVP8 "


def archive(*names: str) -> bytes:
    content = BytesIO()
    with ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return content.getvalue()


def workbook() -> bytes:
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "α")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        pytest.param(EMPTY_PAGE, "pdf", id="pdf"),
        pytest.param(PNG, "png", id="png"),
        pytest.param(JPEG, "jpg", id="jpeg"),
        pytest.param(WEBP, "webp", id="webp"),
        pytest.param(workbook(), "xlsx", id="workbook"),
        pytest.param(archive("[Content_Types].xml", "word/document.xml"), "docx", id="text"),
    ],
)
def test_what_papers_are_made_of_is_taken_under_its_true_ending(content: bytes, ending: str):
    checked = check_file(content, "permit.exe")
    assert checked.name == f"permit.{ending}"
    assert checked.content == content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"hello", id="text"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="page"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", id="drawing-that-runs"),
        pytest.param(b"<html>%PDF-1.4", id="page-that-claims-to-be-a-pdf"),
        pytest.param(b"\0\0%PDF-1.4", id="pdf-behind-something-else"),
        pytest.param(b"MZ\x90\0" + bytes(100), id="program"),
        pytest.param(b"GIF89a/*", id="picture-that-is-a-script"),
        pytest.param(archive("readme.txt"), id="archive"),
        pytest.param(archive("xl/workbook.xml", "xl/vbaProject.bin"), id="workbook-with-macros"),
        pytest.param(archive("xl/workbook.xml", "word/document.xml"), id="two-kinds-in-one"),
        pytest.param(b"PK\x03\x04 and no archive", id="broken-archive"),
        pytest.param(EMPTY_PAGE + bytes(MAX_BYTES), id="too-large"),
    ],
)
def test_anything_else_is_refused_beside_its_field(content: bytes):
    with pytest.raises(Refused) as refusal:
        check_file(content, "permit.pdf")
    assert refusal.value.field == "file"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\x\\Άδεια διαμονής.PDF", "Άδεια διαμονής.pdf"),
        ("رخصة.pdf", "رخصة.pdf"),
        ("permit\u202efdp.exe", "permitfdp.pdf"),
        ('a"\r\nSet-Cookie: b=c.pdf', 'a"Set-Cookie: b=c.pdf'),
        (".pdf", "pdf.pdf"),
        ("", "document.pdf"),
        ("\x00\u200b", "document.pdf"),
        ("x" * 500 + ".pdf", "x" * LONGEST_NAME + ".pdf"),
    ],
)
def test_a_name_becomes_harmless(name: str, kept: str):
    assert check_file(EMPTY_PAGE, name).name == kept
