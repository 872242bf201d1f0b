"""The pairs that are possible, in one order whatever the order of rows, each with one whole number that says it all.

The number is worth more for whoever needs what is reserved than all points of a plan together; then come the points; of
what is equal in both, whoever waits longer comes first, of those since one day the smaller key. Where there are too
many pairs for exact sums, neighbours in that queue count as one. Pure.
"""

from dataclasses import dataclass

import numpy as np

from housing.allocation.world import Whole, World

EXACT = 2**53  # sums up to this are whole numbers in the solver's arithmetic, too


class TooMany(ValueError):
    """So many households and flats that sums would not be exact: from about fifteen thousand of both."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs by household in the order of the queue, then by flat in the order of keys.

    `starts` has for each household where its pairs begin, and the end of the last; `flats` and `values` go by pair.
    """

    starts: Whole
    flats: Whole
    values: Whole
    of_household: Whole  # which row of the world stands there in the queue
    of_flat: Whole

    @property
    def numbers(self) -> Whole:
        """How many pairs each household has."""
        return np.diff(self.starts)

    @property
    def households(self) -> Whole:
        """Of each pair."""
        return np.repeat(np.arange(len(self.of_household)), self.numbers)


def edges_of(world: World) -> Edges:
    """Raises TooMany."""
    queue = sorted(range(len(world.waiting)), key=lambda row: (world.waiting[row].since_on, world.waiting[row].key))
    order = sorted(range(len(world.free)), key=lambda column: world.free[column].key)
    of_household, of_flat = (np.array(found, dtype=np.int64) for found in (queue, order))
    worth = world.worth[np.ix_(of_household, of_flat)]
    households, flats = np.nonzero(worth)
    first = np.array([world.needs_reserved(world.waiting[row]) for row in queue], dtype=bool)
    values = _values(worth[households, flats], first[households], households, worth.shape)
    return Edges(np.searchsorted(households, np.arange(len(queue) + 1)), flats, values, of_household, of_flat)


def _values(worth: Whole, goes_first: Whole, places: Whole, shape: tuple[int, int]) -> Whole:
    most, placed = int(worth.max(initial=1)), min(shape)
    before_points = most * placed + 1 if goes_first.any() else 0
    largest = (before_points + most + 1) * placed * placed  # the value of a plan, where the queue has one step
    if largest > EXACT:
        raise TooMany(f"{shape[0]} households and {shape[1]} flats")
    steps = max(1, min(shape[0], EXACT // max(largest, 1)))
    in_queue = steps - 1 - places * steps // max(shape[0], 1)
    return (worth + goes_first * before_points) * (steps * placed) + in_queue
