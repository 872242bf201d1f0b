"""Which of the first flats stand elsewhere when they are ranked otherwise, and by how many places. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def moves(before: Sequence[int], after: Sequence[int]) -> list[Move]:
    """Of the same flats in either order those among the first that stand elsewhere, in the new one."""
    was, now = ({key: place for place, key in enumerate(order, 1)} for order in (before, after))
    first = sorted({*before[:FIRST], *after[:FIRST]}, key=now.__getitem__)
    return [Move(key, was[key], now[key]) for key in first if was[key] != now[key]]
