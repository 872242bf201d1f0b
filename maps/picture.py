"""What a map shows, before anything is drawn. Every text is the caller's, plain and in the reader's language."""

from dataclasses import dataclass
from enum import StrEnum

from maps.areas import AREA_RADIUS_KM, area_centre
from maps.clusters import Field
from maps.distance import BoundingBox, Point

_LONELY_CENTRE_KM = 2.0  # how much to show around a centre without anything else


class Pin(StrEnum):
    """The look of a marker: how well the flat fits the household that is asked for."""

    PLAIN = "plain"  # nobody is asked for
    GOOD = "good"
    NEAR = "near"  # one thing is missing
    POOR = "poor"
    HERE = "here"  # the one flat this page is about


SHAPES = {Pin.GOOD: "done", Pin.NEAR: "nearly", Pin.POOR: "todo"}  # of static/shapes.svg


@dataclass(frozen=True, slots=True)
class Marker:
    """One flat. Elements of the page with `data-marker="ID"` lift this marker when pointed at."""

    id: str
    point: Point
    label: str  # the rent
    kind: Pin
    popup_title: str
    popup_lines: tuple[str, ...] = ()
    url: str | None = None
    shape: str = ""  # one of static/shapes.svg; where there is none the kind chooses
    short: str = ""  # a few signs that stand where the label finds no room: its number on the page
    flats: tuple["Marker", ...] = ()  # several at the very same point, which open from it

    def __post_init__(self) -> None:
        if self.url is not None and (not self.url.startswith("/") or self.url.startswith("//")):
            raise ValueError("a marker leads to a page of this service")

    @property
    def drawn(self) -> str:
        """The shape that stands on it; none on what is not told from others."""
        return self.shape or SHAPES.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Ground:
    """Cells of a grid (maps.clusters), by row and column."""

    side: int  # in millionths of a degree
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A circle that stands for several flats: those of one place, which it opens, or all around, to which it leads."""

    point: Point
    label: str  # how many
    title: str
    markers: tuple[Marker, ...] = ()
    ground: Ground | None = None  # of those all around: rows of the page that lie on it light the circle


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of ground in one of the five colours of a scale, of which the first is the least."""

    box: BoundingBox
    level: int  # 1 to 5
    title: str  # what the colour says


@dataclass(frozen=True, slots=True)
class Sight:
    """What a map shows of many flats before it has asked for any."""

    markers: tuple[Marker, ...]
    crowds: tuple[Crowd, ...]
    zooms: tuple[int, int]  # the farthest and the nearest at which it would be told the same
    box: BoundingBox | None  # within which; None: there is nothing elsewhere


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle around the centre that shows a distance."""

    radius_km: float
    label: str


@dataclass(frozen=True, slots=True)
class Area:
    """A circle in which a flat lies, for those who may not know where exactly."""

    point: Point
    radius_km: float
    label: str

    @classmethod
    def around_home(cls, home: Point, label: str) -> "Area":
        """The circle that all homes of the neighbourhood share; nothing on the page tells them apart."""
        return cls(area_centre(home), AREA_RADIUS_KM, label)


@dataclass(frozen=True, slots=True)
class Tiles:
    """What is laid over the bundled ground: `{z}`, `{x}` and `{y}` stand in the address for a tile's place."""

    url: str
    attribution: str = ""  # plain; as their owner wants it
    is_vector: bool = False
    deepest: int | None = None  # the last zoom that there are tiles of; nearer, these are drawn larger


@dataclass(frozen=True, slots=True)
class MapTexts:
    """The words of the map itself."""

    title: str  # what the map is, for those who hear the page
    zoom_in: str
    zoom_out: str
    close: str
    trouble: str  # the flats could not be asked for
    attribution: str  # names the sources in maps/data/README.md


@dataclass(frozen=True, slots=True)
class Picture:
    """A map around a centre. `language` chooses between the Greek and the Latin names of places."""

    centre: Point
    centre_name: str
    texts: MapTexts
    language: str
    markers: tuple[Marker, ...] = ()
    rings: tuple[Ring, ...] = ()
    area: Area | None = None
    points: tuple[str, str] | None = None  # where to ask for what is in view (maps.points): at first, and once moved
    patches: tuple[Patch, ...] = ()  # on a still; in a browser they are asked for as the points are
    patches_at: tuple[str, str] | None = None
    point: Point | None = None  # from which is measured, where that is not the centre
    point_name: str = ""
    drawn: tuple[Point, ...] = ()  # the corners of an area that somebody drew
    first: Sight | None = None  # so that it need not ask before it shows something
    view: BoundingBox | None = None  # what to show, to its very edges
    radius_km: float | None = None  # what to show; None shows the centre and all that is marked
    tiles: Tiles | None = None

    @property
    def origin(self) -> Point:
        """What is measured from, and what the rings are around."""
        return self.point or self.centre

    @property
    def bounds(self) -> BoundingBox:
        """What is seen at first."""
        if self.view is not None:
            return self.view
        if self.drawn:
            return BoundingBox.spanning(*self.drawn)
        if self.radius_km is not None:
            return BoundingBox.around(self.origin, self.radius_km)
        if not self.markers and self.area is None:
            return BoundingBox.around(self.centre, _LONELY_CENTRE_KM)
        return BoundingBox.spanning(self.centre, *(marker.point for marker in self.markers), *self._area_corners)

    @property
    def _area_corners(self) -> tuple[Point, ...]:
        if self.area is None:
            return ()
        box = BoundingBox.around(self.area.point, self.area.radius_km)
        return Point(box.south, box.west), Point(box.north, box.east)
