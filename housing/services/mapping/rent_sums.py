"""What the adverts of each cell ask together, and how large their flats are: from what the database keeps of cells
where that answers it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, SQLColumnExpression, cast, func, select
from sqlalchemy.orm import Session

from housing.models import ListingCellKind, ListingSpot
from housing.models.cell import UNKNOWN, ZOOM_OF_KINDS
from housing.search import SearchCriteria, conditions
from housing.search.drawn import millionths
from housing.services.mapping.spots_in_view import kept_of
from housing.services.mapping.tallies import Conditions, kinds_of, within
from maps.clusters import SOUTH, WEST, Cells, Field, side


class Sum(NamedTuple):
    """What is added up over some adverts."""

    adverts: int = 0
    cents: int = 0
    square_metres: int = 0

    def plus(self, other: "Sum") -> "Sum":
        return Sum(*(one + more for one, more in zip(self, other, strict=True)))


Sums = Mapping[Field, Sum]


def add_up(session: Session, criteria: SearchCriteria, cells: Cells) -> Sums:
    """Of each cell what stands there, fits the filters and says how large it is. Sums and not medians: those of small
    cells make that of a larger one.
    """
    anywhere = replace(criteria, within=None, area=None)
    kept, fits = kept_of(anywhere), [*conditions(anywhere), ListingSpot.size_m2.is_not(None)]
    if kept is None or kept.centre_ids is None or cells.zoom > ZOOM_OF_KINDS:
        return _count(session, cells, [*within(cells.box), *fits])
    kinds = kinds_of(kept)
    theirs = ListingCellKind.centre_id.in_(sorted(kept.centre_ids))
    whole = _take_kinds(session, cells, [theirs, ListingCellKind.size_step != UNKNOWN, *kinds.whole])
    return merged([whole, *(_count(session, cells, [*fits, *part]) for part in kinds.parts)])


def merged(several: Iterable[Sums]) -> Sums:
    """Cell by cell together."""
    added: dict[Field, Sum] = {}
    for sums in several:
        for field, one in sums.items():
            added[field] = added.get(field, Sum()).plus(one)
    return added


def total(sums: Iterable[Sum]) -> Sum:
    return reduce(Sum.plus, sums, Sum())


def _take_kinds(session: Session, cells: Cells, fits: Conditions) -> Sums:
    finer, across = cells.nearer(ZOOM_OF_KINDS), 1 << (ZOOM_OF_KINDS - cells.zoom)
    kind = ListingCellKind
    query = (
        select(
            (kind.y // across).label("cell_y"),
            (kind.x // across).label("cell_x"),
            *map(_sum, (kind.flats, kind.cents, kind.square_metres)),
        )
        .where(kind.y.between(finer.south, finer.north), kind.x.between(finer.west, finer.east), *fits)
        .group_by("cell_y", "cell_x")
        .having(func.sum(kind.flats) > 0)
    )
    return {(y, x): Sum(*sums) for y, x, *sums in session.execute(query)}


def _count(session: Session, cells: Cells, fits: Sequence[ColumnElement[bool]]) -> Sums:
    """What is beside the cells is left out here: in which one an advert lies the database reckons only once."""
    row = (millionths(ListingSpot.latitude) + SOUTH) // side(cells.zoom)
    column = (millionths(ListingSpot.longitude) + WEST) // side(cells.zoom)
    rents = _sum(cast(ListingSpot.monthly_rent, BigInteger))
    query = (
        select(row.label("cell_y"), column.label("cell_x"), func.count(), rents, _sum(ListingSpot.size_m2))
        .where(*fits)
        .group_by("cell_y", "cell_x")
    )
    return {(y, x): Sum(*sums) for y, x, *sums in session.execute(query) if cells.holds((y, x))}


def _sum(number: SQLColumnExpression[int] | SQLColumnExpression[int | None]) -> SQLColumnExpression[int]:
    return cast(func.sum(number), BigInteger)
