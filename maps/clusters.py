"""Many points to few marks for a viewport: the cells of a grid, and what is counted in each. Pure.

Everything is reckoned in whole millionths of a degree (a tenth of a metre): a cell holds exactly four of the next zoom,
sums come out the same in any order, and what was added can be taken away again without a trace.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor

from maps.distance import BoundingBox, Point

FAREST_ZOOM, NEAREST_ZOOM = 8, 18
MILLION = 1_000_000
SOUTH, WEST = 90 * MILLION, 180 * MILLION  # from the corner of the grid to the equator and to Greenwich
_NEAREST_SIDE = 352  # millionths of a degree; as wide as 66 pixels at that zoom
_CLEAR = 0.8  # of a side: nearer to one another marks would overlap
_MOST_CELLS = 4096  # as many as a screen of 4,000 by 4,000 pixels has

Field = tuple[int, int]  # a row from the south, a column from the west


def side(zoom: int) -> int:
    """How wide and high a cell is, in millionths of a degree: twice as much with each zoom that is farther."""
    return _NEAREST_SIDE << (NEAREST_ZOOM - zoom)


def millionths(degrees: float) -> int:
    return round(degrees * MILLION)


def in_millionths(point: Point) -> str:
    """The point for a script that looks for its cell (static/js/pins.js)."""
    return f"{millionths(point.latitude)} {millionths(point.longitude)}"


def cell_of(point: Point, zoom: int) -> Field:
    """The cell in which a point lies."""
    width = side(zoom)
    return (millionths(point.latitude) + SOUTH) // width, (millionths(point.longitude) + WEST) // width


def box_of(field: Field, zoom: int) -> BoundingBox:
    """The ground of one cell; what lies on its northern or eastern edge belongs to the next."""
    return Cells(zoom, *field, *field).box


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells of a zoom that a box touches, with the outermost on each side."""

    zoom: int
    south: int
    west: int
    north: int
    east: int

    @classmethod
    def over(cls, box: BoundingBox, zoom: int) -> "Cells":
        south_west, north_east = Point(box.south, box.west), Point(box.north, box.east)
        return cls(zoom, *cell_of(south_west, zoom), *cell_of(north_east, zoom))

    def nearer(self, zoom: int) -> "Cells":
        """The same ground in the cells of a nearer zoom."""
        steps = zoom - self.zoom
        first, last = (self.south << steps, self.west << steps), (1 << steps) - 1
        return Cells(zoom, *first, (self.north << steps) + last, (self.east << steps) + last)

    def __len__(self) -> int:
        return (self.north - self.south + 1) * (self.east - self.west + 1)

    @property
    def box(self) -> BoundingBox:
        """The ground of the cells; what lies on its edges may belong to the next."""
        south, west = self.south * side(self.zoom) - SOUTH, self.west * side(self.zoom) - WEST
        north, east = (self.north + 1) * side(self.zoom) - SOUTH, (self.east + 1) * side(self.zoom) - WEST
        return BoundingBox(
            max(south / MILLION, -90), max(west / MILLION, -180), min(north / MILLION, 90), min(east / MILLION, 180)
        )

    def __contains__(self, point: Point) -> bool:
        return self.holds(cell_of(point, self.zoom))

    def holds(self, field: Field) -> bool:
        """Whether it is one of them."""
        row, column = field
        return self.south <= row <= self.north and self.west <= column <= self.east


@dataclass(frozen=True, slots=True)
class View:
    """What somebody sees of the world, and from how far. Raises ValueError for a zoom that no map has."""

    box: BoundingBox
    zoom: int

    def __post_init__(self) -> None:
        if not FAREST_ZOOM <= self.zoom <= NEAREST_ZOOM:
            raise ValueError(f"a zoom is between {FAREST_ZOOM} and {NEAREST_ZOOM}, not {self.zoom}")

    @property
    def cells(self) -> Cells:
        """Those in sight; coarser ones, if somebody asks for more than any screen shows."""
        zooms = (Cells.over(self.box, zoom) for zoom in range(self.zoom, 0, -1))
        return next(cells for cells in zooms if len(cells) <= _MOST_CELLS)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in one cell: how many, and the sums of their places and of their keys."""

    count: int
    latitudes: int  # millionths of a degree
    longitudes: int
    keys: int  # of one that is alone, its own

    @classmethod
    def of(cls, key: int, point: Point) -> "Tally":
        return cls(1, millionths(point.latitude), millionths(point.longitude), key)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.count + other.count,
            self.latitudes + other.latitudes,
            self.longitudes + other.longitudes,
            self.keys + other.keys,
        )

    @property
    def middle(self) -> Point:
        """The mean of the places."""
        return Point(self.latitudes / self.count / MILLION, self.longitudes / self.count / MILLION)


NOTHING = Tally(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on the map: for how many it stands, the key of one that stands alone, and the cells of the others."""

    point: Point
    count: int
    key: int | None
    fields: tuple[Field, ...]


def marks(tallies: Iterable[Tally], zoom: int) -> list[Mark]:
    """A mark for each tally, save that a larger one takes in the smaller that it would lie upon; the largest first.

    It stays where it is meanwhile: marks that wander as they grow would come to lie upon others after all.
    """
    reach = side(zoom) * _CLEAR / MILLION
    taken: dict[
        Field, tuple[Point, Tally, tuple[Field, ...]]
    ] = {}  # a field is as wide as the reach: there is room for one in each
    for tally in sorted(tallies, key=lambda tally: (-tally.count, tally.latitudes, tally.longitudes, tally.keys)):
        middle = tally.middle
        field = floor(middle.latitude / reach), floor(middle.longitude / reach)
        near = (other for other in _around(field) if other in taken and _overlap(taken[other][0], middle, reach))
        lead, cell = next(near, None), cell_of(middle, zoom)
        if lead is None:
            taken[field] = middle, tally, (cell,)
        else:
            point, sum_so_far, cells = taken[lead]
            taken[lead] = point, sum_so_far + tally, (*cells, cell)
    return [
        Mark(point, sum_.count, sum_.keys if sum_.count == 1 else None, cells) for point, sum_, cells in taken.values()
    ]


def _around(field: Field) -> Iterator[Field]:
    """The field itself and the eight beside it: nothing beyond is within reach."""
    row, column = field
    return ((row + up, column + right) for up in (0, -1, 1) for right in (0, -1, 1))


def _overlap(a: Point, b: Point, reach: float) -> bool:
    return abs(a.latitude - b.latitude) < reach and abs(a.longitude - b.longitude) < reach
