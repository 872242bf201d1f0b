"""What a square metre asks a month, place by place: no cell is about fewer than five adverts (decision 0040)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from core.money import from_cents, round_cents
from housing.search import SearchCriteria
from housing.services.mapping.rent_sums import Sum, Sums, add_up, merged, total
from maps.clusters import Cells, box_of
from maps.distance import BoundingBox, distance_km
from maps.small_cells import hide_small

MOST_CELLS = 512
NEAREST_ZOOM = 15  # of the grid: its cells are 300 m wide, and smaller ones are hardly ever about five
COARSER = 2  # by so many zooms the cells may grow until they tell enough


@dataclass(frozen=True, slots=True)
class RentFigure:
    """What some adverts ask for a square metre, and how many they are."""

    adverts: int
    per_m2: Decimal  # euros a month


@dataclass(frozen=True, slots=True)
class RentCell:
    """A place of the map with what is told of it."""

    box: BoundingBox
    figure: RentFigure


@dataclass(frozen=True, slots=True)
class RentMap:
    """The cells that may be shown, the dearest first; and these together.

    With the hidden ones they would give one of those away to who takes the total of one circle from that of another.
    """

    cells: tuple[RentCell, ...]
    together: RentFigure | None


def figure_of(one: Sum) -> RentFigure:
    """The mean of what their square metres ask: a flat counts for as much as it is large."""
    return RentFigure(one.adverts, round_cents(from_cents(one.cents) / one.square_metres))


def rents_by_place(session: Session, criteria: SearchCriteria) -> RentMap:
    """The adverts that fit the filters and say how large the flat is, by the cells around the circle, in what the map
    shows or in what somebody drew: the finest ones of which those that may be shown hold half of the adverts.

    A cell counts as a whole, wherever a circle, a window or an area cuts it: otherwise two of these that differ by a
    hair would tell what stands between them. Municipalities are a filter: nobody moves their borders by a hair.
    """
    box = _box(criteria)
    finest = finest_over(box)
    wanted = Cells.over(box, finest - COARSER).nearer(finest)
    return rent_map_of(add_up(session, criteria, wanted), finest, criteria)


def rent_map_of(found: Sums, finest: int, criteria: SearchCriteria) -> RentMap:
    """What may be told of what was added up in cells of the finest zoom."""
    for steps in range(COARSER + 1):
        zoom = finest - steps
        sums = {field: one for field, one in _grown(found, steps).items() if _is_meant(criteria, box_of(field, zoom))}
        sizes = {field: sums[field].adverts for field in sorted(sums)}
        told = hide_small(sizes)
        if 2 * sum(size for field, size in sizes.items() if told.cells[field]) >= sum(sizes.values()):
            break
    shown = [RentCell(box_of(field, zoom), figure_of(one)) for field, one in sums.items() if told.cells[field]]
    shown.sort(key=lambda cell: (-cell.figure.per_m2, cell.box.south, cell.box.west))
    together = [one for field, one in sums.items() if told.cells[field]]
    return RentMap(tuple(shown), figure_of(total(together)) if together else None)


def finest_over(box: BoundingBox) -> int:
    """The nearest zoom of whose cells the box does not touch too many."""
    zooms = range(NEAREST_ZOOM, COARSER, -1)
    return next((zoom for zoom in zooms if len(Cells.over(box, zoom)) <= MOST_CELLS), COARSER)


def _box(criteria: SearchCriteria) -> BoundingBox:
    return criteria.frame or BoundingBox.around(criteria.near, criteria.radius_km)


def _is_meant(criteria: SearchCriteria, cell: BoundingBox) -> bool:
    """In a box, what it touches; of a circle or an area, what has its middle there; and where an area has a corner,
    since it may be smaller than any cell.
    """
    if (area := criteria.area) is not None:
        return cell.middle in area or any(corner in cell for corner in area.points)
    box = criteria.frame
    if box is None:
        return distance_km(criteria.near, cell.middle) <= criteria.radius_km
    return cell.south <= box.north and box.south < cell.north and cell.west <= box.east and box.west < cell.east


def _grown(sums: Sums, steps: int) -> Sums:
    """The same in cells of a farther zoom, each of which holds exactly four of the one before."""
    return merged({(row >> steps, column >> steps): one} for (row, column), one in sums.items())
