"""The best set of offers of a centre, beside the greedy one: as pages and files show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from core.structure import Centre
from housing.allocation import Allocation, Change, FairnessWeights, Pair, Placement, allocate
from housing.models import Lease, PairRuling
from housing.ports import SubsidyEstimates
from housing.services.allocation.plan_facts import PlanFacts, gather
from housing.services.allocation.plan_pins import PinnedPair, pinned_pairs
from housing.services.allocation.stored_plans import StoredPlan
from housing.services.allocation.waiting_and_free import FreeFlat, LeftOut, WaitingHousehold, left_out
from housing.services.ranking.costs import MonthlyFigures


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A household in the plan: which flat it gets, if any, and which it would get by the greedy one."""

    waiter: WaitingHousehold
    flat: FreeFlat | None
    placement: Placement | None
    figures: MonthlyFigures | None  # of the flat that it gets
    greedy_flat: FreeFlat | None
    more_points: int  # than by the greedy one
    change: Change | None  # None: it waits either way
    possible: int  # so many free flats break none of its limits
    pinned: PinnedPair | None  # where somebody pinned it to the flat
    home: Lease | None  # by which it rents one now
    is_not_liked: bool  # the household has said that it would not like the flat

    @property
    def fit(self) -> int | None:
        """The ranking's points of the flat that it gets; None where a pin overrides a limit."""
        return self.placement.fit if self.placement else None

    @property
    def ruling(self) -> PairRuling | None:
        """That pins it."""
        return self.pinned.ruling if self.pinned else None


@dataclass(frozen=True, slots=True)
class CentrePlan:
    """All who wait and all that is free at a centre."""

    centre: Centre
    allocation: Allocation
    rows: Sequence[PlanRow]  # those who get a flat first, then those who wait, each as long as they have waited
    flats: Mapping[int, FreeFlat]
    rulings: Sequence[PairRuling]
    carried_out: frozenset[int]  # the keys of the rulings that this plan keeps to
    left_out: LeftOut
    settled: int  # so many wait that rent a home by a lease that nobody ends: they are in it only where they are pinned
    held: int  # so many of the flats are held by their landlords for one household
    weights: FairnessWeights
    stored: StoredPlan | None = None  # where it was worked out before, not for this page

    @property
    def placed(self) -> Sequence[PlanRow]:
        return [row for row in self.rows if row.placement]

    @property
    def changed(self) -> Sequence[PlanRow]:
        """Whom the two plans give something of another worth: who gains first, then who gives way."""
        order = list(Change)
        changed = [row for row in self.rows if row.change not in (None, Change.SAME)]
        return sorted(changed, key=lambda row: order.index(row.change) if row.change else 0)

    @property
    def waits(self) -> Sequence[PlanRow]:
        return [row for row in self.rows if not row.placement]


def plan_offers(session: Session, centre: Centre, estimates: SubsidyEstimates, *, on: date) -> CentrePlan:
    """By the weights in force. Nothing is offered by it."""
    facts = gather(session, centre, estimates, on=on)
    return plan_of(session, facts, allocate(facts.world_with_points()))


def plan_of(session: Session, facts: PlanFacts, found: Allocation, stored: StoredPlan | None = None) -> CentrePlan:
    """As pages and files show it. `stored`: where it was worked out before."""
    broken = {pair: facts.costs.broken(facts.here[pair[0]], pair[1], facts.weights) for pair in facts.pins}
    pinned = pinned_pairs(facts, found, broken, is_stored=stored is not None)
    ruled = facts.pins.keys() | found.world.bars
    return CentrePlan(
        facts.centre,
        found,
        list(_rows(facts, found, stored.possible if stored else found.world.possible, pinned)),
        facts.flats,
        facts.rulings,
        frozenset(one.id for one in facts.rulings if (one.household_id, one.listing_id) in ruled),
        left_out(session, facts.centre, on=facts.on),
        facts.left_out,
        len(facts.objections.kept_for.keys() & facts.flats.keys()),
        facts.fairness,
        stored,
    )


def _rows(
    facts: PlanFacts, found: Allocation, possible: Mapping[int, int], pinned: Mapping[Pair, PinnedPair]
) -> Iterator[PlanRow]:
    best, greedy, changes = found.best.by_household, found.greedy.by_household, found.changes
    flats, not_liked = facts.flats, facts.objections.not_liked
    queue = sorted(facts.waiters, key=lambda one: (one.household.id not in best, one.since_on, one.household.id))
    for waiter in queue:
        key = waiter.household.id
        placement = best.get(key)
        yield PlanRow(
            waiter,
            flats[placement.flat] if placement else None,
            placement,
            facts.costs.figures(key, placement.flat) if placement else None,
            flats[greedy[key].flat] if key in greedy else None,
            _points_of(placement) - _points_of(greedy.get(key)),
            changes.get(key),
            possible.get(key, 0),
            pinned.get((key, placement.flat)) if placement else None,
            facts.homes.get(key),
            placement is not None and (key, placement.flat) in not_liked,
        )


def _points_of(placement: Placement | None) -> int:
    return placement.points if placement else 0
