"""Households that wait and flats that are free, drawn from a seed: sizes, rents and needs as a centre has them."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import numpy as np

from core.money import from_cents
from housing.allocation import (
    Applicant,
    FairnessWeights,
    Vacancy,
    World,
    fairness_of,
    groups_of,
    kinds_needed,
    kinds_of_flat,
)
from housing.ranking import Columns, Cost, Estimate, FlatFacts, Weights, Wishes
from housing.ranking.places import HOME
from housing.ranking.table import PointsTable

_ON = date(2026, 11, 1)
_SUBSIDY = {1: 162, 2: 309, 3: 396, 4: 504, 5: 504, 6: 630, 7: 630}  # a month, by how many live there
_PEOPLE, _BEDROOMS = (1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7), (1, 1, 1, 2, 2, 2, 2, 3, 3, 4)
_NAMES = "bedrooms", "floor", "has_lift", "wheelchair"


class DrawnHomes:
    """So many of both, as reading them from a database gives them."""

    def __init__(self, number: int, seed: int) -> None:
        random = Random(seed)
        self.rows = [_flat(random, key) for key in range(number)]
        self.households = [_household(random) for _ in range(number)]

    def world(self) -> World:
        """Everything from the limits and the ranking's points on."""
        table = PointsTable(self.rows, Weights(), cost_of=_cost, home_of=_home)
        points = [table.points(wishes, wishes.people) for wishes, _since, _ages in self.households]
        waiting = (_waiting(key, *household) for key, household in enumerate(self.households))
        return World(tuple(waiting), tuple(map(_free, self.rows)), np.array(points))


def _flat(random: Random, key: int) -> Columns:
    bedrooms = random.choice(_BEDROOMS)
    rent = 100 * (150 + 110 * bedrooms + 10 * random.randint(-6, 20))
    home = bedrooms, random.randint(0, 5), random.random() < 0.5, random.random() < 0.08, None, None
    return (
        key,
        random.random() * 25,
        20 + 20 * bedrooms + random.randint(-8, 12),
        rent,
        None,
        *(None, None, None),
        *home,
    )


def _household(random: Random) -> tuple[Wishes, date, list[int]]:
    people = random.choice(_PEOPLE)
    wheelchair = random.random() < 0.03
    wishes = Wishes(
        people,
        (people + 1) // 2,
        wheelchair or random.random() < 0.1,
        Decimal(random.randrange(0, 260, 10)),
        wheelchair=wheelchair,
    )
    ages = [random.randint(18, 80), *(random.randint(0, 45) for _ in range(people - 1))]
    return wishes, _ON - timedelta(days=random.randint(0, 900)), ages


def _waiting(key: int, wishes: Wishes, since: date, ages: list[int]) -> Applicant:
    groups = groups_of(ages, single_parent=len(ages) == 2, wheelchair=wishes.wheelchair)
    fairness = fairness_of(since, groups, FairnessWeights(), on=_ON)
    needs = kinds_needed(wishes.bedrooms, step_free=wishes.step_free, wheelchair=wishes.wheelchair)
    return Applicant(key, since, fairness.points, needs)


def _free(row: Columns) -> Vacancy:
    bedrooms, floor, has_lift, wheelchair = row[HOME][:4]
    return Vacancy(row[0], kinds_of_flat(bedrooms, floor, has_lift, wheelchair))


def _cost(people: int, rent_cents: int, *_charges: Any) -> Cost:
    rent = from_cents(rent_cents)
    paid = min(rent, Decimal(_SUBSIDY[people]))
    return Cost(rent, Estimate(paid, rent - paid))


def _home(*columns: Any) -> FlatFacts:
    said = dict(zip(_NAMES, columns, strict=False))
    return FlatFacts(listing_id=0, monthly_cost=Decimal(0), size_m2=None, distance_km=None, **said)
