"""What a flat and its advert are asked for beyond rent and size, and these filters as conditions on their rows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from core.findable import fits
from core.money import ZERO
from housing.home import COVERS_CHARGES, Condition, Furnished, Heating, RentCovers
from housing.models import Dwelling, Listing, ListingPhoto, Stance, StanceAnswer, StanceTopic
from maps.located import Precision

Value = TypeVar("Value")
Conditions = Iterator[ColumnElement[bool]]

# What a landlord must have said last for the door to be open.
OPENS = dict.fromkeys(StanceTopic, StanceAnswer.YES) | {StanceTopic.SEASONAL_ONLY: StanceAnswer.NO}


class Placing(StrEnum):
    """How well it is known where the home stands."""

    EXACT = "exact"  # nearer than its town
    ROUGH = "rough"  # only its town


@dataclass(frozen=True, slots=True)
class Traits:
    """What is empty leaves a filter out. What is not known of a flat does not pass a filter on it."""

    # the home
    has_lift: bool = False
    is_step_free: bool = False  # a lift or the ground floor
    least_floor: int | None = None
    most_floor: int | None = None
    is_top_floor: bool | None = None
    least_bathrooms: int | None = None
    least_parking: int | None = None
    least_year_built: int | None = None
    furnished: frozenset[Furnished] | None = None  # one of these, as all that are sets
    heating: frozenset[Heating] | None = None
    condition: frozenset[Condition] | None = None
    energy_classes: frozenset[str] | None = None
    certified_on: date | None = None  # its energy certificate holds on that day
    postal_code: str = ""  # how it begins
    placing: Placing | None = None
    # the advert
    source: str = ""  # words of it
    allows_pets: bool = False
    all_year: bool = False  # leaves out those that are known to be let in winter only
    available_on: date | None = None  # by then, and not only until before
    confirmed_from: date | None = None  # somebody had word of it on that day or later
    rent_covers: frozenset[RentCovers] | None = None
    most_charges: Decimal | None = None  # a month, besides the rent
    most_deposit: Decimal | None = None
    has_photographs: bool = False
    open_to: frozenset[StanceTopic] = frozenset()  # what the landlord said last opens the door in all of these


def conditions_of(traits: Traits, centre_ids: Collection[int] | None) -> Conditions:
    """The filters as conditions on an advert and its dwelling; photographs are those of these centres' adverts."""
    yield from _of_home(traits)
    yield from _of_advert(traits)
    if traits.has_photographs:
        yield _has_photographs(centre_ids)
    for topic in sorted(traits.open_to):
        yield _is_open_to(topic)


def from_least(column: SQLColumnExpression[Any], least: object) -> Conditions:
    """Where a least is asked for, no less."""
    if least is not None:
        yield column >= least


def up_to(column: SQLColumnExpression[Any], most: object) -> Conditions:
    """Where a most is asked for, no more."""
    if most is not None:
        yield column <= most


def _of_home(traits: Traits) -> Conditions:
    home = Dwelling
    if traits.has_lift:
        yield home.has_lift.is_(True)
    if traits.is_step_free:
        yield or_(home.has_lift.is_(True), home.floor == 0)
    if traits.is_top_floor is not None:
        yield home.top_floor.is_(traits.is_top_floor)
    yield from from_least(home.floor, traits.least_floor)
    yield from up_to(home.floor, traits.most_floor)
    yield from from_least(home.bathrooms, traits.least_bathrooms)
    yield from from_least(home.parking, traits.least_parking)
    yield from from_least(home.year_built, traits.least_year_built)
    yield from from_least(home.energy_certificate_expires_on, traits.certified_on)
    yield from _one_of(home.furnished, traits.furnished)
    yield from _one_of(home.heating, traits.heating)
    yield from _one_of(home.condition, traits.condition)
    yield from _one_of(home.energy_class, traits.energy_classes)
    if traits.postal_code:
        yield func.replace(home.postal_code, " ", "").startswith(traits.postal_code, autoescape=True)
    if traits.placing is not None:
        is_rough = home.place_precision == Precision.PLACE
        yield is_rough if traits.placing is Placing.ROUGH else ~is_rough


def _of_advert(traits: Traits) -> Conditions:
    if traits.source:
        yield fits(traits.source, Listing.source_key)
    if traits.allows_pets:
        yield Listing.pets.is_(True)
    if traits.all_year:
        yield Listing.winter_only.is_not(True)
    if traits.available_on is not None:
        yield Listing.available_from <= traits.available_on
        yield or_(Listing.available_until.is_(None), Listing.available_until >= traits.available_on)
    yield from from_least(Listing.confirmed_on, traits.confirmed_from)
    yield from _one_of(Listing.rent_covers, traits.rent_covers)
    yield from up_to(_charges_on_top(), traits.most_charges)
    yield from up_to(Listing.deposit, traits.most_deposit)


@cache
def _charges_on_top() -> SQLColumnExpression[Any]:
    """`Listing.charges_on_top` for queries."""
    nothing = literal(ZERO, Listing.common_charges.type)
    return case((Listing.rent_covers.in_(COVERS_CHARGES), nothing), else_=Listing.common_charges)


def _one_of(column: SQLColumnExpression[Any], wanted: Collection[Any] | None) -> Conditions:
    if wanted is not None:
        yield column.in_(sorted(wanted))


def _has_photographs(centre_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Whether the home has one, whichever of its adverts it came with (housing/services/photos.py)."""
    of_home = aliased(Listing)
    shown = select(ListingPhoto.id).join(of_home, ListingPhoto.listing_id == of_home.id)
    shown = shown.where(of_home.dwelling_id == Listing.dwelling_id, ~ListingPhoto.withdrawal.has())
    if centre_ids is not None:
        shown = shown.where(of_home.centre_id.in_(sorted(centre_ids)))
    return shown.correlate(Listing).exists()


def _is_open_to(topic: StanceTopic) -> ColumnElement[bool]:
    """What was said last holds (housing/services/stances.py)."""
    said, later = aliased(Stance), aliased(Stance)
    its = and_(said.landlord_id == Listing.landlord_id, said.topic == topic, said.answer == OPENS[topic])
    came_later = and_(
        later.landlord_id == said.landlord_id,
        later.topic == topic,
        tuple_(later.said_on, later.id) > tuple_(said.said_on, said.id),
    )
    return exists().where(its, ~exists().where(came_later).correlate(said)).correlate(Listing)
