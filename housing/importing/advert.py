"""What a file of adverts holds once it is read: plain values, and what was found wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from core.importing.words import fold
from core.text import Sentence


@dataclass(frozen=True, slots=True)
class AdvertRow:
    """One advert. Amounts are euros, those of `monthly_rent` and `common_charges` for a month.

    `further` keeps what has no field of its own as it was written, by the name of its column.
    """

    row: int
    monthly_rent: Decimal
    reference: str | None = None
    title: str | None = None
    address: str | None = None
    area: str | None = None
    city: str | None = None
    postal_code: str | None = None
    latitude: float | None = None  # given with longitude or not at all
    longitude: float | None = None
    common_charges: Decimal | None = None
    deposit: Decimal | None = None
    size_m2: int | None = None
    bedrooms: int | None = None
    bathrooms: int | None = None
    floor: int | None = None  # 0 is the ground floor, below it negative
    lift: bool | None = None
    furnished: bool | None = None
    heating: str | None = None
    energy_class: str | None = None  # one of fields.ENERGY_CLASSES
    pets: bool | None = None
    year_built: int | None = None
    available_from: date | None = None
    available_until: date | None = None  # the last day, as people write it
    landlord_name: str | None = None
    phone: str | None = None  # E.164: +306971234567
    email: str | None = None
    source_link: str | None = None
    description: str | None = None
    further: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or doubtful in a row; `field` is "" when it is about the row as a whole."""

    row: int
    field: str
    code: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that is the same advert as the earlier row `of`."""

    row: int
    of: int


@dataclass(frozen=True, slots=True)
class AdvertFile:
    """`adverts` are the rows to take: without any fault in `rejected`, and the first of its duplicates."""

    rows: int
    adverts: tuple[AdvertRow, ...]
    rejected: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    duplicates: tuple[Duplicate, ...]
    unknown_columns: tuple[str, ...]


def identity(advert: AdvertRow, source: str) -> str:
    """What tells an advert from every other: its reference at the source, else its link, else the flat it is about.

    The flat is address, m², floor and phone. Without an address its coordinates stand for it; an area alone is no
    flat, so there the title and the rent must agree too.
    """
    if advert.reference:
        return f"reference|{source}|{advert.reference}".casefold()
    if advert.source_link:
        return f"link|{advert.source_link}"
    return "|".join(("flat", *_place(advert), *map(str, (advert.size_m2, advert.floor, advert.phone))))


def _place(advert: AdvertRow) -> tuple[str, ...]:
    if advert.address:
        return fold(advert.address), fold(advert.city or "")
    if advert.latitude is not None:
        return str(advert.latitude), str(advert.longitude)
    return fold(advert.area or ""), fold(advert.title or ""), str(advert.monthly_rent)
