"""What the best set of offers of a centre is made from: rows become plain values, `housing.allocation` decides."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from core.money import from_cents
from core.structure import Centre
from housing.allocation import Applicant, FairnessWeights, Pair, Vacancy, World, kinds_of_flat
from housing.allocation.rulings import Ruling
from housing.models import Lease, PairRuling
from housing.ports import SubsidyEstimates
from housing.ranking import Broken, Columns, Cost, Weights
from housing.ranking.places import COST, HOME
from housing.ranking.table import PointsTable
from housing.services.allocation.pair_rulings import standing_rulings
from housing.services.allocation.waiting_and_free import (
    FreeFlat,
    Objections,
    WaitingHousehold,
    may_be_offered,
    objections_to_pairs,
    what_is_free,
    who_waits,
)
from housing.services.homes.running_leases import homes_of
from housing.services.ranking.costs import MonthlyFigures, facts_of
from housing.services.ranking.flat_columns import Costs, flat_rows, home_of, judge_row
from housing.services.ranking.weights import all_in_force

MOST_AT_ONCE = 4_000_000  # pairs of households and flats that a page waits for: some seconds


@dataclass(frozen=True)
class PlanFacts:
    """All who wait and all that is free at a centre on a day, and what was decided and said of them."""

    centre: Centre
    on: date
    weights: Weights
    fairness: FairnessWeights
    waiters: Sequence[WaitingHousehold]  # without those who rent a home by a lease that nobody ends, unless pinned
    flats: Mapping[int, FreeFlat]
    rows: Sequence[Columns]  # of the flats
    rulings: Sequence[PairRuling]
    pins: Mapping[Pair, PairRuling]  # those that can be carried out
    homes: Mapping[int, Lease]  # by household that by which it rents one now
    settled: Set[int]  # the keys of households whose lease nobody ends
    left_out: int  # so many of these
    objections: Objections
    costs: "PlanCosts"

    @cached_property
    def here(self) -> Mapping[int, WaitingHousehold]:
        """By key of the household."""
        return {waiter.household.id: waiter for waiter in self.waiters}

    @cached_property
    def barred(self) -> Set[Pair]:
        """What is kept apart by people or by what was said, also where a pin overrides it."""
        by_people = {(one.household_id, one.listing_id) for one in self.rulings if one.ruling is Ruling.BAR}
        return by_people | self.objections.keeps_from(self.here, self.flats)

    @property
    def is_large(self) -> bool:
        """Whether a page would have to wait for the plan."""
        return len(self.waiters) * len(self.rows) > MOST_AT_ONCE

    @cached_property
    def digest(self) -> str:
        """The same for the same facts: a plan that was made from others is not that of now."""
        of_waiters = sorted(
            (one.household.id, one.since_on, one.fairness.points, sorted(one.kinds), repr(one.wishes))
            for one in self.waiters
        )
        others = sorted(self.rows, key=lambda row: row[0]), sorted(self.pins), sorted(self.barred)
        said = repr((self.on, self.weights, self.fairness, of_waiters, *map(list, others)))
        return sha256(said.encode()).hexdigest()

    def world(self, points: Any = None) -> World:
        """With these points of the pairs; without them it says who is there and decides nothing."""
        if points is None:
            points = np.broadcast_to(np.int16(0), (len(self.waiters), len(self.rows)))
        return World(
            tuple(_waiting(waiter) for waiter in self.waiters),
            tuple(_free(row) for row in self.rows),
            points,
            home=self.fairness.home,
            pins=frozenset(self.pins),
            bars=frozenset(self.barred - self.pins.keys()),
        )

    def world_with_points(self) -> World:
        """By the ranking: what takes long where there are many."""
        return self.world(_points(self.waiters, self.rows, self.costs, self.weights))


def gather(session: Session, centre: Centre, estimates: SubsidyEstimates, *, on: date) -> PlanFacts:
    """By the weights in force."""
    weights, fairness = all_in_force(session)
    everybody, flats = who_waits(session, centre, fairness, on=on), what_is_free(session, centre, on=on)
    rulings = standing_rulings(session, centre)
    pins = _pins(rulings, {waiter.household.id for waiter in everybody}, flats)
    homes = homes_of(session, [waiter.household.id for waiter in everybody], on)
    settled = {key for key, lease in homes.items() if lease.cut_short_on is None}
    waiters = _unless_settled(everybody, settled, pins)
    rows = [row for row in flat_rows(session, *may_be_offered(centre, on)) if row[0] in flats]
    costs = PlanCosts(session, waiters, rows, estimates, on)
    objections = objections_to_pairs(session, centre, on=on)
    left_out = len(everybody) - len(waiters)
    return PlanFacts(
        centre, on, weights, fairness, waiters, flats, rows, rulings, pins, homes, settled, left_out, objections, costs
    )


class PlanCosts:
    """What flats cost each household; those to whom a scheme answers the same are one group."""

    def __init__(
        self,
        session: Session,
        waiters: Sequence[WaitingHousehold],
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

    def broken(self, waiter: WaitingHousehold, listing_id: int, weights: Weights) -> Sequence[Broken]:
        """Every limit that the flat breaks, as where it is asked why not."""
        of_its_own = self.by_group[self.group[waiter.household.id]]
        ranked, _figures = judge_row(self.rows[listing_id], waiter.wishes, of_its_own, weights)
        return ranked.broken


def _points(waiters: Sequence[WaitingHousehold], rows: Sequence[Columns], costs: PlanCosts, weights: Weights) -> Any:
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


def _unless_settled(
    waiters: Sequence[WaitingHousehold], settled: Set[int], pins: Mapping[Pair, PairRuling]
) -> list[WaitingHousehold]:
    """Who rents a home by a lease that nobody ends takes no place in the plan, unless somebody pinned it to one."""
    pinned = {household for household, _flat in pins}
    return [one for one in waiters if one.household.id not in settled or one.household.id in pinned]


def _waiting(waiter: WaitingHousehold) -> Applicant:
    return Applicant(waiter.household.id, waiter.since_on, waiter.fairness.points, waiter.kinds)


def _free(row: Columns) -> Vacancy:
    home = home_of(*row[HOME])
    return Vacancy(row[0], kinds_of_flat(home.bedrooms, home.floor, home.has_lift, home.wheelchair))
