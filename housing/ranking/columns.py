"""Facts of very many flats as columns, of which each thing that is said is looked at once. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Column = Sequence[Any]  # a value of each flat


class Repeated:
    """What columns together say of each flat, where the same comes up again and again."""

    def __init__(self, *columns: Column) -> None:
        numbers: defaultdict[tuple[Any, ...], int] = defaultdict(count().__next__)
        self._which = np.fromiter(map(numbers.__getitem__, zip(*columns, strict=True)), np.intp)
        self.said = list(numbers)

    def spread(self, answers: Iterable[int]) -> Array:
        """To each flat the answer to what is said of it; they come in the order of `said`."""
        return whole(answers)[self._which]


def whole(numbers: Iterable[int]) -> Array:
    """Whole numbers, all of which are known."""
    return np.array(list(numbers), dtype=np.int64)


def measured(numbers: Iterable[float | None]) -> Array:
    """Any numbers; what nobody knows is `nan`."""
    return np.array(list(numbers), dtype=np.float64)
