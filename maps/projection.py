"""From places to pixels of a still picture, flat as paper; and what of the outline is seen there. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log2, radians

from maps.distance import KM_PER_DEGREE, BoundingBox, Point
from maps.shapes import Line, Position, Shape, clipped

NEAREST_ZOOM = 15  # one pin beside the centre is still seen with its surroundings
TILE = 256  # pixels of the whole world at zoom 0
FINEST = 1.0  # pixels: nearer points of a line are one


@dataclass(frozen=True, slots=True)
class Projection:
    """A picture of the given size with the box in its middle; all directions by one measure."""

    middle: Point
    scale: float  # pixels to a degree of latitude
    width: int
    height: int

    @classmethod
    def fitting(cls, box: BoundingBox, width: int, height: int, padding: int) -> "Projection":
        squeeze = cos(radians(box.middle.latitude))
        nearest = TILE * 2**NEAREST_ZOOM / 360 / squeeze
        wide, high = (box.east - box.west) * squeeze, box.north - box.south
        fits = [(width - 2 * padding) / wide if wide else nearest, (height - 2 * padding) / high if high else nearest]
        return cls(box.middle, min(nearest, *fits), width, height)

    @property
    def squeeze(self) -> float:
        return cos(radians(self.middle.latitude))

    @property
    def zoom(self) -> float:
        """What Leaflet would call it."""
        return log2(self.scale * self.squeeze * 360 / TILE)

    @property
    def seen(self) -> BoundingBox:
        """What the picture shows, and a little around it."""
        half_height, half_width = 0.52 * self.height / self.scale, 0.52 * self.width / self.scale / self.squeeze
        south, west = self.middle.latitude - half_height, self.middle.longitude - half_width
        north, east = self.middle.latitude + half_height, self.middle.longitude + half_width
        return BoundingBox(max(south, -90), max(west, -180), min(north, 90), min(east, 180))

    def pixels(self, km: float) -> float:
        return km / KM_PER_DEGREE * self.scale

    def spot(self, point: Point) -> Position:
        return self._spot(point.longitude, point.latitude)

    def _spot(self, longitude: float, latitude: float) -> Position:
        x = self.width / 2 + (longitude - self.middle.longitude) * self.squeeze * self.scale
        return x, self.height / 2 - (latitude - self.middle.latitude) * self.scale

    def areas(self, shapes: Iterable[Shape]) -> Iterator[Line]:
        """The parts of the shapes that are seen, in pixels."""
        seen = self.seen
        for shape in shapes:
            if shape.comes_near(seen):
                area = self._drawn(clipped(shape.ring, (seen.west, seen.south), (seen.east, seen.north)))
                if len(area) > 2:
                    yield area

    def strokes(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The stretches of the lines that are seen, in pixels."""
        seen = self.seen
        for line in lines:
            stretch: list[Position] = []
            for a, b in pairwise(line):
                if _touches(seen, a, b):
                    stretch += [b] if stretch else [a, b]
                elif stretch:
                    yield self._drawn(stretch)
                    stretch = []
            if stretch:
                yield self._drawn(stretch)

    def _drawn(self, line: Iterable[Position]) -> Line:
        """In pixels, without the points that nobody could tell apart."""
        drawn: list[Position] = []
        for position in line:
            x, y = self._spot(*position)
            if not drawn or abs(x - drawn[-1][0]) + abs(y - drawn[-1][1]) >= FINEST:
                drawn.append((x, y))
        return tuple(drawn)


def _touches(box: BoundingBox, a: Position, b: Position) -> bool:
    """Whether the stretch between two positions may cross the box."""
    (ax, ay), (bx, by) = a, b
    beside = max(ax, bx) < box.west or min(ax, bx) > box.east
    return not beside and max(ay, by) >= box.south and min(ay, by) <= box.north
