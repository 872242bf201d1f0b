"""How the cells of each column of a household are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.importing.cells import YES_NO, day, line, short, text, unreadable, yes_no
from core.importing.contacts import email, phone
from core.importing.reading import Parsers
from core.importing.table import Cell
from core.importing.words import fold
from core.text import N_
from people.importing import numbers, words
from people.importing.member import number_key

OLDEST = 120  # years
_TWO_DIGITS = re.compile(r"\d{1,2}\D.*\D\d{2}", re.ASCII)
_YEAR_ALONE = re.compile(r"(?:(?:00|--|xx|χχ)[/.-]){0,2}((?:19|20)\d{2})", re.ASCII | re.IGNORECASE)
_BETWEEN = re.compile(r"[,;/+&·|\n]|\s(?:και|kai|and)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Codes of languages, and what is no language that is known here."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


def household_number(cell: Cell) -> str | None:
    """The number as it is compared."""
    written = short(60)(cell)
    return number_key(written) if written else None


def birth(on: date) -> Callable[[Cell], date | None]:
    """A day of birth, not after `on`; of two digits of a year the latest that is not.

    Of a year alone, which papers give where nobody knows the day, its first day is offered, as they are made out.
    """

    def read(cell: Cell) -> date | None:
        if year := _YEAR_ALONE.fullmatch(text(cell) or ""):
            sentence = N_("“%(value)s” is a year and not a day. Write it as 30/11/2026.")
            raise unreadable("not-a-day", sentence, cell).offering(f"01/01/{year[1]}")
        born = day(cell)
        if born and born > on and _TWO_DIGITS.fullmatch(text(cell) or ""):
            born = _a_century_before(born)
        if born and born > on:
            raise unreadable("in-the-future", N_("“%(value)s” lies in the future: nobody was born then."), cell)
        if born and on.year - born.year > OLDEST:
            raise unreadable("too-long-ago", N_("“%(value)s” is more than %(most)s years ago."), cell, most=OLDEST)
        return born

    return read


def not_later(on: date) -> Callable[[Cell], date | None]:
    """A day of what has happened."""

    def read(cell: Cell) -> date | None:
        happened = day(cell)
        if happened and happened > on:
            raise unreadable("in-the-future", N_("“%(value)s” lies in the future."), cell)
        return happened

    return read


def languages(cell: Cell) -> Spoken | None:
    """`Αραβικά, αγγλικά` or `arabic/english`."""
    written = text(cell)
    if written is None:
        return None
    found = {part.strip(): words.languages().of(part.strip()) for part in _BETWEEN.split(written) if fold(part)}
    codes = tuple(dict.fromkeys(code for code in found.values() if code))
    return Spoken(codes, tuple(part for part, code in found.items() if code is None))


def interpreter(cell: Cell) -> str | bool | None:
    """The language; or whether one is needed at all, where only that is said."""
    said = YES_NO.get(fold(text(cell) or "", keep="✓✔☑✗☐"))
    return said if said is not None else words.language(cell)


def parsers(on: date) -> Parsers:
    """For a file that came on this day."""
    return {
        "number": household_number,
        "reference": household_number,
        "household_name": short(200),
        "centre": line,
        "taken_in_on": not_later(on),
        "referred_on": not_later(on),
        "referred_by": short(200),
        "name": short(200),
        "given_name": short(100),
        "surname": short(100),
        "latin_name": short(200),
        "born_on": birth(on),
        "sex": words.sex,
        "relation": words.relation,
        "joined_on": day,
        "left_on": day,
        "nationality": words.country,
        "languages": languages,
        "reads": words.language,
        "interpreter_language": interpreter,
        "protection_status": words.protection_status,
        "permit": numbers.paper_number,
        "permit_from": day,
        "permit_until": day,
        "afm": numbers.afm,
        "amka": numbers.amka,
        "paaypa": numbers.paaypa,
        "case": numbers.paper_number,
        "passport": numbers.paper_number,
        "phone": phone,
        "email": email,
        "single_parent": yes_no,
    }


def _a_century_before(day: date) -> date:
    """1900 had no 29 February, so that 29.02.00 was a day of 2000."""
    try:
        return day.replace(year=day.year - 100)
    except ValueError:
        return day
