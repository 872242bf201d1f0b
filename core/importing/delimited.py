"""Rows of a text file whose cells are parted by a semicolon, a comma or a tab."""

import csv
from collections.abc import Iterator
from io import StringIO

from core.errors import Refused
from core.importing.encoding import decode
from core.importing.table import NumberedCells
from core.text import N_, Sentence

DELIMITERS = (";", "\t", ",")


def read_delimited(content: bytes) -> Iterator[NumberedCells]:
    """Each row with its number, blank ones included. Raises Refused when quotation marks do not match."""
    text = decode(content)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            yield number, cells
    except csv.Error:
        raise Refused(
            Sentence(
                N_("Row %(row)s cannot be divided into cells: a quotation mark is missing or a cell is far too long."),
                {"row": number + 1},
            )
        ) from None


def _delimiter(text: str) -> str:
    """The one that parts the first row into the most cells."""
    return max(DELIMITERS, key=lambda delimiter: _cells_in_first_row(text, delimiter))


def _cells_in_first_row(text: str, delimiter: str) -> int:
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return len(next(filter(any, rows), []))
    except csv.Error:
        return 0
