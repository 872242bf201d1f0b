"""What each cell of the map holds of what is sought: from what the database keeps of cells where that answers it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from housing.models import ListingCell, ListingCellKind, ListingSpot
from housing.models.cell import KEPT_ZOOMS, RENT_STEP, SIZE_STEP, ZOOM_OF_KINDS
from housing.search import SearchCriteria
from housing.search.drawn import millionths
from maps.bands import band_of
from maps.clusters import NOTHING, SOUTH, WEST, Cells, Field, Tally, side
from maps.distance import BoundingBox

Conditions = Sequence[ColumnElement[bool]]
Tallies = Mapping[Field, Tally]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, as conditions on spots."""

    conditions: Conditions
    kept: SearchCriteria | None = None  # where its centres and its filters by rent, bedrooms and size say the same


def count_in_cells(session: Session, cells: Cells, sought: Sought) -> Iterable[Tally]:
    """What each of the cells holds."""
    return _tallies(session, cells, sought).values()


def within(box: BoundingBox) -> Conditions:
    """In the order of the index over places."""
    return (
        ListingSpot.band.between(band_of(box.south), band_of(box.north)),
        ListingSpot.longitude.between(box.west, box.east),
        ListingSpot.latitude.between(box.south, box.north),
    )


def _tallies(session: Session, cells: Cells, sought: Sought) -> Tallies:
    kept = sought.kept
    if kept is None or kept.centre_ids is None:
        return _count(session, cells, sought.conditions)
    theirs = sorted(kept.centre_ids)
    if (kept.most_rent, kept.least_bedrooms, kept.least_size_m2) == (None, None, None):
        zoom = next((zoom for zoom in KEPT_ZOOMS if zoom >= cells.zoom), None)
        if zoom is None:
            return _count(session, cells, sought.conditions)
        return _add_up(session, ListingCell, cells, zoom, [ListingCell.zoom == zoom, ListingCell.centre_id.in_(theirs)])
    if cells.zoom > ZOOM_OF_KINDS:
        return _count(session, cells, sought.conditions)
    kinds = kinds_of(kept)
    fits = [ListingCellKind.centre_id.in_(theirs), *kinds.whole]
    whole = _add_up(session, ListingCellKind, cells, ZOOM_OF_KINDS, fits)
    return _together(whole, *(_count_all_over(session, cells, [*sought.conditions, *part]) for part in kinds.parts))


class Kinds(NamedTuple):
    """The kinds that fit wholly, and what fits of the others, as conditions on spots."""

    whole: Conditions
    parts: Sequence[Conditions]


def kinds_of(kept: SearchCriteria) -> Kinds:
    """What a search by rent, bedrooms and size takes."""
    whole: list[ColumnElement[bool]] = []
    parts: list[Conditions] = []
    cheap: Conditions = ()
    if kept.most_rent is not None:
        steps = int(kept.most_rent // RENT_STEP)
        whole.append(ListingCellKind.rent_step <= steps)
        cheap = [ListingSpot.monthly_rent <= Decimal(steps * RENT_STEP)]
        if kept.most_rent % RENT_STEP:
            parts.append([ListingSpot.monthly_rent > Decimal(steps * RENT_STEP)])
    if kept.least_bedrooms is not None:
        whole.append(ListingCellKind.bedrooms >= kept.least_bedrooms)
    if kept.least_size_m2 is not None:
        steps = -(-kept.least_size_m2 // SIZE_STEP)
        whole.append(ListingCellKind.size_step >= steps)
        if kept.least_size_m2 % SIZE_STEP:
            parts.append([ListingSpot.size_m2 < steps * SIZE_STEP, *cheap])
    return Kinds(whole, parts)


def _together(*several: Tallies) -> Tallies:
    first, *others = several
    added = dict(first)
    for other in others:
        for field, tally in other.items():
            added[field] = added.get(field, NOTHING) + tally
    return added


def _add_up(
    session: Session, model: type[ListingCell] | type[ListingCellKind], cells: Cells, zoom: int, fits: Conditions
) -> Tallies:
    """Of each cell what the kept ones of a zoom within it hold."""
    finer, across = cells.nearer(zoom), 1 << (zoom - cells.zoom)
    row, column = (model.y // across).label("cell_y"), (model.x // across).label("cell_x")
    flats = func.sum(model.flats)
    query = (
        select(row, column, flats, _sum(model.latitudes), _sum(model.longitudes), _sum(model.keys))
        .where(model.y.between(finer.south, finer.north), model.x.between(finer.west, finer.east), *fits)
        .group_by("cell_y", "cell_x")
        .having(flats > 0)
    )
    return {(y, x): Tally(*sums) for y, x, *sums in session.execute(query)}


def _count(session: Session, cells: Cells, fits: Conditions) -> Tallies:
    """Of each cell what stands there, by the index of places."""
    return _count_all_over(session, cells, [*within(cells.box), *fits])


def _count_all_over(session: Session, cells: Cells, fits: Conditions) -> Tallies:
    """The same by whichever index leaves least."""
    latitude, longitude = millionths(ListingSpot.latitude), millionths(ListingSpot.longitude)
    row, column = (latitude + SOUTH) // side(cells.zoom), (longitude + WEST) // side(cells.zoom)
    query = (
        select(
            row.label("cell_y"), column.label("cell_x"),
            func.count(), _sum(latitude), _sum(longitude), _sum(ListingSpot.listing_id),
        )
        .where(*fits, row.between(cells.south, cells.north), column.between(cells.west, cells.east))
        .group_by("cell_y", "cell_x")
    )  # fmt: skip
    return {(y, x): Tally(*sums) for y, x, *sums in session.execute(query)}


def _sum(number: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[int]:
    return cast(func.sum(number), BigInteger)
