"""Room for all that carries words on a map: who gives way to whom, as `static/js/map.js` does it in the browser. Pure.

Boxes are in pixels of the picture, y downwards. What stands first in a list is the more important.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TIP, DOT = 5, 9  # from a pin to its point; half a mark without its rent

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """Upright, from its upper left to its lower right corner."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, spot: Spot, width: float, height: float) -> "Box":
        x, y = spot
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @classmethod
    def upon(cls, spot: Spot, width: float, height: float) -> "Box":
        """Standing on the spot."""
        x, y = spot
        return cls(x - width / 2, y - height, x + width / 2, y)

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def crowded(pins: Sequence[Box], spots: Sequence[Spot], taken: Iterable[Box]) -> Iterator[bool]:
    """For each pin whether it has to be a dot: it would cover what is taken, one before it, or a neighbour's point."""
    dots = [Box.around(spot, 2 * DOT, 2 * DOT) for spot in spots]
    standing = list(taken)
    for i, pin in enumerate(pins):
        is_crowded = any(pin.overlaps(other) for other in standing) or any(
            pin.overlaps(dot) for j, dot in enumerate(dots) if j != i
        )
        if not is_crowded:
            standing.append(pin)
        yield is_crowded


def seated(
    names: Iterable[tuple[Sequence[Spot], float, float]], frame: Box, taken: Iterable[Box]
) -> Iterator[Spot | None]:
    """For each name, with the spots where it may stand and its size, the first that is free; None where none is."""
    full = list(taken)
    for spots, width, height in names:
        seats = ((spot, Box.around(spot, width, height)) for spot in spots)
        free = ((spot, box) for spot, box in seats if frame.holds(box) and not any(map(box.overlaps, full)))
        spot, box = next(free, (None, None))
        if box is not None:
            full.append(box)
        yield spot
