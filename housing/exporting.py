"""Listings for other programs: the columns of an advert, under names that an import knows, and what a search adds."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from core.auth.models import User
from core.auth.permissions import Permission
from core.exporting.delimited import Cell
from core.i18n import language, yes_no
from core.phones import as_dialled
from housing.models import Listing
from housing.search import Found
from housing.services.listings.adverts import as_advert
from housing.words.homes import (
    CONDITION_WORDS,
    FURNISHED_WORDS,
    HEATING_WORDS,
    RENT_COVERS_WORDS,
    energy_words,
    floor_words,
)
from housing.words.listings import COLUMN_WORDS, LISTING_WORDS
from maps.distance import Point

HOME = (
    "reference", "title", "address", "area", "city", "postal_code", "latitude", "longitude", "monthly_rent",
    "rent_covers", "common_charges", "deposit", "size_m2", "bedrooms", "bathrooms", "floor", "top_floor", "lift",
    "wheelchair", "quiet", "furnished", "heating", "condition", "parking", "year_built", "energy_class",
    "energy_certificate_number", "energy_certificate_expires_on", "atak", "electricity_supply_number", "pets",
    "available_from", "available_until", "winter_only", "source_link",
)  # fmt: skip
LANDLORD = ("landlord_name", "phone", "email", "description")  # a description may say whom to call

_CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "condition": CONDITION_WORDS,
    "furnished": FURNISHED_WORDS,
    "heating": HEATING_WORDS,
    "rent_covers": RENT_COVERS_WORDS,
    "status": LISTING_WORDS,
}
_SHOWN: Mapping[str, Callable[[Any], str]] = {"energy_class": energy_words, "floor": floor_words, "phone": as_dialled}


@dataclass(frozen=True, slots=True)
class Export:
    """What was found, for somebody; `landlords` where they were asked for too."""

    found: Sequence[Found]
    actor: User
    landlords: bool = False
    from_point: bool = False  # and not from the centre is measured

    def header(self) -> list[str]:
        """The columns in the reader's language."""
        besides = {
            "source": _("Where the advert was found"),
            "status": _("Stage"),
            "confirmed_on": _("Confirmed"),
            "centre": _("Centre"),
            "distance_km": _("Distance from the point in km") if self.from_point else _("Distance in km"),
        }
        return [str(COLUMN_WORDS.get(name) or besides[name]) for name in self._names()]

    def rows(self) -> Iterator[list[Cell]]:
        """The listings in words, numbers and days."""
        for found in self.found:
            yield [_in_words(name, value) for name, value in self._values(found).items()]

    def features(self, let: Container[int] = ()) -> Iterator[tuple[Point, Mapping[str, object]]]:
        """The listings as points, under the names of the columns in code; those whose keys are `let` are left out."""
        for found in self.found:
            if found.listing.id in let:
                continue
            point = found.listing.dwelling.point
            assert point is not None  # it was found by its distance
            yield point, {"id": found.listing.id} | {k: _plain(v) for k, v in self._values(found).items()}

    def _names(self) -> tuple[str, ...]:
        landlord = LANDLORD if self.landlords else ()
        return ("source", *HOME, *landlord, "status", "confirmed_on", "centre", "distance_km")

    def _values(self, found: Found) -> dict[str, object]:
        advert, listing = as_advert(found.listing), found.listing
        of_search = {
            "status": listing.status,
            "confirmed_on": listing.confirmed_on,
            "centre": listing.centre.name(language()),
            "distance_km": Decimal(f"{found.distance_km:.3f}"),
        }
        withheld = () if self._may_see_landlord_of(listing) else LANDLORD
        return {
            name: None if name in withheld else of_search.get(name, getattr(advert, name, None))
            for name in self._names()
        }

    def _may_see_landlord_of(self, listing: Listing) -> bool:
        """Whoever works on the flat talks to its landlord."""
        return self.actor.may(Permission.EDIT_LISTINGS, listing.centre_id)


def _in_words(name: str, value: Any) -> Cell:
    match value:
        case None:
            return None
        case bool():
            return yes_no(value)
    if name in _CHOICES:
        return str(_CHOICES[name][value])
    show = _SHOWN.get(name)
    return show(value) if show else value


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
    return value
