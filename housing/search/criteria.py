"""What is looked for, and its filters as conditions on what the search reads of every advert."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, select, true

from core.findable import fits
from housing.models import Dwelling, Listing, ListingSpot
from housing.search.drawn import in_box, in_polygon
from housing.search.let_homes import LeasesSeen, is_hidden_home
from housing.search.traits import Traits, conditions_of
from housing.search.unseen import Unseen, not_seen
from housing.states import ListingStatus
from maps.boundaries import box_around
from maps.distance import BoundingBox, Point, geodesic_km
from maps.outline import Municipality
from maps.polygon import Polygon


class Order(StrEnum):
    """Which comes first; of equals the advert with the smaller number, the newest apart."""

    DISTANCE = "distance"
    RENT = "rent"
    RENT_PER_M2 = "rent-per-m2"  # a flat whose size is not known comes last
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """What is looked for. `None` leaves a filter out; a flat whose figure is not known does not pass a filter on it."""

    near: Point
    radius_km: float
    centre_ids: frozenset[int] | None = None  # only what these centres work on
    most_rent: Decimal | None = None  # per month, without common charges
    least_bedrooms: int | None = None
    least_size_m2: int | None = None
    status: ListingStatus | None = None  # without one, whatever somebody may still get
    traits: Traits = Traits()  # what else it must be like
    words: str = ""  # of its title or its address, or its number at its source
    within: BoundingBox | None = None  # what a map shows, instead of the circle, which then reaches over all of it
    area: Polygon | None = None  # what somebody drew, instead of the circle, which then reaches over all of it
    municipality: Municipality | None = None  # likewise; the area may be a part of it
    unseen: Unseen | None = None  # what somebody has not seen yet of a saved search
    leases_seen: LeasesSeen | None = None  # by who looks: other let homes are left out
    order: Order = Order.DISTANCE

    @property
    def frame(self) -> BoundingBox | None:
        """The box around what is looked through instead of the circle; None is the circle."""
        if self.area is not None:
            return self.area.box
        return self.within if self.municipality is None else box_around(self.municipality)

    def or_unsaid(self) -> "SearchCriteria":
        """The same, with those too that do not say what is asked for, of which the index of the search knows none."""
        bedrooms, size_m2 = self.least_bedrooms, self.least_size_m2
        traits = replace(self.traits, or_unsaid=True, least_bedrooms=bedrooms, least_size_m2=size_m2)
        return replace(self, traits=traits, least_bedrooms=None, least_size_m2=None)


_INDEXED: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {  # filters that the index answers
    "status": lambda status: ListingSpot.status == status,
    "centre_ids": lambda centre_ids: ListingSpot.centre_id.in_(centre_ids),
    "most_rent": lambda most: ListingSpot.monthly_rent <= most,
    "least_bedrooms": lambda least: ListingSpot.bedrooms >= least,
    "least_size_m2": lambda least: ListingSpot.size_m2 >= least,
}


class Filters(NamedTuple):
    """The filters of a search, all but the circle. The statement of the same `names` is made once for all searches."""

    names: tuple[str, ...]  # of those that the index answers
    values: Mapping[str, Any]
    others: tuple[ColumnElement[bool], ...]


def filters_of(criteria: SearchCriteria) -> Filters:
    values = {name: value for name in _INDEXED if (value := getattr(criteria, name)) is not None}
    if criteria.centre_ids is not None:
        values["centre_ids"] = sorted(criteria.centre_ids)
    return Filters(tuple(values), values, tuple(_others(criteria)))


def indexed(names: Collection[str]) -> Iterator[ColumnElement[bool]]:
    """The conditions of these names, for statements that are told the values."""
    yield openness(is_any="status" in names)
    yield from (_INDEXED[name](bindparam(name)) for name in names)


def openness(*, is_any: bool) -> ColumnElement[bool]:
    """Without a stage, whatever somebody may still get; the indexes begin with it."""
    return ListingSpot.is_open.in_([True, False]) if is_any else ListingSpot.is_open == true()


def reach_over(near: Point, box: BoundingBox) -> float:
    """How far the farthest of the box lies, in km, and a little more, since its sides are no straight lines."""
    return 1.01 * max(geodesic_km(near, corner) for corner in box.corners)


def conditions(criteria: SearchCriteria) -> Iterator[ColumnElement[bool]]:
    """The filters, all but the circle, with their values."""
    filters = filters_of(criteria)
    yield openness(is_any="status" in filters.names)
    yield from (_INDEXED[name](value) for name, value in filters.values.items())
    yield from filters.others


def _others(criteria: SearchCriteria) -> Iterator[ColumnElement[bool]]:
    if criteria.within is not None:
        yield from in_box(criteria.within)
    if criteria.municipality is not None:
        yield ListingSpot.municipality == criteria.municipality.key
        yield from in_box(box_around(criteria.municipality))  # which the index knows
    if criteria.area is not None:
        yield from in_polygon(criteria.area)
    told = [*_says(criteria.words), *conditions_of(criteria.traits, criteria.centre_ids)]
    if told:
        yield _is_told(told)
    if criteria.unseen is not None:
        yield from not_seen(criteria.unseen)
    if criteria.leases_seen is not None:
        yield ~is_hidden_home(criteria.leases_seen)


def _says(words: str) -> Iterator[ColumnElement[bool]]:
    """Every word begins one of its title or its address; or that is its number."""
    if words:
        yield fits(words, Listing.search_key, Dwelling.search_key) | (Listing.reference == words)


def _is_told(told: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """What the rows of the advert and its dwelling say, which are looked at for what the index leaves."""
    rows = select(Listing.id).join(Listing.dwelling).where(Listing.id == ListingSpot.listing_id, *told)
    return rows.correlate(ListingSpot).exists()
