"""How much each part of the score counts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from housing.ranking.facts import Wishes
from housing.ranking.points import Points

MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers from 0, of which one at least of the first three is above it. Raises ValueError for others."""

    money: int = 50
    room: int = 30
    distance: int = 20
    wishes: int = 20  # besides these three, where a household has any: it takes of their points

    def __post_init__(self) -> None:
        if min(*self._always, self.wishes) < 0 or not any(self._always):
            raise ValueError(f"weights are whole numbers from 0, and together above it: {self._always}, {self.wishes}")

    @property
    def points(self) -> tuple[int, int, int]:
        """The most points of each part for a household without further wishes, MOST_POINTS together: what is left of
        parts of a point goes to the largest parts, of equal ones to the first.
        """
        money, room, distance = _shared(self._always)
        return money, room, distance

    def points_for(self, wishes: Wishes) -> Points:
        """The same for a household, with those for its further wishes."""
        if not wishes.graded:
            return (*self.points, 0)
        money, room, distance, others = _shared((*self._always, self.wishes))
        return money, room, distance, others

    @property
    def _always(self) -> tuple[int, int, int]:
        return self.money, self.room, self.distance


def _shared(weights: Sequence[int]) -> list[int]:
    total = sum(weights)
    whole = [MOST_POINTS * weight // total for weight in weights]
    by_rest = sorted(range(len(whole)), key=lambda part: -(MOST_POINTS * weights[part] % total))
    for part in by_rest[: MOST_POINTS - sum(whole)]:
        whole[part] += 1
    return whole
