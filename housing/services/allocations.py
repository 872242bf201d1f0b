"""The best set of offers of a centre, beside the greedy one: rows become plain values, `housing.allocation` decides."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from core.money import from_cents
from core.structure import Centre
from housing.allocation import (
    Allocation,
    Change,
    FairnessWeights,
    Free,
    Pair,
    Placement,
    Waiting,
    World,
    allocate,
    kinds_of_flat,
)
from housing.allocation.rulings import Ruling
from housing.models import Lease, PairRuling
from housing.ports import SubsidyEstimates
from housing.ranking import Broken, Columns, Cost, Weights
from housing.ranking.places import COST, HOME
from housing.ranking.table import PointsTable
from housing.services.figures import MonthlyFigures, facts_of
from housing.services.flat_columns import Costs, flat_rows, home_of, judge_row
from housing.services.pair_rulings import standing_rulings
from housing.services.plan_pins import PinnedPair, pinned_pairs
from housing.services.running_leases import homes_of
from housing.services.waiting_and_free import (
    FreeFlat,
    LeftOut,
    Waiter,
    left_out,
    may_be_offered,
    said_of_pairs,
    what_is_free,
    who_waits,
)
from housing.services.weights import all_in_force


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A household in the plan: which flat it gets, if any, and which it would get by the greedy one."""

    waiter: Waiter
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
    weights, fairness = all_in_force(session)
    everybody, flats = who_waits(session, centre, fairness, on=on), what_is_free(session, centre, on=on)
    rulings = standing_rulings(session, centre)
    pins = _pins(rulings, {waiter.household.id for waiter in everybody}, flats)
    homes = homes_of(session, [waiter.household.id for waiter in everybody], on)
    settled = {key for key, lease in homes.items() if lease.cut_short_on is None}
    waiters = _unless_settled(everybody, settled, pins)
    here = {waiter.household.id: waiter for waiter in waiters}
    rows = [row for row in flat_rows(session, *may_be_offered(centre, on)) if row[0] in flats]
    costs = _Costs(session, waiters, rows, estimates, on)
    said = said_of_pairs(session, centre, on=on)
    barred = {(one.household_id, one.listing_id) for one in rulings if one.ruling is Ruling.BAR}
    barred |= said.keeps_from(here, flats)
    world = World(
        tuple(_waiting(waiter) for waiter in waiters),
        tuple(_free(row) for row in rows),
        _points(waiters, rows, costs, weights),
        home=fairness.home,
        pins=frozenset(pins),
        bars=frozenset(barred - pins.keys()),
    )
    found = allocate(world)
    broken = {pair: costs.broken(here[pair[0]], pair[1], weights) for pair in pins}
    pinned = pinned_pairs(found, pins, broken, said, barred, settled, here, flats)
    return CentrePlan(
        centre,
        found,
        list(_rows(found, waiters, flats, costs, pinned, homes, said.not_liked)),
        flats,
        rulings,
        frozenset(one.id for one in rulings if (one.household_id, one.listing_id) in pins.keys() | world.bars),
        left_out(session, centre, on=on),
        len(everybody) - len(waiters),
        len(said.kept_for.keys() & flats.keys()),
        fairness,
    )


class _Costs:
    """What flats cost each household; those to whom a scheme answers the same are one group."""

    def __init__(
        self,
        session: Session,
        waiters: Sequence[Waiter],
        rows: Sequence[Columns],
        estimates: SubsidyEstimates,
        on: date,
    ) -> None:
        rents = [from_cents(cents) for cents in sorted({row[COST.start] for row in rows})]
        answers = estimates.estimate_all(session, [facts_of(one.household) for one in waiters], rents, on)
        self.group = {one.household.id: id(answer) for one, answer in zip(waiters, answers, strict=True)}
        self.by_group = {id(answer): Costs(answer) for answer in answers}
        self.rows = {row[0]: row for row in rows}

    def cost(self, group: int, *columns: Any) -> Cost:
        return self.by_group[group].cost(*columns)

    def figures(self, household_id: int, listing_id: int) -> MonthlyFigures:
        return self.by_group[self.group[household_id]].figures(*self.rows[listing_id][COST])

    def broken(self, waiter: Waiter, listing_id: int, weights: Weights) -> Sequence[Broken]:
        """Every limit that the flat breaks, as where it is asked why not."""
        of_its_own = self.by_group[self.group[waiter.household.id]]
        ranked, _figures = judge_row(self.rows[listing_id], waiter.wishes, of_its_own, weights)
        return ranked.broken


def _points(waiters: Sequence[Waiter], rows: Sequence[Columns], costs: _Costs, weights: Weights) -> Any:
    table = PointsTable(rows, weights, cost_of=costs.cost, home_of=home_of)
    points = [table.points(one.wishes, costs.group[one.household.id]) for one in waiters]
    return np.array(points, dtype=np.int16).reshape(len(waiters), len(rows))


def _pins(rulings: Sequence[PairRuling], households: set[int], flats: Mapping[int, FreeFlat]) -> dict[Pair, PairRuling]:
    """Those that can be carried out; of two for one flat, as adverts are merged, the earlier."""
    pins: dict[Pair, PairRuling] = {}
    taken: set[int] = set()
    for one in rulings:
        is_here = one.household_id in households and one.listing_id in flats
        if one.ruling is Ruling.PIN and is_here and one.listing_id not in taken:
            pins[one.household_id, one.listing_id] = one
            taken.add(one.listing_id)
    return pins


def _unless_settled(waiters: Sequence[Waiter], settled: Set[int], pins: Mapping[Pair, PairRuling]) -> list[Waiter]:
    """Who rents a home by a lease that nobody ends takes no place in the plan, unless somebody pinned it to one."""
    pinned = {household for household, _flat in pins}
    return [one for one in waiters if one.household.id not in settled or one.household.id in pinned]


def _waiting(waiter: Waiter) -> Waiting:
    return Waiting(waiter.household.id, waiter.since_on, waiter.fairness.points, waiter.kinds)


def _free(row: Columns) -> Free:
    home = home_of(*row[HOME])
    return Free(row[0], kinds_of_flat(home.bedrooms, home.floor, home.has_lift, home.wheelchair))


def _rows(
    found: Allocation, waiters: Sequence[Waiter], flats: Mapping[int, FreeFlat], costs: _Costs,
    pinned: Mapping[Pair, PinnedPair], homes: Mapping[int, Lease], not_liked: Set[Pair],
) -> Iterator[PlanRow]:  # fmt: skip
    best, greedy = found.best.by_household, found.greedy.by_household
    changes, possible = found.changes, found.world.possible
    queue = sorted(waiters, key=lambda one: (one.household.id not in best, one.since_on, one.household.id))
    for waiter in queue:
        key = waiter.household.id
        placement = best.get(key)
        yield PlanRow(
            waiter,
            flats[placement.flat] if placement else None,
            placement,
            costs.figures(key, placement.flat) if placement else None,
            flats[greedy[key].flat] if key in greedy else None,
            _points_of(placement) - _points_of(greedy.get(key)),
            changes.get(key),
            possible[key],
            pinned.get((key, placement.flat)) if placement else None,
            homes.get(key),
            placement is not None and (key, placement.flat) in not_liked,
        )


def _points_of(placement: Placement | None) -> int:
    return placement.points if placement else 0
