"""Cells with numbers that only one person has."""

import re
from collections.abc import Callable

from core.errors import Refused
from core.importing.cells import text, unreadable
from core.importing.table import Cell
from core.importing.words import fold
from core.text import N_
from people.identifiers import LONGEST_PAPER_NUMBER, PAAYPA_LENGTH, check_afm, check_amka, check_iban, check_paaypa
from people.identifiers import check_paper_number as check_paper

_NONE = {"", *["δενεχει", "δενυπαρχει", "χωρισ", "εκκρεμει", "οχι", "none", "no"]}  # in place of a number
_NAMED = re.compile(r"(?:α\.?φ\.?μ|a\.?f\.?m|α\.?μ\.?κ\.?α|iban)\b[.:]?\s+", re.IGNORECASE)  # ΑΦΜ: 123…
AFM_DIGITS, AMKA_DIGITS = 9, 11


def _number(
    check: Callable[[str], str], code: str, msgid: str, digits: int = 0, **values: object
) -> Callable[[Cell], str | None]:
    """The form in which the number is stored. A spreadsheet takes the noughts before a number away."""

    def read(cell: Cell) -> str | None:
        written = _NAMED.sub("", text(cell) or "")
        if fold(written) in _NONE:
            return None
        try:
            return check(written.zfill(digits if isinstance(cell, int | float) else 0))
        except Refused:
            raise unreadable(code, msgid, cell, **values) from None

    return read


afm = _number(
    check_afm, "not-an-afm", N_("“%(value)s” is not a tax number (AFM): nine digits, the last a check."), AFM_DIGITS
)
amka = _number(
    check_amka,
    "not-an-amka",
    N_("“%(value)s” is not an AMKA: eleven digits that begin with the day of birth, the last a check."),
    AMKA_DIGITS,
)
paaypa = _number(
    check_paaypa, "not-a-paaypa", N_("“%(value)s” is not a PAAYPA: it has %(needed)s digits."), needed=PAAYPA_LENGTH
)
iban = _number(check_iban, "not-an-iban", N_("“%(value)s” is not an IBAN: a digit is wrong or missing."))
paper_number = _number(
    check_paper,
    "not-a-number-of-a-paper",
    N_("“%(value)s” is not a number of a paper: letters and digits, at most %(most)s."),
    most=LONGEST_PAPER_NUMBER,
)
