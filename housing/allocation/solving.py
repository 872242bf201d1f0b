"""The best plan, its proof, and the greedy one beside it. Pure, in whole numbers.

The plan comes from SciPy's sparse matching: of 5,000 x 5,000 it takes a fraction of the time of the dense one, and
HiGHS takes many times as long (docs/proof/bench-allocation.json). Whether it is the best is not believed but proven, by
prices: what each household gets out of its flat and what each flat is wanted for. Where no pair is worth more than both
prices together, and those of the plan are worth exactly theirs, no plan is worth more than the sum of all prices, which
is what this one is worth.
"""

from dataclasses import dataclass

import numpy as np

from housing.allocation.edges import Edges
from housing.allocation.world import Whole

NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Prices:
    """Of households and of flats, in the order of the edges; none is below 0."""

    households: Whole
    flats: Whole


def best(edges: Edges) -> Whole:
    """By household the pair that it gets, as its place among the pairs, or NOWHERE."""
    from scipy.sparse import csr_matrix  # half a second to load, which only this needs
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    number, flats = len(edges.of_household), len(edges.of_flat)
    if not len(edges.values):
        return np.full(number, NOWHERE)
    dear = int(edges.values.max()) + 1  # what it costs to go without; a pair costs less by what it is worth
    rows, households = edges.households, np.arange(number)
    costs = np.concatenate([dear - edges.values, np.full(number, dear)]).astype(float)
    where = np.concatenate([rows, households]), np.concatenate([edges.flats, flats + households])
    _, got = min_weight_full_bipartite_matching(csr_matrix((costs, where), shape=(number, flats + number)))
    return _pairs_of(edges, np.where(got < flats, got, NOWHERE))


def greedy(edges: Edges) -> Whole:
    """The same of whoever goes down the list: the best pair first, then the best of those that are left.

    It stands for officers who work off a ranking: they offer what suits best where it suits best, and go on with what
    is left. Those who need what is reserved come first here too.
    """
    households = edges.households
    taken = np.full(len(edges.of_household), NOWHERE)
    is_gone = np.zeros(len(edges.of_flat), dtype=bool)
    left = np.argsort(-edges.values, kind="stable")
    while len(left):
        some, left = left[:_AT_ONCE], left[_AT_ONCE:]
        for pair in some.tolist():
            household, flat = households[pair], edges.flats[pair]
            if taken[household] == NOWHERE and not is_gone[flat]:
                taken[household], is_gone[flat] = pair, True
        left = left[(taken[households[left]] == NOWHERE) & ~is_gone[edges.flats[left]]]
    return taken


def prices_of(edges: Edges, taken: Whole) -> Prices | None:
    """The lowest by which a plan is proven the best, or None where it is not the best.

    What a household outside the plan would give for a flat is its price at least; whoever holds that flat would then
    give so much more for others. Where that comes to an end with nobody giving more than a flat is worth to him, and
    nothing for a flat that stays free, these are the prices.
    """
    flats = np.zeros(len(edges.of_flat), dtype=np.int64)
    placed = np.flatnonzero(taken != NOWHERE)
    holder = np.full(len(flats), NOWHERE)
    holder[edges.flats[taken[placed]]] = placed
    left, asking = _left(edges, taken, flats), np.arange(len(taken))
    while len(asking):
        pairs = _pairs_from(edges, asking)
        raised = flats.copy()
        np.maximum.at(raised, edges.flats[pairs], edges.values[pairs] - np.repeat(left[asking], edges.numbers[asking]))
        dearer = np.flatnonzero(raised > flats)
        flats, asking = raised, holder[dearer]
        left = _left(edges, taken, flats)
        if (asking == NOWHERE).any() or (left < 0).any():
            return None
    return Prices(left, flats)


def is_proven(edges: Edges, taken: Whole, prices: Prices) -> bool:
    """Whether the prices prove the plan: asked apart from how either was found, by sums alone."""
    if min(prices.households.min(initial=0), prices.flats.min(initial=0)) < 0:
        return False
    both = prices.households[edges.households] + prices.flats[edges.flats]
    pairs = taken[taken != NOWHERE]
    is_plan = len(np.unique(edges.flats[pairs])) == len(pairs)
    is_covered = bool((both >= edges.values).all())
    return (
        is_plan and is_covered and int(prices.households.sum() + prices.flats.sum()) == int(edges.values[pairs].sum())
    )


_AT_ONCE = 20_000  # pairs gone through before those that are no longer possible are left out


def _left(edges: Edges, taken: Whole, flats: Whole) -> Whole:
    """What each household has of its pair beyond the price of the flat."""
    left = np.zeros(len(taken), dtype=np.int64)
    placed = np.flatnonzero(taken != NOWHERE)
    pairs = taken[placed]
    left[placed] = edges.values[pairs] - flats[edges.flats[pairs]]
    return left


def _pairs_of(edges: Edges, got: Whole) -> Whole:
    """By household the place of its pair."""
    taken = np.full(len(got), NOWHERE)
    households = edges.households
    is_taken = got[households] == edges.flats
    taken[households[is_taken]] = np.flatnonzero(is_taken)
    return taken


def _pairs_from(edges: Edges, households: Whole) -> Whole:
    """All pairs of these households, one household after the other."""
    starts, numbers = edges.starts[households], edges.numbers[households]
    before = np.cumsum(numbers) - numbers
    return np.repeat(starts - before, numbers) + np.arange(numbers.sum())
