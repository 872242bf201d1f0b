"""An advert of a file once it is read, and what tells it from others."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.importing.words import fold
from housing.advert import Advert
from housing.importing.findings import ReadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertRow(Advert):
    """An advert and the number of the row that it was read from."""

    row: int


AdvertFile = ReadFile[AdvertRow]


def identity(advert: Advert, source: str) -> str:
    """What tells an advert from every other: its reference at the source, else its link, else the flat it is about."""
    return next(identities(advert, source))


def identities(advert: Advert, source: str) -> Iterator[str]:
    """All of these, the strongest first, so that an advert is found by what little a later file says of it.

    The flat is address, m², floor and phone. Without an address its coordinates stand for it; an area alone is no
    flat, so there the title and the rent must agree too.
    """
    if advert.reference:
        yield f"reference|{source}|{advert.reference}".casefold()
    if advert.source_link:
        yield f"link|{advert.source_link}"
    yield "|".join(("flat", *_place(advert), *map(str, (advert.size_m2, advert.floor, advert.phone))))


def _place(advert: Advert) -> tuple[str, ...]:
    if advert.address:
        return fold(advert.address), fold(advert.city or "")
    if advert.latitude is not None:
        return str(advert.latitude), str(advert.longitude)
    return fold(advert.area or ""), fold(advert.title or advert.area or ""), str(advert.monthly_rent)
