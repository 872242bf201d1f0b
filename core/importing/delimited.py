"""Rows of a text file whose cells are parted by a semicolon, a comma or a tab."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from itertools import islice

from core.errors import Refused
from core.importing.encoding import decode
from core.importing.table import NumberedCells
from core.text import N_, Sentence

DELIMITERS = (";", "\t", ",")
ROWS_LOOKED_AT = 30


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
    """The one that parts the most of the first rows into equally many cells; of equals, into more."""
    return max(DELIMITERS, key=lambda delimiter: _agreement(text, delimiter))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows are as wide as most of them, and how wide that is."""
    widths = Counter(width for width in _widths(text, delimiter) if width > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


def _widths(text: str, delimiter: str) -> Iterator[int]:
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        yield from map(len, islice(filter(any, rows), ROWS_LOOKED_AT))
