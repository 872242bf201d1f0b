"""The order of a whole centre's flats without an object for each: what several have in common is judged once. Pure.

What a flat costs, how large it is and everything else of it come up again and again; where it stands does not, so that
this is reckoned by columns. `housing.ranking.rank` says the same of each flat in full.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Any, NamedTuple

import numpy as np

from housing.ranking.columns import Array, Column, Repeated, measured, whole
from housing.ranking.facts import Estimate, FlatFacts, Wishes
from housing.ranking.graded import halves_for_place, halves_for_quiet, points_for_wishes
from housing.ranking.limits import broken_by, is_too_dear, why_not
from housing.ranking.points import distance_bounds, points_for_distance, points_for_money, points_for_room
from housing.ranking.standing import STANDINGS, standings
from housing.ranking.verdict import MOST_BROKEN, Verdict
from housing.ranking.weights import MOST_POINTS, Weights

Columns = tuple[Any, ...]  # of a flat: its number, distance in km, size in m², COST, PLACE, then everything else
COST, PLACE, HOME = slice(3, 5), slice(5, 8), slice(8, None)


class Cost(NamedTuple):
    """What flats of one rent and charges cost, and what the subsidy would pay."""

    monthly_cost: Decimal
    estimate: Estimate | None

    @property
    def pays(self) -> Decimal:
        """The household itself."""
        return self.monthly_cost if self.estimate is None else self.estimate.household_pays


@dataclass(frozen=True, slots=True)
class Places:
    """Where flats stand, in the order of their rows. All arrays are as long."""

    listing_ids: Array
    broken: Array  # how many limits, at most MOST_BROKEN
    scores: Array
    pays: Array  # what is left to pay: which of all such sums, the least first

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many flats there are of each."""
        numbers = np.bincount(self.broken, minlength=MOST_BROKEN + 1).tolist()
        return dict(zip(Verdict, numbers, strict=True))

    def span(self, verdict: Verdict | None = None) -> range:
        """The places of those of a verdict, or of all, from 0."""
        ends = list(accumulate(self.counts.values(), initial=0))
        if verdict is None:
            return range(ends[-1])
        place = list(Verdict).index(verdict)
        return range(ends[place], ends[place + 1])

    def rows(self, span: Sequence[int]) -> list[int]:
        """Whose are these places, which follow one another: of equals that flat comes first which leaves less to pay,
        then the smaller number.
        """
        if not span:
            return []
        order = (self.broken * (MOST_POINTS + 1) - self.scores) * len(self.pays) + self.pays
        last = np.partition(order, span[-1])[span[-1]]
        first = np.flatnonzero(order <= last)
        found: list[int] = first[np.lexsort((self.listing_ids[first], order[first]))].tolist()
        return found[span[0] : span[-1] + 1]


def places(
    rows: Sequence[Columns],
    wishes: Wishes,
    weights: Weights,
    *,
    cost_of: Callable[..., Cost],
    home_of: Callable[..., FlatFacts],
) -> Places:
    """Where each flat stands. `cost_of` is told the columns of the cost, `home_of` those of the home, of which number,
    cost, size, distance and place do not matter.
    """
    columns = columns_of(rows)
    of_money, of_room, of_distance, of_wishes = weights.points_for(wishes)
    pays, too_dear, for_money = _judge_costs(columns[COST], wishes, of_money, cost_of)
    broken_at_home, halves_at_home = _judge_homes(columns[HOME], wishes, home_of)
    broken_there, halves_there = judge_places(columns[PLACE], wishes)
    for_halves = whole(points_for_wishes(halves, wishes, of_wishes) for halves in range(2 * wishes.graded + 1))
    scores = (
        for_money
        + points_for_rooms(columns[2], wishes.people, of_room)
        + points_for_distances(columns[1], of_distance)
        + for_halves[halves_at_home + halves_there]
    )
    broken = np.minimum(too_dear + broken_at_home + broken_there, MOST_BROKEN)
    return Places(whole(columns[0]), broken, scores, pays)


def columns_of(rows: Sequence[Columns]) -> Sequence[Column]:
    """Those of the cost, of the place and of the home at the slices where a row has them."""
    return list(zip(*rows, strict=True)) or [()] * (HOME.start + 1)


def _judge_costs(
    columns: Sequence[Column], wishes: Wishes, out_of: int, cost_of: Callable[..., Cost]
) -> tuple[Array, Array, Array]:
    """What is left to pay as which of all such sums it is, whether that is too much, and the points for it."""
    sums = Repeated(*columns)
    pays = [cost_of(*said).pays for said in sums.said]
    by_sum = {one: place for place, one in enumerate(sorted(set(pays)))}
    return (
        sums.spread(by_sum[one] for one in pays),
        sums.spread(is_too_dear(one, wishes) for one in pays),
        sums.spread(points_for_money(one, out_of) for one in pays),
    )


def _judge_homes(columns: Sequence[Column], wishes: Wishes, home_of: Callable[..., FlatFacts]) -> tuple[Array, Array]:
    """How many limits are broken, and the halves of wishes."""
    homes, anywhere = Repeated(*columns), replace(wishes, most_rent=None, only=(), never=())
    facts = [home_of(*said) for said in homes.said]
    return (
        homes.spread(len(why_not(home, anywhere, None)) for home in facts),
        homes.spread(halves_for_quiet(home.quiet, wishes) for home in facts),
    )


def judge_places(columns: Sequence[Column], wishes: Wishes) -> tuple[Array | int, Array | int]:
    """The same of where they stand."""
    if not wishes.asks_where:
        return 0, 0
    where = standings(wishes, *columns)
    return (
        whole(len(broken_by(one, wishes)) for one in STANDINGS)[where],
        whole(halves_for_place(one, wishes) for one in STANDINGS)[where],
    )


def points_for_rooms(sizes: Column, people: int, out_of: int) -> Array:
    """By their sizes."""
    known = Repeated(sizes)
    return known.spread(points_for_room(size_m2, people, out_of) for (size_m2,) in known.said)


def points_for_distances(distances: Column, out_of: int) -> Array:
    """Looked up between bounds: it comes up but once."""
    km, bounds = measured(distances), distance_bounds(out_of)
    return np.where(np.isnan(km), points_for_distance(None, out_of), len(bounds) - np.searchsorted(bounds, km))
