"""A PDF as its reader finds it."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


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
