"""Where two streets meet. Pure."""

from collections.abc import Iterator, Sequence

from maps.distance import Point, distance_km

Line = Sequence[Point]

WIDTH_KM = 0.03  # of a street with two carriageways, which cross another at two points


def corners(one: Sequence[Line], other: Sequence[Line]) -> list[Point]:
    """Where segments of the two streets touch, the surest first: maps have one vertex where streets meet."""
    found = sorted(_touching(one, other), key=lambda pair: distance_km(*pair))
    return [Point((a.latitude + b.latitude) / 2, (a.longitude + b.longitude) / 2) for a, b in found]


def _touching(one: Sequence[Line], other: Sequence[Line]) -> Iterator[tuple[Point, Point]]:
    """The nearest vertices of each two segments that touch."""
    for line in filter(None, one):
        for crossing in filter(None, other):
            a, b = min(((a, b) for a in line for b in crossing), key=lambda pair: _roughly_apart(*pair))
            if distance_km(a, b) <= WIDTH_KM:
                yield a, b


def _roughly_apart(a: Point, b: Point) -> float:
    """Enough to tell which is nearest, and quick."""
    return (a.latitude - b.latitude) ** 2 + ((a.longitude - b.longitude) * 0.8) ** 2
