"""Two plans beside each other: who gets which flat by the best one and by the greedy one, and the gain. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from housing.allocation import solving
from housing.allocation.edges import Edges, edges_of
from housing.allocation.world import Applicant, Pair, Whole, World


@dataclass(frozen=True, slots=True)
class Placement:
    """A flat for a household, and the points that the pair counts; of these the ranking's, None where a limit is
    broken.
    """

    household: int
    flat: int
    points: int
    fit: int | None
    is_pinned: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Who gets what, by key of the household; in the order of the queue, what is pinned first."""

    placements: tuple[Placement, ...]
    reserved: int  # so many of those who need what is reserved get a home; pinned ones are not counted

    @property
    def points(self) -> int:
        """All together."""
        return sum(placement.points for placement in self.placements)

    @property
    def value(self) -> tuple[int, int]:
        """By this plans are compared: of those who need what is reserved as many as can, then the points."""
        return self.reserved, self.points

    @property
    def by_household(self) -> Mapping[int, Placement]:
        """What each gets."""
        return {placement.household: placement for placement in self.placements}

    @property
    def flats(self) -> Mapping[int, int]:
        """By household."""
        return {placement.household: placement.flat for placement in self.placements}

    def find(self, household: int) -> Placement | None:
        """What it gets."""
        return next((placement for placement in self.placements if placement.household == household), None)


class Change(StrEnum):
    """What a plan is for a household beside another: the best beside the greedy one, or with a pin beside without."""

    HOME = "home"  # it gets a home, and would wait
    BETTER = "better"  # another flat, with more points
    SAME = "same"  # the same flat, or another with as many points
    WORSE = "worse"
    WAITS = "waits"  # it waits, and would get a home


@dataclass(frozen=True, slots=True)
class Allocation:
    """The best plan, proven, and the greedy one."""

    world: World
    best: Plan
    greedy: Plan

    @property
    def gain(self) -> int:
        """In points."""
        return self.best.points - self.greedy.points

    @property
    def gain_percent(self) -> Decimal | None:
        """More points than the greedy plan, to a tenth, rounded down; None where that has none."""
        return Decimal(1000 * self.gain // self.greedy.points).scaleb(-1) if self.greedy.points else None

    @property
    def changes(self) -> Mapping[int, Change]:
        """By household, of those whom either plan gives a home."""
        return changes_between(self.best, self.greedy, [one.key for one in self.world.waiting])

    @property
    def change_counts(self) -> Mapping[str, int]:
        """How many households there are of each change."""
        numbers = Counter(self.changes.values())
        return {change.value: numbers[change] for change in Change}


class NotProven(AssertionError):
    """The solver's plan is not the best: never seen, and never shown."""


def allocate(world: World) -> Allocation:
    """The best set of offers, proven, beside the greedy one. The same whatever the order of households and flats."""
    edges = edges_of(world)
    taken = solving.best(edges)
    prices = solving.prices_of(edges, taken)
    if prices is None or not solving.is_proven(edges, taken, prices):
        raise NotProven("the plan that was found is not proven to be the best")
    return Allocation(world, _plan(world, edges, taken), _plan(world, edges, solving.greedy(edges)))


def changes_between(plan: Plan, other: Plan, households: Iterable[int]) -> Mapping[int, Change]:
    """What the first is for each of these households beside the other, of those whom either gives a home."""
    ours, theirs = plan.by_household, other.by_household
    return {key: _change(ours.get(key), theirs.get(key)) for key in households if key in ours or key in theirs}


def _plan(world: World, edges: Edges, taken: Whole) -> Plan:
    pinned = [replace(_placement(world, pin), is_pinned=True) for pin in sorted(world.pins)]
    placed = list(_placements(world, edges, taken))
    reserved = sum(world.needs_reserved(one) for one, _placement in placed)
    return Plan((*pinned, *(placement for _one, placement in placed)), reserved)


def _placements(world: World, edges: Edges, taken: Whole) -> Iterator[tuple[Applicant, Placement]]:
    for place, pair in enumerate(taken.tolist()):
        if pair != solving.NOWHERE:
            one = world.waiting[edges.of_household[place]]
            yield one, _placement(world, (one.key, world.free[edges.of_flat[edges.flats[pair]]].key))


def _placement(world: World, pair: Pair) -> Placement:
    return Placement(*pair, world.points_of(*pair), world.fit_of(*pair))


def _change(best: Placement | None, greedy: Placement | None) -> Change:
    if best is None or greedy is None:
        return Change.WAITS if best is None else Change.HOME
    if best.points == greedy.points:
        return Change.SAME
    return Change.BETTER if best.points > greedy.points else Change.WORSE
