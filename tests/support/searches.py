"""Searches beside the same by hand, in turns in one run: of the times only ratios mean anything."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter

from sqlalchemy.orm import Session

from housing.search import ROWS, SearchCriteria, find
from maps.distance import Point
from tests.support.search_by_hand import ByHand

PAGE = ROWS + 1  # one more says whether there is a next page
MOST_TIMES = 3  # what takes so many times as long as the quickest is not tried again

Clock = Callable[[], float]


def searches(number: int) -> Iterator[SearchCriteria]:
    """Around points in a town and near it, by rent and bedrooms; the same every time."""
    drawn = Random(6)
    for _ in range(number):
        near = Point(drawn.gauss(35.32, 0.04), drawn.gauss(25.125, 0.06))
        radius_km, rent, bedrooms = drawn.choice((2, 5, 10)), drawn.randint(550, 900), drawn.choice((1, 2, 3))
        yield SearchCriteria(near, radius_km, most_rent=Decimal(rent), least_bedrooms=bedrooms)


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds that one search took, and the quickest way by hand: the medians of several rounds."""

    ours: float
    by_hand: float


def in_turns(
    session: Session, hand: ByHand, asked: Sequence[SearchCriteria], rounds: int, clock: Clock = perf_counter
) -> list[Timed]:
    """Each of them both ways, which find the same."""
    return [_compare(session, hand, criteria, rounds, clock) for criteria in asked]


def _compare(session: Session, hand: ByHand, criteria: SearchCriteria, rounds: int, clock: Clock) -> Timed:
    found = find(session, criteria, PAGE)
    first: dict[str, float] = {}
    for name, way in hand.ways.items():
        begun = clock()
        assert way(criteria, PAGE) == found, (name, criteria)
        first[name] = clock() - begun
    ways = {name: way for name, way in hand.ways.items() if first[name] <= MOST_TIMES * min(first.values())}
    ours: list[float] = []
    theirs: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        ours.append(milliseconds(lambda: find(session, criteria, PAGE), 1, clock))
        for name, way in ways.items():
            theirs[name].append(milliseconds(lambda way=way: way(criteria, PAGE), 1, clock))  # type: ignore[misc]
    return Timed(median(ours), min(map(median, theirs.values())))


def milliseconds(work: Callable[[], object], times: int, clock: Clock = perf_counter) -> float:
    """What it takes, the median of so many times."""
    taken = []
    for _ in range(times):
        begun = clock()
        work()
        taken.append(1000 * (clock() - begun))
    return median(taken)


def p95(times: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return sorted(times)[int(0.95 * (len(times) - 1))]


RENT_LIMITS = (199, 200, 201, 202, 203, 205, 210, 220, 250, 300, 400)
"""From none to a third of all; at a million one euro more lets another 1,400 pass."""


def sweep(number: int) -> Iterator[list[SearchCriteria]]:
    """The same searches with each of the limits, as many for each."""
    for limit in RENT_LIMITS:
        yield [replace(criteria, most_rent=Decimal(limit)) for criteria in searches(number)]
