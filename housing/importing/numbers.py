"""Numbers that a home and its landlord have at the tax authority. One with a slip of the pen is kept as text."""

from core.errors import Refused
from core.importing.cells import KeptAsText, text
from core.importing.table import Cell
from people.identifiers import check_afm

ATAK_DIGITS = 11


def atak(cell: Cell) -> str | None:
    """The home's 11 digits at the tax authority. A spreadsheet takes the noughts before a number away."""
    written = text(cell)
    if written is None:
        return None
    digits = "".join(written.split()).zfill(ATAK_DIGITS if isinstance(cell, int | float) else 0)
    if not (digits.isascii() and digits.isdigit() and len(digits) == ATAK_DIGITS):
        raise KeptAsText(cell)
    return digits


def afm(cell: Cell) -> str | None:
    """The landlord's tax number; one with a slip of the pen is kept as text, since the flat is none the worse."""
    written = text(cell)
    try:
        return written and check_afm(written)
    except Refused:
        raise KeptAsText(cell) from None
