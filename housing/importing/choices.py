"""Cells of few answers: heating, condition, furniture, what the rent covers, parking.

People also write whole sentences into these columns. What is none of the known words is kept as it is written.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from core.importing.cells import YES_NO, KeptAsText, Unreadable, one_of, text
from core.importing.measures import floor, is_top_floor
from core.importing.reading import Answers
from core.importing.table import Cell
from core.importing.words import fold
from housing.home import Furnished, RentCovers
from housing.importing import portal_words as words

T = TypeVar("T")

MOST_PARKING = 20
_PARKING = re.compile(r"(\d{1,2})(?:[.,]0)?\s*(?:θέση|θέσεις|θεση|θεσεις|spaces?|spots?|cars?)?", re.IGNORECASE)


def meaning_or_text(meanings: Mapping[T, str], yes: T | None = None, no: T | None = None) -> Callable[[Cell], T | None]:
    """The meaning of a known word, also of a plain yes or no where that has one; any other word is kept as text."""
    plain = {word: yes if is_yes else no for word, is_yes in YES_NO.items() if (yes if is_yes else no) is not None}
    by_word = plain | {word: meaning for meaning, all_of_it in meanings.items() for word in all_of_it.split()}

    def read(cell: Cell) -> T | None:
        try:
            return one_of(cell, by_word)
        except Unreadable:
            raise KeptAsText(cell) from None

    return read


heating = meaning_or_text(words.HEATING)
condition = meaning_or_text(words.CONDITION)
furnished = meaning_or_text(words.FURNISHED, Furnished.FULLY, Furnished.NO)
rent_covers = meaning_or_text(words.RENT_COVERS, RentCovers.BILLS, RentCovers.RENT)
winter_only = meaning_or_text(words.WINTER_ONLY, True, False)
_is_there_parking = meaning_or_text(words.PARKING, True, False)


def parking(cell: Cell) -> int | None:
    """How many cars have a place of their own; a plain yes is one, `2 θέσεις` are two."""
    written = text(cell)
    if written is None:
        return None
    found = _PARKING.fullmatch(written)
    if found is None:
        return int(bool(_is_there_parking(cell)))
    if int(found[1]) > MOST_PARKING:
        raise KeptAsText(cell)
    return int(found[1])


def floor_or_top(cell: Cell) -> int | Answers | None:
    """The floor; of a penthouse that it is the top one, since how high is not said."""
    return Answers("top_floor", True) if is_top_floor(cell) else floor(cell)


def unless_within_rent(amount: Callable[[Cell], T]) -> Callable[[Cell], T | Answers]:
    """Common charges as an amount; or the words that they are within the rent."""

    def read(cell: Cell) -> T | Answers:
        is_within = fold(text(cell) or "") in words.WITHIN_THE_RENT.split()
        return Answers("rent_covers", RentCovers.CHARGES) if is_within else amount(cell)

    return read
