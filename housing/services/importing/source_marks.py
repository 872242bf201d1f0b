"""What the last row of each source said of an advert. A file that repeats itself has nothing to tell.

Only marks are kept, by which nobody without the keys of the service learns or guesses a value. Once the key under which
they were made is gone they tell nothing, and the next row counts as if it were the first.
"""

from collections.abc import Iterator
from dataclasses import fields

from core.sealed import keys
from housing.advert import Advert
from housing.models import Listing

MARK_BYTES = 6  # two values meet by chance once in 2⁴⁸
_PLACE = "listing.last_said"
_NAMES = [field.name for field in fields(Advert) if field.name not in ("source", "further")]


def repeated(listing: Listing, advert: Advert) -> set[str]:
    """The fields of which the advert's source says what it said the last time."""
    before = (listing.source_marks or {}).get(_source(advert), {})
    return {name for name, said in _said(advert) if name in before and before[name] in _marks(said)}


def remember(listing: Listing, advert: Advert) -> None:
    """Keep what the source says now."""
    now = {name: _mark(keys().index(said, _PLACE)) for name, said in _said(advert)}
    if (listing.source_marks or {}).get(_source(advert)) != now:
        listing.source_marks = {**(listing.source_marks or {}), _source(advert): now}


def _said(advert: Advert) -> Iterator[tuple[str, str]]:
    for name in _NAMES:
        value = getattr(advert, name)
        if value is not None:
            yield name, f"{name}\0{value}"


def _marks(said: str) -> set[str]:
    return {_mark(index) for index in keys().indexes(said, _PLACE)}


def _mark(index: bytes) -> str:
    return index[:MARK_BYTES].hex()


def _source(advert: Advert) -> str:
    return (advert.source or "").casefold()
