"""What a flat and its advert are asked for beyond rent and size, and these filters as conditions on their rows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from core.findable import fits
from core.money import ZERO
from housing.home import COVERS_CHARGES, Condition, Furnished, Heating, RentCovers
from housing.models import Dwelling, Listing, ListingPhoto, Stance, StanceAnswer, StanceTopic
from maps.located import Precision

Value = TypeVar("Value")
Conditions = Iterator[ColumnElement[bool]]
Facts = Iterator["Fact"]

# What a landlord must have said last for the door to be open.
OPENS = dict.fromkeys(StanceTopic, StanceAnswer.YES) | {StanceTopic.SEASONAL_ONLY: StanceAnswer.NO}


class Placing(StrEnum):
    """How well it is known where the home stands."""

    EXACT = "exact"  # nearer than its town
    ROUGH = "rough"  # only its town


@dataclass(frozen=True, slots=True)
class Traits:
    """What is empty leaves a filter out. What is not known of a flat passes a filter on it only with `or_unsaid`."""

    # the home
    has_lift: bool = False
    is_step_free: bool = False  # a lift or the ground floor
    for_wheelchair: bool = False
    is_quiet: bool = False
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
    or_unsaid: bool = False  # those too of which the fact is not known
    least_bedrooms: int | None = None  # with `or_unsaid`: without it the index of the search answers these two
    least_size_m2: int | None = None


class Fact(NamedTuple):
    """A filter on something that may be unknown."""

    holds: ColumnElement[bool]
    is_unsaid: ColumnElement[bool]


def conditions_of(traits: Traits, centre_ids: Collection[int] | None) -> Conditions:
    """The filters as conditions on an advert and its dwelling; photographs are those of these centres' adverts."""
    for fact in (*_facts_of_home(traits), *_facts_of_advert(traits)):
        yield or_(*fact) if traits.or_unsaid else fact.holds
    yield from _of_every(traits)
    if traits.has_photographs:
        yield _has_photographs(centre_ids)
    for topic in sorted(traits.open_to):
        yield or_(_is_open_to(topic), ~_was_asked(topic)) if traits.or_unsaid else _is_open_to(topic)


def _from_least(column: SQLColumnExpression[Any], least: object) -> Facts:
    """Where a least is asked for, no less."""
    if least is not None:
        yield Fact(column >= least, column.is_(None))


def _up_to(column: SQLColumnExpression[Any], most: object) -> Facts:
    """Where a most is asked for, no more."""
    if most is not None:
        yield Fact(column <= most, column.is_(None))


def _is(column: SQLColumnExpression[Any], wanted: bool | None) -> Facts:
    if wanted is not None:
        yield Fact(column.is_(wanted), column.is_(None))


def _facts_of_home(traits: Traits) -> Facts:
    home = Dwelling
    yield from _is(home.has_lift, traits.has_lift or None)
    if traits.is_step_free:
        is_unsaid = home.has_lift.is_(None) | home.floor.is_(None)
        yield Fact(or_(home.has_lift.is_(True), home.floor == 0), is_unsaid)
    yield from _is(home.wheelchair, traits.for_wheelchair or None)
    yield from _is(home.quiet, traits.is_quiet or None)
    yield from _is(home.top_floor, traits.is_top_floor)
    yield from _from_least(home.floor, traits.least_floor)
    yield from _up_to(home.floor, traits.most_floor)
    yield from _from_least(home.bedrooms, traits.least_bedrooms)
    yield from _from_least(home.size_m2, traits.least_size_m2)
    yield from _from_least(home.bathrooms, traits.least_bathrooms)
    yield from _from_least(home.parking, traits.least_parking)
    yield from _from_least(home.year_built, traits.least_year_built)
    yield from _from_least(home.energy_certificate_expires_on, traits.certified_on)
    yield from _one_of(home.furnished, traits.furnished)
    yield from _one_of(home.heating, traits.heating)
    yield from _one_of(home.condition, traits.condition)
    yield from _one_of(home.energy_class, traits.energy_classes)


def _facts_of_advert(traits: Traits) -> Facts:
    yield from _is(Listing.pets, traits.allows_pets or None)
    yield from _up_to(Listing.available_from, traits.available_on)
    yield from _one_of(Listing.rent_covers, traits.rent_covers)
    yield from _up_to(_charges_on_top(), traits.most_charges)
    yield from _up_to(Listing.deposit, traits.most_deposit)


def _of_every(traits: Traits) -> Conditions:
    """The filters on what every advert and home says, or whose silence means something."""
    if traits.postal_code:
        yield func.replace(Dwelling.postal_code, " ", "").startswith(traits.postal_code, autoescape=True)
    if traits.placing is not None:
        is_rough = Dwelling.place_precision == Precision.PLACE
        yield is_rough if traits.placing is Placing.ROUGH else ~is_rough
    if traits.source:
        yield fits(traits.source, Listing.source_key)
    if traits.all_year:
        yield Listing.winter_only.is_not(True)
    if traits.available_on is not None:
        yield or_(Listing.available_until.is_(None), Listing.available_until >= traits.available_on)
    if traits.confirmed_from is not None:
        yield Listing.confirmed_on >= traits.confirmed_from


@cache
def _charges_on_top() -> SQLColumnExpression[Any]:
    """`Listing.charges_on_top` for queries."""
    nothing = literal(ZERO, Listing.common_charges.type)
    return case((Listing.rent_covers.in_(COVERS_CHARGES), nothing), else_=Listing.common_charges)


def _one_of(column: SQLColumnExpression[Any], wanted: Collection[Any] | None) -> Facts:
    if wanted is not None:
        yield Fact(column.in_(sorted(wanted)), column.is_(None))


def _has_photographs(centre_ids: Collection[int] | None) -> ColumnElement[bool]:
    """Whether the home has one, whichever of its adverts it came with (housing/services/listings/photos.py)."""
    of_home = aliased(Listing)
    shown = select(ListingPhoto.id).join(of_home, ListingPhoto.listing_id == of_home.id)
    shown = shown.where(of_home.dwelling_id == Listing.dwelling_id, ~ListingPhoto.withdrawal.has())
    if centre_ids is not None:
        shown = shown.where(of_home.centre_id.in_(sorted(centre_ids)))
    return shown.correlate(Listing).exists()


def _is_open_to(topic: StanceTopic) -> ColumnElement[bool]:
    """What was said last holds (housing/services/landlords/stances.py)."""
    said, later = aliased(Stance), aliased(Stance)
    its = and_(said.landlord_id == Listing.landlord_id, said.topic == topic, said.answer == OPENS[topic])
    came_later = and_(
        later.landlord_id == said.landlord_id,
        later.topic == topic,
        tuple_(later.said_on, later.id) > tuple_(said.said_on, said.id),
    )
    return exists().where(its, ~exists().where(came_later).correlate(said)).correlate(Listing)


def _was_asked(topic: StanceTopic) -> ColumnElement[bool]:
    """Whether the landlord ever said anything of it."""
    said = aliased(Stance)
    return exists().where(said.landlord_id == Listing.landlord_id, said.topic == topic).correlate(Listing)
