"""Which of the first flats stand elsewhere when they are ranked otherwise, and by how many places. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from housing.ranking.places import Place

FIRST = 10  # beyond them hardly anybody looks


@dataclass(frozen=True, slots=True)
class Move:
    """A flat that stands elsewhere; places count from 1."""

    listing_id: int
    was: int
    now: int

    @property
    def up(self) -> int:
        """By how many places it goes up; down by a negative number."""
        return self.was - self.now


def moves(before: Iterable[Place], after: Iterable[Place]) -> list[Move]:
    """Of the same flats, placed twice, those among the first of either that stand elsewhere, in their new order."""
    old, new = _order(before), _order(after)
    was, now = ({key: place for place, key in enumerate(order, 1)} for order in (old, new))
    first = sorted({*old[:FIRST], *new[:FIRST]}, key=now.__getitem__)
    return [Move(key, was[key], now[key]) for key in first if was[key] != now[key]]


def _order(places: Iterable[Place]) -> Sequence[int]:
    return [place[-1] for place in sorted(places)]
