"""Numbers by which authorities know a home and its landlord. One with a slip of the pen is kept as text."""

from core.errors import Refused
from core.importing.cells import KeptAsText, text
from core.importing.table import Cell
from people.identifiers import check_afm

ATAK_DIGITS = 11
SUPPLY_DIGITS, SUPPLY_WHOLE = 9, 12  # as tax forms ask for it; with the user's and the check digit, as bills print it
_PARTED_BY = str.maketrans("", "", " .-/\N{NO-BREAK SPACE}")


def atak(cell: Cell) -> str | None:
    """The home's 11 digits at the tax authority. A spreadsheet takes the noughts before a number away."""
    written = text(cell)
    if written is None:
        return None
    digits = "".join(written.split()).zfill(ATAK_DIGITS if isinstance(cell, int | float) else 0)
    if not (digits.isascii() and digits.isdigit() and len(digits) == ATAK_DIGITS):
        raise KeptAsText(cell)
    return digits


def supply_number(cell: Cell) -> str | None:
    """The digits of the home's electricity supply: `1 23456789`, or `1 23456789-01 2` as the bill prints it."""
    written = text(cell)
    if written is None:
        return None
    digits = written.translate(_PARTED_BY).zfill(SUPPLY_DIGITS if isinstance(cell, int | float) else 0)
    if not (digits.isascii() and digits.isdigit() and SUPPLY_DIGITS <= len(digits) <= SUPPLY_WHOLE):
        raise KeptAsText(cell)
    return digits


def afm(cell: Cell) -> str | None:
    """The landlord's tax number; one with a slip of the pen is kept as text, since the flat is none the worse."""
    written = text(cell)
    try:
        return written and check_afm(written)
    except Refused:
        raise KeptAsText(cell) from None
