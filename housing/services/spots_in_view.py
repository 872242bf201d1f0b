"""What a map shows of the adverts in sight: each by itself while they are few and near, else how many are where."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from housing.models import Listing, ListingSpot
from housing.search import SearchCriteria, conditions
from maps.bands import band_of
from maps.clusters import MILLION, SOUTH, WEST, Cells, Mark, Tally, View, marks, side
from maps.distance import BoundingBox, Plane

MOST_PINS = 200
FIRST_ZOOM_OF_PINS = 12  # from farther away all the pins of a town are one blot

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class InView:
    """The adverts that are shown by themselves, and the marks for the others."""

    listings: tuple[Listing, ...]
    marks: tuple[Mark, ...]


def look_at(session: Session, view: View, which: Conditions) -> InView:
    """What is in sight of those spots for which all the conditions hold."""
    if view.zoom >= FIRST_ZOOM_OF_PINS:
        in_sight = (*_within(view.box), *which)
        keys = session.scalars(select(ListingSpot.listing_id).where(*in_sight).limit(MOST_PINS + 1)).all()
        if len(keys) <= MOST_PINS:
            return InView(_listings(session, keys), ())
    found = marks(_count(session, view.cells, which), view.cells.zoom)
    alone = [mark.key for mark in found if mark.key is not None]
    return InView(_listings(session, alone), tuple(mark for mark in found if mark.key is None))


def sought(criteria: SearchCriteria) -> Conditions:
    """What is looked for."""
    inside = Plane(criteria.near).squared_km(ListingSpot.latitude, ListingSpot.longitude) <= criteria.radius_km**2
    return [inside, *conditions(criteria)]


def _count(session: Session, cells: Cells, which: Conditions) -> list[Tally]:
    """What each of the cells holds."""
    latitude, longitude = _millionths(ListingSpot.latitude), _millionths(ListingSpot.longitude)
    row, column = (latitude + SOUTH) // side(cells.zoom), (longitude + WEST) // side(cells.zoom)
    query = (
        select(func.count(), _sum(latitude), _sum(longitude), _sum(ListingSpot.listing_id))
        .where(
            *_within(cells.box),
            row.between(cells.south, cells.north),
            column.between(cells.west, cells.east),
            *which,
        )
        .group_by(row, column)
    )
    return [Tally(*sums) for sums in session.execute(query)]


def _within(box: BoundingBox) -> Conditions:
    """In the order of the index over places."""
    return (
        ListingSpot.band.between(band_of(box.south), band_of(box.north)),
        ListingSpot.longitude.between(box.west, box.east),
        ListingSpot.latitude.between(box.south, box.north),
    )


def _sum(number: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[int]:
    return cast(func.sum(number), BigInteger)


def _millionths(degrees: InstrumentedAttribute[float | None]) -> ColumnElement[int]:
    return cast(func.round(degrees * MILLION), Integer)


def _listings(session: Session, keys: Sequence[int]) -> tuple[Listing, ...]:
    loaded = joinedload(Listing.dwelling), joinedload(Listing.centre)
    return tuple(session.scalars(select(Listing).where(Listing.id.in_(keys)).options(*loaded).order_by(Listing.id)))
