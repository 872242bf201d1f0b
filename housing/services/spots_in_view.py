"""What a map shows of the adverts in sight: each by itself while they are few and near, else how many are where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import BigInteger, ColumnElement, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from housing.models import Listing, ListingCell, ListingSpot
from housing.models.cell import KEPT_ZOOMS
from housing.search import SearchCriteria, conditions
from housing.search.drawn import millionths
from maps.bands import band_of
from maps.clusters import SOUTH, WEST, Cells, Mark, Tally, View, marks, side
from maps.distance import BoundingBox, Plane

MOST_PINS = 200
FIRST_ZOOM_OF_PINS = 12  # from farther away all the pins of a town are one blot

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, as conditions on spots."""

    conditions: Conditions
    centre_ids: frozenset[int] | None = None  # where it means every open advert of these centres: kept cells know it


@dataclass(frozen=True, slots=True)
class InView:
    """The adverts that are shown by themselves, and the marks for the others."""

    listings: tuple[Listing, ...]
    marks: tuple[Mark, ...]


def of_search(criteria: SearchCriteria) -> Sought:
    """What a search looks for, in its circle or in what somebody drew; where it goes by what a map shows, wherever the
    map is turned to."""
    anywhere = replace(criteria, within=None)
    if criteria.within is None and criteria.area is None:
        away = Plane(criteria.near).squared_km(ListingSpot.latitude, ListingSpot.longitude)
        return Sought((*conditions(anywhere), away <= criteria.radius_km**2))
    every = SearchCriteria(criteria.near, criteria.radius_km, criteria.centre_ids, order=criteria.order)
    return Sought(tuple(conditions(anywhere)), criteria.centre_ids if anywhere == every else None)


def look_at(session: Session, view: View, sought: Sought) -> InView:
    """What is in sight of what is sought."""
    if view.zoom >= FIRST_ZOOM_OF_PINS:
        in_sight = (*_within(view.box), *sought.conditions)
        keys = session.scalars(select(ListingSpot.listing_id).where(*in_sight).limit(MOST_PINS + 1)).all()
        if len(keys) <= MOST_PINS:
            return InView(_listings(session, keys), ())
    found = marks(_tallies(session, view.cells, sought), view.cells.zoom)
    alone = [mark.key for mark in found if mark.key is not None]
    return InView(_listings(session, alone), tuple(mark for mark in found if mark.key is None))


def _tallies(session: Session, cells: Cells, sought: Sought) -> list[Tally]:
    """What each of the cells holds, from what is kept where that answers it."""
    kept = next((zoom for zoom in KEPT_ZOOMS if zoom >= cells.zoom), None)
    if kept is None or sought.centre_ids is None:
        return _count(session, cells, sought)
    return _add_up(session, cells, kept, sought.centre_ids)


def _add_up(session: Session, cells: Cells, kept: int, centre_ids: frozenset[int]) -> list[Tally]:
    """Of each cell what the kept ones within it hold."""
    finer, across = cells.nearer(kept), 1 << (kept - cells.zoom)
    flats = func.sum(ListingCell.flats)
    query = (
        select(flats, _sum(ListingCell.latitudes), _sum(ListingCell.longitudes), _sum(ListingCell.keys))
        .where(
            ListingCell.zoom == kept,
            ListingCell.y.between(finer.south, finer.north),
            ListingCell.x.between(finer.west, finer.east),
            ListingCell.centre_id.in_(sorted(centre_ids)),
        )
        .group_by(ListingCell.y // across, ListingCell.x // across)
        .having(flats > 0)
    )
    return [Tally(*sums) for sums in session.execute(query)]


def _count(session: Session, cells: Cells, sought: Sought) -> list[Tally]:
    """Of each cell what stands there."""
    latitude, longitude = millionths(ListingSpot.latitude), millionths(ListingSpot.longitude)
    row, column = (latitude + SOUTH) // side(cells.zoom), (longitude + WEST) // side(cells.zoom)
    query = (
        select(func.count(), _sum(latitude), _sum(longitude), _sum(ListingSpot.listing_id))
        .where(
            *_within(cells.box),
            row.between(cells.south, cells.north),
            column.between(cells.west, cells.east),
            *sought.conditions,
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


def _listings(session: Session, keys: Sequence[int]) -> tuple[Listing, ...]:
    loaded = joinedload(Listing.dwelling), joinedload(Listing.centre)
    return tuple(session.scalars(select(Listing).where(Listing.id.in_(keys)).options(*loaded).order_by(Listing.id)))
