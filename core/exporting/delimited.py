"""Rows as a text file that a spreadsheet of the reader's country opens by itself. Pure."""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

from core.signs import MINUS

Cell = str | int | float | Decimal | date | None

DEGREES = 6  # decimals of a float: coordinates, to a tenth of a metre

_STARTS_A_FORMULA = frozenset("=+-@|＝＋－＠")


@dataclass(frozen=True, slots=True)
class Convention:
    """How a country's spreadsheets write a table."""

    separator: str
    decimal_mark: str


GREEK = Convention(";", ",")
ENGLISH = Convention(",", ".")


def write_text(header: Sequence[str], rows: Iterable[Sequence[Cell]], convention: Convention) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=convention.separator, lineterminator="\r\n")
    writer.writerow(map(harmless, header))
    for row in rows:
        writer.writerow(_written(cell, convention) for cell in row)
    return sheet.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """The text, after an apostrophe where its first visible sign would start a formula."""
    first = next((sign for sign in text if unicodedata.category(sign)[0] not in "CZ"), "")
    return f"'{text}" if first in _STARTS_A_FORMULA else text


def _written(cell: Cell, convention: Convention) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
        case float():
            number = f"{cell:.{DEGREES}f}"
        case _:
            number = str(cell)
    # A cell that begins with another minus may be taken for a formula.
    return number.replace("-", MINUS).replace(".", convention.decimal_mark)
