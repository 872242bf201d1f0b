"""What is looked for, and its filters as conditions on what the search reads of every advert."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ColumnElement, select

from core.findable import fits
from housing.models import Dwelling, Listing, ListingSpot
from housing.search.drawn import in_box, in_polygon
from housing.search.traits import Traits, conditions_of, from_least, up_to
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
    order: Order = Order.DISTANCE

    @property
    def frame(self) -> BoundingBox | None:
        """The box around what is looked through instead of the circle; None is the circle."""
        if self.area is not None:
            return self.area.box
        return self.within if self.municipality is None else box_around(self.municipality)

    @property
    def openness(self) -> list[bool]:
        """Whether those are looked at that somebody may still get, or the others too."""
        return [True] if self.status is None else [True, False]


def reach_over(near: Point, box: BoundingBox) -> float:
    """How far the farthest of the box lies, in km, and a little more, since its sides are no straight lines."""
    return 1.01 * max(geodesic_km(near, corner) for corner in box.corners)


def conditions(criteria: SearchCriteria) -> Iterator[ColumnElement[bool]]:
    """The filters, all but the circle. All but the words and the traits stand in the index."""
    yield ListingSpot.is_open.in_(criteria.openness)
    if criteria.status is not None:
        yield ListingSpot.status == criteria.status
    if criteria.centre_ids is not None:
        yield ListingSpot.centre_id.in_(sorted(criteria.centre_ids))
    yield from up_to(ListingSpot.monthly_rent, criteria.most_rent)
    yield from from_least(ListingSpot.bedrooms, criteria.least_bedrooms)
    yield from from_least(ListingSpot.size_m2, criteria.least_size_m2)
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


def _says(words: str) -> Iterator[ColumnElement[bool]]:
    """Every word begins one of its title or its address; or that is its number."""
    if words:
        yield fits(words, Listing.search_key, Dwelling.search_key) | (Listing.reference == words)


def _is_told(told: Sequence[ColumnElement[bool]]) -> ColumnElement[bool]:
    """What the rows of the advert and its dwelling say, which are looked at for what the index leaves."""
    rows = select(Listing.id).join(Listing.dwelling).where(Listing.id == ListingSpot.listing_id, *told)
    return rows.correlate(ListingSpot).exists()
