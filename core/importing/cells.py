"""One cell becomes one value: None for a blank cell; Unreadable is raised for what cannot be read."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from core.importing.months import month_number
from core.importing.table import Cell
from core.importing.words import fold
from core.money import CENT, MOST_EUROS, parse_amount, round_cents
from core.text import N_, Sentence

T = TypeVar("T")

BLANKS = {"", "-", "–", "—", "n/a"}

YES_NO: Mapping[str, bool] = {
    **dict.fromkeys(("ναι", "yes", "y", "true", "1", "x", "χ", "✓", "✔", "☑"), True),
    **dict.fromkeys(("οχι", "no", "n", "false", "0", "✗", "☐"), False),
}

_PER_MONTH = re.compile(r"(?<!\s)\s*(?:/\s*μ[ήη]να|τον? μ[ήη]να|/\s*month|per month|pcm)$", re.IGNORECASE)
_GREEK_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)  # 1.234,5
_ENGLISH_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+", re.ASCII)  # 1,234.5
_DAY_IN_WORDS = re.compile(r"(\d{1,2})(?:η|ης|st|nd|rd|th)?\W+([^\W\d_]+)\W+(\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_LONGEST_NUMBER = 20
_LAST_YEAR = 2999  # other registers write 31/12/9999 where nothing ends, and no day comes after that


class Unreadable(Exception):
    """The cell does not hold what its column is for; `code` says so to machines, `sentence` to people.

    `better` is what it probably should say, where that can be guessed.
    """

    better = ""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence

    def offering(self, better: str) -> "Unreadable":
        """The same with what the cell probably should say."""
        self.better = better
        return self


class KeptAsText(Unreadable):
    """The cell makes sense but gives no value of its column; it is worth keeping as it is written."""

    def __init__(self, cell: Cell) -> None:
        sentence = N_("“%(value)s” is kept as a note: it gives no value that can be compared.")
        super().__init__("kept-as-text", Sentence(sentence, {"value": shown(cell)}))


def unreadable(code: str, msgid: str, cell: Cell, **more: object) -> Unreadable:
    """The sentence with the cell, shortened, in its place `value`."""
    return Unreadable(code, Sentence(msgid, {"value": shown(cell), **more}))


def shown(cell: Cell) -> str:
    """The cell as a message quotes it."""
    written = text(cell) or ""
    return written if len(written) <= 40 else f"{written[:39]}…"


def text(cell: Cell) -> str | None:
    """What is written in the cell."""
    if isinstance(cell, date):
        return cell.isoformat()
    written = "" if cell is None else str(cell).strip()
    return None if written.lower() in BLANKS else written


def line(cell: Cell) -> str | None:
    """What is written in the cell, on one line."""
    written = text(cell)
    return " ".join(written.split()) if written else None


def amount(cell: Cell) -> Decimal | None:
    """Euros with two places, not below zero: `450`, `1.234,50 €`, `450 €/μήνα`, or a number of a spreadsheet."""
    written = text(cell)
    if written is None:
        return None
    try:
        euros = _euros_of_number(cell) if isinstance(cell, int | float) else parse_amount(_PER_MONTH.sub("", written))
    except ValueError:
        raise unreadable(
            "not-an-amount", N_("“%(value)s” is not an amount. Write it as 450 or 1.234,50."), cell
        ) from None
    if euros > MOST_EUROS:
        raise unreadable("amount-too-large", N_("“%(value)s” is too large an amount."), cell)
    return euros


def _euros_of_number(number: int | float) -> Decimal:
    """A spreadsheet's sums carry float dust (450.30000000000007): that is shaken off, parts of a cent are not."""
    exact = Decimal(repr(number))
    if not 0 <= exact <= MOST_EUROS * 1000:
        raise ValueError("outside what an amount can be")
    euros = round_cents(exact)
    if abs(exact - euros) > CENT / 1000:
        raise ValueError("parts of a cent")
    return euros


def decimal_number(cell: Cell) -> Decimal | None:
    """`1.234,5`, `1234.5` or a number of a spreadsheet; as with amounts a point before three digits parts thousands."""
    written = text(cell)
    if written is None:
        return None
    if isinstance(cell, int | float):
        return Decimal(repr(cell))
    if len(written) <= _LONGEST_NUMBER:
        if _GREEK_NUMBER.fullmatch(written):
            return Decimal(written.replace(".", "").replace(",", "."))
        if _ENGLISH_NUMBER.fullmatch(written):
            return Decimal(written.replace(",", ""))
    raise unreadable("not-a-number", N_("“%(value)s” is not a number."), cell)


def whole_number(cell: Cell) -> int | None:
    """`3`, `1.200` or `3,0`."""
    number = decimal_number(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise unreadable("not-a-whole-number", N_("“%(value)s” is not a whole number."), cell)
    return int(number)


def one_of(cell: Cell, words: Mapping[str, T]) -> T | None:
    """The meaning of the word in the cell. `words` are folded (core.importing.words), with `+` and tick marks kept."""
    written = text(cell)
    if written is None:
        return None
    meaning = words.get(fold(written, keep="+✓✔☑✗☐"))
    if meaning is None:
        raise unreadable("not-a-known-word", N_("“%(value)s” is none of the words that this column knows."), cell)
    return meaning


def yes_no(cell: Cell, words: Mapping[str, bool] = YES_NO) -> bool | None:
    """`ναι`, `όχι`, `yes`, `no`, `1`, `0`, `x`, `✓`."""
    try:
        return one_of(cell, words)
    except Unreadable:
        raise unreadable("not-yes-or-no", N_("“%(value)s” is neither yes nor no."), cell) from None


def day(cell: Cell) -> date | None:
    """A day of a spreadsheet, `2026-11-30`, `30/11/2026`, `30.11.26`, `30 Νοεμβρίου 2026`, `30-Νοε-26`."""
    written = text(cell)
    if written is None:
        return None
    try:
        found = cell if isinstance(cell, date) else _day_of_text(written)
    except ValueError:
        raise unreadable("not-a-day", N_("“%(value)s” is not a day. Write it as 30/11/2026."), cell) from None
    if found.year > _LAST_YEAR:
        raise unreadable("too-far-away", N_("“%(value)s” lies too far in the future to be a day."), cell)
    return found


def _day_of_text(written: str) -> date:
    if found := _DAY_FIRST.fullmatch(written):
        days, months, years = map(int, found.groups())
    elif found := _DAY_IN_WORDS.fullmatch(written):
        days, months, years = int(found[1]), month_number(found[2]), int(found[3])
    else:
        return date.fromisoformat(written)
    return date(years if years >= 100 else 2000 + years, months, days)


def short(most: int) -> Callable[[Cell], str | None]:
    """Text on one line of at most so many characters."""

    def read(cell: Cell) -> str | None:
        written = line(cell)
        if written and len(written) > most:
            raise unreadable("too-long", N_("“%(value)s” is longer than %(most)s characters."), cell, most=most)
        return written

    return read


def within(least: int, most: int, parser: Callable[[Cell], int | float | None]) -> Callable[[Cell], int | float | None]:
    """A number from `least` to `most`."""

    def read(cell: Cell) -> int | float | None:
        number = parser(cell)
        if number is not None and not least <= number <= most:
            sentence = N_("“%(value)s” is not between %(least)s and %(most)s.")
            raise unreadable("out-of-range", sentence, cell, least=least, most=most)
        return number

    return read
