"""How an error shows what was found: as the file writes it, safe to print, and cut short when long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches

LONGEST = 60  # characters of a value or a key that an error repeats
_DECIMAL_BITS = 10_000  # Python writes no longer whole number in decimal digits


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written. Amounts and shares are text, so that no value is ever one of these."""

    text: str


def shown(value: object) -> str:
    """Text in quotes, so that "1" and 1 are told apart; lists and objects by their brackets alone."""
    match value:
        case None:
            return "null"
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case list():
            return "[…]" if value else "[]"
        case dict():
            return "{…}" if value else "{}"
        case int():
            return cut(str(value) if value.bit_length() < _DECIMAL_BITS else hex(value))
        case Number():
            return cut(value.text)
        case date() | time():
            return value.isoformat()
        case _:
            return cut(str(value))


def printable(text: str) -> str:
    """Text as it is, but control characters, marks of direction and halves of surrogate pairs escaped."""
    return "".join(map(_escaped, text))


def cut(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def nearest(key: str, known: Iterable[str]) -> str | None:
    """The known key that somebody who wrote this one may have meant."""
    return next(iter(get_close_matches(cut(key).lower(), known, cutoff=0.75)), None)


def _quoted(text: str) -> str:
    short = cut(text).replace("\\", r"\\").replace('"', r"\"")
    return f'"{printable(short)}"'


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
