"""What the pins of a plan override, and what each costs all together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from housing.allocation import Allocation, Change, Moved, Pair, PinCost, cost_of, lift, may_be_solved_again
from housing.models import PairRuling
from housing.ranking import Broken
from housing.services.allocation.plan_facts import PlanFacts
from housing.services.allocation.waiting_and_free import Against, FreeFlat, WaitingHousehold


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A household that a pin moves: what it gets, and would get without."""

    waiter: WaitingHousehold
    flat: FreeFlat | None
    instead: FreeFlat | None
    change: Change
    points: int


@dataclass(frozen=True, slots=True)
class PinnedPair:
    """A pin that the plan carries out."""

    ruling: PairRuling
    broken: Sequence[Broken]  # the limits that it overrides
    against: Sequence[Against]  # and what was said that it overrides
    cost: PinCost | None  # None where to solve again would take too long
    moved: Sequence[MovedRow]

    @property
    def others(self) -> Sequence[MovedRow]:
        """Without the pinned household itself."""
        return [row for row in self.moved if row.waiter.household.id != self.ruling.household_id]


def pinned_pairs(
    facts: PlanFacts, found: Allocation, broken: Mapping[Pair, Sequence[Broken]], *, is_stored: bool
) -> Mapping[Pair, PinnedPair]:
    """By pair. `is_stored`: of a plan whose points are not at hand any more, so that nothing is solved again."""
    is_quick = not is_stored and may_be_solved_again(found.world)
    pairs = {}
    for pair, ruling in facts.pins.items():
        stays, is_barred = pair[0] not in facts.settled, pair in facts.barred
        cost = cost_of(found, pair, lift(found.world, pair, stays=stays, is_barred=is_barred)) if is_quick else None
        moved = list(_rows(cost.moved, facts.here, facts.flats)) if cost else []
        pairs[pair] = PinnedPair(ruling, broken[pair], facts.objections.against(pair), cost, moved)
    return pairs


def _rows(
    moved: Sequence[Moved], waiters: Mapping[int, WaitingHousehold], flats: Mapping[int, FreeFlat]
) -> Iterator[MovedRow]:
    for one in moved:
        flat, instead = (flats[which.flat] if which else None for which in (one.placement, one.instead))
        yield MovedRow(waiters[one.household], flat, instead, one.change, one.points)
