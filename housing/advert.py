"""What an advert says, typed in or read from a file: plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert; `None` where it does not say. Amounts are euros, rent and common charges for a month.

    `further` keeps what has no field of its own as it was written, by the name of its column.
    """

    monthly_rent: Decimal  # without common charges
    reference: str | None = None  # the advert's own number at its source
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
    energy_class: str | None = None  # A+ to H
    pets: bool | None = None
    year_built: int | None = None
    available_from: date | None = None
    available_until: date | None = None  # the last day, as people write it
    landlord_name: str | None = None
    phone: str | None = None  # E.164: +306971234567
    email: str | None = None
    source: str | None = None  # the portal, the newspaper, the file
    source_link: str | None = None
    description: str | None = None
    further: Mapping[str, str] = field(default_factory=dict)
