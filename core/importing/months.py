"""Names of months as people write them, in Greek and English, whole and cut short."""

from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from core.importing.words import fold

# As people shorten them, where Unicode does otherwise.
_SHORT = "ιαν,jan φεβ,feb μαρ,mar απρ,apr μαι,may ιουν,jun ιουλ,jul αυγ,aug σεπ,sep,sept οκτ,oct νοε,nov δεκ,dec"


def month_number(name: str) -> int:
    """1 to 12; 0 for what is the name of none."""
    return _names().get(fold(name), 0)


@cache
def _names() -> Mapping[str, int]:
    return dict(_spelt())


def _spelt() -> Iterator[tuple[str, int]]:
    """Also as they stand before a year."""
    for locale in map(Locale, ("el", "en")):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                yield from ((fold(name), number) for number, name in locale.months[context][width].items())
    for number, names in enumerate(_SHORT.split(), start=1):
        yield from ((fold(name), number) for name in names.split(","))
