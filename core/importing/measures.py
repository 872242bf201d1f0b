"""Cells about a home that are more than a number: floors in words, square metres with their unit, coordinates."""

import re

from core.importing.cells import KeptAsText, Unreadable, decimal_number, text, unreadable
from core.importing.table import Cell
from core.importing.words import fold
from core.signs import MINUS
from core.text import N_

LOWEST_FLOOR, HIGHEST_FLOOR = -5, 50

# A half floor has stairs, so it counts as the floor that is reached by stairs: nobody is promised a step-free home.
_WORDS_OF_FLOORS = {
    -1: "υπογειο υπογ basement lowerground ημιυπογειο ημιυπ semibasement",
    0: "ισογειο ισογ ισ ground groundlevel gf",
    1: "α πρωτοσ first ημιωροφοσ ημιοροφοσ mezzanine υπερυψωμενο υπερυψωμενοισογειο raisedground",
    2: "β δευτεροσ second",
    3: "γ τριτοσ third",
    4: "δ τεταρτοσ fourth",
    5: "ε πεμπτοσ fifth",
    6: "στ εκτοσ sixth",
    7: "ζ εβδομοσ seventh",
    8: "η ογδοοσ eighth",
}
_FLOORS = {word: floor for floor, words in _WORDS_OF_FLOORS.items() for word in words.split()}
_TOP_FLOORS = {"ρετιρε", "penthouse", "τελευταιοσ", "top", "δωμα"}  # how high is not said
_WORD_FLOOR = re.compile(r"οροφο[συ]?|ορ\.?|floor|level")
_NUMBERED_FLOOR = re.compile(r"(-?\d{1,2})(?:οσ|ο|η|st|nd|rd|th)?", re.ASCII)

_SQUARE_METRES = re.compile(r"(?<!\s)\s*(?:τ\.?\s*μ\.?|m2|m²|μ2|μ²|sq\.?\s*m\.?|sqm|τετραγωνικ[άα])$", re.IGNORECASE)
_COORDINATE = re.compile(r"([+-]?\d{1,3}(?:[.,]\d{1,20})?)\s*(?:°\s*)?[NEΒΑ]?", re.ASCII)


def floor(cell: Cell) -> int | None:
    """`ισόγειο` is 0, `υπόγειο` -1, `3ος όροφος`, `Γ΄`, `3rd floor` and `3` are 3. A penthouse is KeptAsText."""
    written = text(cell)
    if written is None:
        return None
    word = _WORD_FLOOR.sub("", fold(written))
    if is_top_floor(cell):
        raise KeptAsText(cell)
    if word in _FLOORS:
        return _FLOORS[word]
    signed = written.replace(MINUS, "-")
    numbered = _NUMBERED_FLOOR.fullmatch(_WORD_FLOOR.sub("", fold(signed, keep="-.,/+")))  # 2.5 and 2/5 are not 25
    if numbered and LOWEST_FLOOR <= int(numbered[1]) <= HIGHEST_FLOOR:
        return int(numbered[1])
    raise unreadable("not-a-floor", N_("“%(value)s” is not a floor. Write ισόγειο, υπόγειο or a number."), cell)


def is_top_floor(cell: Cell) -> bool:
    """Whether the cell says that the home is under the roof, and not how high that is."""
    return _WORD_FLOOR.sub("", fold(text(cell) or "")) in _TOP_FLOORS


def square_metres(cell: Cell) -> int | None:
    """`85`, `85 τ.μ.`, `85,5 m²`; parts of a square metre are left out, so that no home is said larger than it is."""
    written = text(cell)
    if written is None:
        return None
    bare = cell if isinstance(cell, int | float) else _SQUARE_METRES.sub("", written)
    try:
        number = decimal_number(bare)
    except Unreadable:
        number = None
    if number is None:
        raise unreadable("not-an-area", N_("“%(value)s” is not a size in square metres. Write it as 85."), cell)
    return int(number)


def coordinate(cell: Cell) -> float | None:
    """Degrees: `35.3387`, `35,3387`, `35.3387° N`. A comma parts decimals here, never thousands."""
    written = text(cell)
    if written is None:
        return None
    found = _COORDINATE.fullmatch(written)
    if found is None:
        raise unreadable("not-a-coordinate", N_("“%(value)s” is not a coordinate. Write it as 35.3387."), cell)
    return float(found[1].replace(",", "."))
