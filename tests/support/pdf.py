"""A PDF as its reader finds it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

# What makes a reader's program do something, or carries a file along.
ACTIVE = {
    "/AA", "/AcroForm", "/AF", "/Annots", "/EmbeddedFiles", "/GoToR", "/JavaScript", "/JS", "/Launch", "/OpenAction",
    "/RichMedia", "/SubmitForm", "/URI", "/XFA",
}  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    """The text of each page, with single blanks."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def fonts(pdf: bytes) -> set[str]:
    """The families that letters are drawn in."""
    found = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            found.add(font["/BaseFont"].partition("+")[2].removesuffix("-Bold"))
    return found


def catalogue(pdf: bytes) -> Any:
    """What the file says of itself."""
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


def actions(pdf: bytes) -> set[str]:
    """What in the file acts by itself or leads out of it."""
    reader = PdfReader(BytesIO(pdf))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return ACTIVE & {name for found in objects for name in _names(found)}


def _names(found: Any) -> Iterator[str]:
    """Keys and names, however deep in one object."""
    if isinstance(found, DictionaryObject):
        for key, value in found.items():
            yield from (str(key), *_names(value))
    elif isinstance(found, list):
        for value in found:
            yield from _names(value)
    elif isinstance(found, str):
        yield found
