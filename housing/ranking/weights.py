"""How much each part of the score counts. Pure."""

from dataclasses import dataclass

MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers from 0, of which one at least is above it. Raises ValueError for others."""

    money: int = 50
    room: int = 30
    distance: int = 20

    def __post_init__(self) -> None:
        if min(self._all) < 0 or not any(self._all):
            raise ValueError(f"weights are whole numbers from 0, and together above it: {self._all}")

    @property
    def points(self) -> tuple[int, int, int]:
        """The most points of each part, MOST_POINTS together: what is left of parts of a point goes to the largest
        parts, of equal ones to the first.
        """
        total = sum(self._all)
        whole = [MOST_POINTS * weight // total for weight in self._all]
        by_rest = sorted(range(len(whole)), key=lambda part: -(MOST_POINTS * self._all[part] % total))
        for part in by_rest[: MOST_POINTS - sum(whole)]:
            whole[part] += 1
        money, room, distance = whole
        return money, room, distance

    @property
    def _all(self) -> tuple[int, int, int]:
        return self.money, self.room, self.distance
