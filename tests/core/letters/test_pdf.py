"""A page becomes a PDF in a process that reaches nothing but the letters' own style sheet and fonts."""

from pathlib import Path

import pytest

from core.errors import Refused
from core.letters import pdf
from core.letters.pdf import NoPango, make_pdf
from tests.support.pdf import catalogue, fonts, pages

PAGE = """<!doctype html><html lang="ar"><head><title>Δοκιμή</title>
<link rel="stylesheet" href="css/letter.css">{head}</head>
<body><h1>Ένα σπίτι</h1><p dir="rtl">أهلا بكم في بيتكم الجديد يا سمير خانه پنج گچ</p>
<p>Efesou 7, 450,00 €, Коваленко, Ştefan</p>{body}</body></html>"""


def page(head: str = "", body: str = "") -> str:
    return PAGE.format(head=head, body=body)


def test_greek_arabic_farsi_and_cyrillic_are_drawn_in_our_fonts_and_read_back():
    made = make_pdf(page())
    (text,) = pages(made)
    for words in ("Ένα σπίτι", "سمير", "الجديد", "خانه", "پنج گچ", "Efesou 7, 450,00 €, Коваленко, Ştefan", "1 / 1"):
        assert words in text
    families = {"Latin", "Greek", "Arabic", "Cyrillic", "Latin-Extended"}
    assert fonts(made) == {f"Letter-{family}" for family in families}
    about = catalogue(made)
    assert (about["/Lang"], about["/MarkInfo"]["/Marked"]) == ("ar", True)
    assert b"pdfuaid:part" in about["/Metadata"].get_data()
    assert make_pdf(page()) == made


@pytest.mark.parametrize(
    "head",
    [
        pytest.param('<link rel="stylesheet" href="http://127.0.0.1:9/x.css">', id="another-host"),
        pytest.param('<link rel="stylesheet" href="file:///etc/passwd">', id="file-of-the-machine"),
        pytest.param('<link rel="stylesheet" href="../pyproject.css">', id="outside-the-folder"),
        pytest.param('<link rel="stylesheet" href="css%2f..%2f..%2fx.css">', id="outside-by-another-spelling"),
        pytest.param('<link rel="stylesheet" href="data:text/css,p{}">', id="written-into-the-page"),
    ],
)
def test_a_page_that_reaches_for_anything_else_gives_no_letter(head: str):
    with pytest.raises(Refused, match="could not be made"):
        make_pdf(page(head=head))


def test_a_picture_of_another_place_gives_no_letter():
    with pytest.raises(Refused, match="could not be made"):
        make_pdf(page(body='<img src="file:///etc/hostname" alt="">'))


def test_a_letter_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.1)
    with pytest.raises(Refused, match="could not be made"):
        make_pdf(page())


def test_a_machine_without_pango_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    script = tmp_path / "pdf_process.py"
    script.write_text("import sys; sys.exit(3)")
    (tmp_path / "fonts.conf").touch()
    monkeypatch.setattr(pdf, "_HERE", tmp_path)
    with pytest.raises(NoPango, match="Pango is missing"):
        make_pdf(page())
