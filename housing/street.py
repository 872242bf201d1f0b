"""Streets and house numbers out of addresses as people write them. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from core.search_keys import sounds

_NUMBER = re.compile(r"(?<![\w])(\d{1,4})(?:\s?[-–/]\s?(\d{1,4}))?\s?([^\W\d_])?(?![\w])")
_KINDS = "οδός οδ λεωφόρος λεωφ λ πλατεία πλ πάροδος odos street str avenue ave αριθμός αρ"
_NO_NAME = frozenset(sound for pair in sounds(_KINDS) for sound in pair)
_ABBREVIATED = 3  # letters: Αγ., Ελ.
_SUBSET = 93  # a name that is whole within the other


@dataclass(frozen=True, slots=True)
class Street:
    """A street by its sound and the house numbers that the address gives: none, one, or both ends of a corner house."""

    name: tuple[str, str]  # with every h as χ and as η
    numbers: frozenset[int]


@lru_cache(maxsize=65_536)
def read_street(address: str) -> Street:
    """`Λεωφ. Κνωσού 12Α` and `Knwsou 12`: the last number is the house's, 25ης belongs to the name."""
    found = list(_NUMBER.finditer(address))
    numbers: frozenset[int] = frozenset()
    if found:
        last = found[-1]
        address = address[: last.start()] + " " + address[last.end() :]
        numbers = frozenset(int(number) for number in last.group(1, 2) if number)
    words = [pair for pair in sounds(address) if pair[0] not in _NO_NAME]
    return Street((" ".join(a for a, _ in words), " ".join(b for _, b in words)), numbers)


@lru_cache(maxsize=262_144)
def street_likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """From 0 to 100; Αγ. Ιωάννου is like Αγίου Ιωάννου, and Βενιζέλου like Ελευθερίου Βενιζέλου."""
    return max(_likeness(a, b) for a in set(one) for b in set(other))


def bones(street: Street) -> set[str]:
    """The longest word of the name without its vowels: what a slip or another case seldom touches."""
    return {_bones(max(name.split(), key=len)) for name in street.name if name.strip()}


def _likeness(one: str, other: str) -> float:
    whole = fuzz.ratio(one, other)
    few, many = sorted((one.split(), other.split()), key=len)
    spelt_out = [word for word in few if len(word) > _ABBREVIATED]
    if not spelt_out or whole >= _SUBSET:
        return whole
    within = min(max(fuzz.ratio(word, candidate) for candidate in many) for word in spelt_out)
    return max(whole, min(within, _SUBSET))


def _bones(word: str) -> str:
    return word[0] + "".join(letter for letter in word[1:] if letter not in "aeio")[:2]
