"""A library's sheet keeps what holds for the elements that there are."""

import re

import pytest

from core.joined import ROOT, STATIC, classes_of
from core.trimmed import trimmed

BOOTSTRAP = sorted((STATIC / "vendor/bootstrap").glob("*.css"))
CLASSES = frozenset({"btn", "card"})
CASES = {
    "an element": ("a{color:red}", "a{color:red}"),
    "a class that pages have": (".btn{color:red}", ".btn{color:red}"),
    "another class": (".modal{color:red}", ""),
    "one of two": (".modal,.btn:hover{color:red}", ".btn:hover{color:red}"),
    "one within the other": (".modal .btn,.btn.active{color:red}", ""),
    "its absence": (".btn:not(.modal){color:red}", ".btn:not(.modal){color:red}"),
    "a comma within brackets": (".btn:is(a,b),.modal:is(a,b){top:0}", ".btn:is(a,b){top:0}"),
    "a longer name": (".btn-close{color:red}.card{top:0}", ".card{top:0}"),
    "a medium": ("@media print{.btn{top:0}.modal{top:0}}", "@media print{.btn{top:0}}"),
    "a medium of nothing": ("@media print{.modal{top:0}}a{top:0}", "a{top:0}"),
    "an animation": ("@keyframes b{to{top:0}}.modal{top:0}", "@keyframes b{to{top:0}}"),
    "what stands before a rule": (
        '@charset "UTF-8";/*! MIT */.modal{top:0}a{top:0}',
        '@charset "UTF-8";/*! MIT */a{top:0}',
    ),
}


@pytest.mark.parametrize(("sheet", "kept"), CASES.values(), ids=CASES)
def test_what_is_kept(sheet: str, kept: str):
    assert trimmed(sheet, CLASSES) == kept


def names(sheet: str) -> frozenset[str]:
    return frozenset(re.findall(r"\.(-?[A-Za-z_][\w-]*)(?=[^{}]*\{)", re.sub(r"url\([^)]*\)", "", sheet)))


@pytest.mark.parametrize("sheet", BOOTSTRAP, ids=lambda sheet: sheet.name)
def test_with_all_classes_nothing_is_lost(sheet):
    text = sheet.read_text("utf-8").rstrip()
    assert trimmed(text, names(text)) == text


@pytest.mark.parametrize("sheet", BOOTSTRAP, ids=lambda sheet: sheet.name)
def test_every_class_of_a_page_is_kept(sheet):
    """A word of a page that Bootstrap has as a class: if this fails, add it to static/joined.toml."""
    files = [*(ROOT / "templates").rglob("*.html"), *(STATIC / "js").glob("*.js")]
    words = {word for path in files for word in re.findall(r"[\w-]+", path.read_text("utf-8"))}
    kept, text = classes_of("vendor/bootstrap"), sheet.read_text("utf-8")
    assert sorted(words & names(text) - kept) == []
    assert len(trimmed(text, kept)) < len(text) / 5
