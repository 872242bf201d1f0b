"""What an advert says, typed in or read from a file: plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from housing.home import Condition, Furnished, Heating, RentCovers
from maps.distance import Point, point_of


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert; `None` where it does not say. Amounts are euros, rent and common charges for a month.

    `further` keeps what gives no value of its column as it was written, by the name of the column.
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
    common_charges: Decimal | None = None  # on top of the rent, unless it covers them
    rent_covers: RentCovers | None = None
    deposit: Decimal | None = None
    size_m2: int | None = None
    bedrooms: int | None = None
    bathrooms: int | None = None
    floor: int | None = None  # 0 is the ground floor, below it negative
    top_floor: bool | None = None
    lift: bool | None = None
    wheelchair: bool | None = None  # one gets in, and around
    quiet: bool | None = None
    furnished: Furnished | None = None
    heating: Heating | None = None
    condition: Condition | None = None
    parking: int | None = None  # how many cars have a place of their own
    year_built: int | None = None
    energy_class: str | None = None  # A+ to H, or pending
    energy_certificate_number: str | None = None
    energy_certificate_expires_on: date | None = None
    atak: str | None = None  # the home's number at the tax authority, 11 digits
    electricity_supply_number: str | None = None
    pets: bool | None = None  # whether the landlord lets to somebody with pets
    available_from: date | None = None
    available_until: date | None = None  # the last day, as people write it
    winter_only: bool | None = None
    landlord_name: str | None = None
    phone: str | None = None  # E.164: +306971234567
    email: str | None = None
    afm: str | None = None  # the landlord's tax number
    source: str | None = None  # the portal, the newspaper, the file
    source_link: str | None = None
    description: str | None = None
    further: Mapping[str, str] = field(default_factory=dict)

    @property
    def point(self) -> Point | None:
        """Where the home stands, if it says so."""
        return point_of(self.latitude, self.longitude)
