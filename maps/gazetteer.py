"""The geocoder of last resort: it needs no network and knows towns and villages, not streets."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product

from maps.distance import distance_km
from maps.geocoding import Located, Precision
from maps.places import Place, places, plain_name
from maps.region import region

_POSTCODE = re.compile(r"\b\d{3} ?\d{2}\b")
_HOUSE_NUMBER = re.compile(r".*\b\d+\w?\b")
_MUNICIPALITY = re.compile(r"\b(?:δημοσ|δημου|δ) (?=\w)")
# How a name ends, and how it does after Δήμος: Πόλη, Δήμος Πόλης.
_GENITIVES = (
    ("οσ", "ου"), ("ο", "ου"), ("ι", "ιου"), ("εσ", "ων"), ("οι", "ων"), ("α", "ων"), ("α", "ασ"), ("η", "ησ"),
    ("ισ", "εωσ"), ("ασ", "α"), ("ησ", "η"),
)  # fmt: skip
_COUNTRY = ("Ελλάδα", "Ελλάς", "Greece")


class Gazetteer:
    """Finds the town or village that an address names, whatever its accents, in Greek or Latin letters."""

    def locate(self, address: str) -> Located | None:
        place = self._find_place(address)
        if place is None:
            return None
        return Located(place.point, place.name_el, Precision.PLACE, source="gazetteer")

    def _find_place(self, address: str) -> Place | None:
        """The first place that is named; where several share its name, the one nearest to a place named after it."""
        first, *others = self._named(address) or [[]]
        if len(first) < 2:
            return first[0] if first else None
        anchor = next((other[0] for other in others if len(other) == 1), None)
        return min(first, key=lambda place: distance_km(place.point, anchor.point)) if anchor else None

    def _named(self, address: str) -> list[list[Place]]:
        """For each part of the address that names something, the places it may mean."""
        lands = set(map(plain_name, (*region().names, *_COUNTRY)))
        parts = [part for part in map(_without_postcode, address.split(",")) if part and part not in lands]
        matches = [_by_key().get(part, []) for part in parts[:-1]] + [self._at_end(part) for part in parts[-1:]]
        return [match for match in matches if match]

    def _at_end(self, part: str) -> list[Place]:
        """The places named by the last words after a house number: `Κνωσού 12 Πόλη`."""
        words = _HOUSE_NUMBER.sub("", part).split()
        endings = (" ".join(words[start:]) for start in range(len(words)))
        return next((found for found in map(_by_key().get, endings) if found), [])


@cache
def _by_key() -> Mapping[str, list[Place]]:
    """The places by all that they are called; read when somebody first asks."""
    by_key: dict[str, list[Place]] = defaultdict(list)
    for place in places():
        names = {plain_name(name) for name in place.names}
        for key in names | {f"δημοσ {genitive}" for name in names for genitive in _genitives(name)}:
            by_key[key].append(place)
    return by_key


def _without_postcode(part: str) -> str:
    """The part as a key: `Δ. Πόλης 71305` is `δημοσ πολησ`."""
    return _MUNICIPALITY.sub("δημοσ ", plain_name(_POSTCODE.sub(" ", part)))


def _genitives(key: str) -> Iterator[str]:
    """Each word as it may end after Δήμος; `άνω` and `κάτω` stay as they are."""
    words = [[word, *_genitives_of_word(word)] for word in key.split()]
    yield from map(" ".join, product(*words))


def _genitives_of_word(word: str) -> Iterator[str]:
    return (word.removesuffix(end) + genitive for end, genitive in _GENITIVES if word.endswith(end))
