"""What the best set of offers costs and gains, beside the greedy one; and its solver beside others.

The gain is that of these drawn homes, by their points: it says nothing of families.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_matrix

from benchmarks.drawn_homes import DrawnHomes
from benchmarks.turns import Comparison, Goal, Measured, done, in_turns
from housing.allocation import Allocation, allocate, solving
from housing.allocation.edges import Edges, edges_of
from housing.allocation.world import Whole

SEED = 20261101


@dataclass(frozen=True, slots=True)
class Size:
    """How many of both and in how many seconds at most, among how many all solvers are compared, and rounds."""

    numbers: tuple[tuple[int, float], ...] = ((1000, 2), (5000, 60))
    solvers: int = 500
    rounds: int = 3


def measure(size: Size) -> list[Measured]:
    """From limits and points to both plans and the proof, beside the greedy plan alone."""
    whole = [_measure(number, seconds, size.rounds) for number, seconds in size.numbers]
    return [*whole, *map(Measured, _compare_solvers(size))]


def check_same(edges: Edges, other: Callable[[Edges], int]) -> None:
    """Raises AssertionError unless the other solver finds a plan of the same value."""
    taken = solving.best(edges)
    if other(edges) != edges.values[taken[taken != solving.NOWHERE]].sum():
        raise AssertionError("the solvers differ")


def _measure(number: int, seconds: float, rounds: int) -> Measured:
    homes = DrawnHomes(number, SEED)
    best, greedy = partial(_allocate, homes), partial(_go_down_the_list, homes)
    comparison = in_turns(f"greedy / best of {number:,} x {number:,}", done(greedy), done(best), times=1, rounds=rounds)
    return Measured(comparison, goal=Goal(most_seconds=seconds), found=_gain(best()))


def _gain(found: Allocation) -> dict[str, int | float]:
    """More points, more homes, and more of those who need what is held, than by the greedy plan."""
    return {
        "gain_percent": float(found.gain_percent or 0),
        "homes_more": len(found.best.placements) - len(found.greedy.placements),
        "held_more": found.best.reserved - found.greedy.reserved,
    }


def _compare_solvers(size: Size) -> list[Comparison]:
    edges = edges_of(DrawnHomes(size.solvers, SEED).world())
    others = {"sparse / dense matching": _dense, "sparse matching / HiGHS": _highs}
    for other in others.values():
        check_same(edges, other)
    sparse = done(partial(solving.best, edges))
    return [
        in_turns(work, sparse, done(partial(other, edges)), times=1, rounds=size.rounds)
        for work, other in others.items()
    ]


def _allocate(homes: DrawnHomes) -> Allocation:
    return allocate(homes.world())


def _go_down_the_list(homes: DrawnHomes) -> Whole:
    return solving.greedy(edges_of(homes.world()))


def _dense(edges: Edges) -> int:
    values = np.zeros((len(edges.of_household), len(edges.of_flat)), dtype=np.int64)
    values[edges.households, edges.flats] = edges.values
    return int(values[linear_sum_assignment(values, maximize=True)].sum())


def _highs(edges: Edges) -> int:
    """Scaled, since it takes numbers of this size for the same where they are not."""
    number, ones = len(edges.values), np.ones(2 * len(edges.values))
    once = np.concatenate([edges.households, len(edges.of_household) + edges.flats])
    all_pairs = np.tile(np.arange(number), 2)
    shape = len(edges.of_household) + len(edges.of_flat), number
    found = linprog(-edges.values / edges.values.max(), A_ub=coo_matrix((ones, (once, all_pairs)), shape=shape).tocsr(),
                    b_ub=np.ones(shape[0]), bounds=(0, 1), method="highs")  # fmt: skip
    return int(edges.values[found.x > 0.5].sum())
