"""What an advert says, as the columns of listing, dwelling and landlord keep it: written there and read back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from housing.advert import Advert
from housing.models import Listing
from housing.services.landlords.landlords import Landlords
from housing.services.listings.addresses import address_of

LONGEST_TITLE = 200

OF_DWELLING = (
    "address", "area", "city", "postal_code", "size_m2", "bedrooms", "bathrooms", "floor", "top_floor", "wheelchair",
    "quiet", "furnished", "heating", "condition", "parking", "year_built", "energy_class", "energy_certificate_number",
    "energy_certificate_expires_on", "atak", "electricity_supply_number",
)  # fmt: skip
OF_LISTING = (
    "title", "monthly_rent", "common_charges", "rent_covers", "deposit", "available_from", "available_until",
    "winter_only", "pets", "description", "source", "reference", "source_link",
)  # fmt: skip
_NEVER_NULL = frozenset({"address", "area", "city", "postal_code", "description", "source"})


def as_advert(listing: Listing) -> Advert:
    """What the stored listing says, for a form to show."""
    values: dict[str, Any] = {name: getattr(listing.dwelling, name) for name in OF_DWELLING}
    values |= {name: getattr(listing, name) for name in OF_LISTING}
    values |= {"lift": listing.dwelling.has_lift, "further": listing.further}
    values |= {"latitude": listing.dwelling.latitude, "longitude": listing.dwelling.longitude}
    if listing.landlord is not None:
        landlord = listing.landlord
        values |= {"landlord_name": landlord.name or None, "phone": landlord.phone, "email": landlord.email}
        values["afm"] = landlord.afm
    return Advert(**values)


def advert_from(values: Mapping[str, Any]) -> Advert:
    """An advert from a form's values: only its own names are taken, empty text counts as not said."""
    names = {field.name for field in fields(Advert)}
    said: dict[str, Any] = {name: None if value == "" else value for name, value in values.items() if name in names}
    return Advert(**said)


def write(listing: Listing, advert: Advert, landlords: Landlords, at: datetime) -> None:
    """The advert into its columns; the place alone is left as it is. What another address says is not known yet."""
    before = address_of(listing.dwelling)
    for owner, names in ((listing.dwelling, OF_DWELLING), (listing, OF_LISTING)):
        for name in names:
            value = getattr(advert, name)
            setattr(owner, name, "" if value is None and name in _NEVER_NULL else value)
    if address_of(listing.dwelling) != before:
        listing.dwelling.place_doubt = None
    listing.title = _title(advert)
    listing.dwelling.has_lift = advert.lift
    listing.further = {**listing.further, **advert.further}
    listing.landlord = landlords.named_by(advert, listing.landlord, listing.centre, at)


def _title(advert: Advert) -> str:
    """What the advert is called, else whatever it is known by."""
    point = f"{advert.latitude:.5f}, {advert.longitude:.5f}" if advert.latitude is not None else None
    names = (advert.title, advert.address, advert.area, advert.reference, point, advert.source_link)
    return next(filter(None, names), "")[:LONGEST_TITLE]
