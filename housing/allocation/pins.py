"""What a pin costs all together: the best plan beside the best one without it. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from housing.allocation.plans import Allocation, Change, Placement, Plan, allocate, changes_between
from housing.allocation.world import Pair, World

MOST_PAIRS = 2_000_000  # gone through anew for all pins together: about half a second


@dataclass(frozen=True, slots=True)
class Moved:
    """A household that has something better or worse by the pin: what it gets with it, and would get without."""

    household: int
    change: Change
    placement: Placement | None
    instead: Placement | None

    @property
    def points(self) -> int:
        """More by the pin; below 0 where there are fewer."""
        with_pin, without = (one.points if one else 0 for one in (self.placement, self.instead))
        return with_pin - without


@dataclass(frozen=True, slots=True)
class PinCost:
    """How many more there would be without the pin, below 0 where there would be fewer, and whom it moves."""

    homes: int
    reserved: int  # of those who need what is reserved
    points: int
    moved: tuple[Moved, ...]  # the pinned household first, then those in the order of the queue

    @property
    def is_nothing(self) -> bool:
        return not (self.homes or self.reserved or self.points or self.moved)


def may_be_solved_again(world: World) -> bool:
    """Whether that is quick: with and without each of its pins."""
    return len(world.pins) * len(world.waiting) * len(world.free) <= MOST_PAIRS


def lift(world: World, pin: Pair, *, stays: bool = True, is_barred: bool = False) -> World:
    """The same without a pin. `stays`: whether its household waits also then; `is_barred`: what keeps the two apart."""
    bars = world.bars | {pin} if is_barred else world.bars
    lifted = replace(world, pins=world.pins - {pin}, bars=bars)
    if stays:
        return lifted
    kept = [row for row, one in enumerate(world.waiting) if one.key != pin[0]]
    waiting = tuple(world.waiting[row] for row in kept)
    return replace(lifted, waiting=waiting, points=world.points[np.array(kept, dtype=int)])


def cost_of(found: Allocation, pin: Pair, lifted: World) -> PinCost:
    """Beside the best plan of the same world without this pin."""
    ours, other = found.best, allocate(lifted).best
    return PinCost(
        len(other.placements) - len(ours.placements),
        _reserved(found.world, other) - _reserved(found.world, ours),
        other.points - ours.points,
        tuple(sorted(_moved(found.world, ours, other), key=lambda one: one.household != pin[0])),
    )


def _reserved(world: World, plan: Plan) -> int:
    """Those who need what is reserved and get a home, with pinned ones."""
    return sum(world.needs_reserved(world.waiting[world.rows[one.household]]) for one in plan.placements)


def _moved(world: World, ours: Plan, other: Plan) -> Iterator[Moved]:
    ours_by, other_by = ours.by_household, other.by_household
    for key, change in changes_between(ours, other, _queue(world)).items():
        if change is not Change.SAME:
            yield Moved(key, change, ours_by.get(key), other_by.get(key))


def _queue(world: World) -> Iterable[int]:
    return [one.key for one in sorted(world.waiting, key=lambda one: (one.since_on, one.key))]
