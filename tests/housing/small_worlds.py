"""Small worlds drawn from a seed, with pins, bars and scarce flats, and every plan there is for them, by hand."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import numpy as np

from housing.allocation import IMPOSSIBLE, Applicant, Kind, Vacancy, World

Flats = dict[int, int]  # by household


def small_world(seed: int, most: int = 7) -> World:
    """Up to so many of both: few points, so that many plans are nearly as good; of some kinds there are few flats."""
    random = Random(seed)
    waiting = tuple(
        Applicant(
            100 + key,
            date(2025, 1, 1) + timedelta(days=random.randrange(4)),
            random.choice((0, 0, 3, 10)),
            frozenset(kind for kind in Kind if random.random() < 0.2),
        )
        for key in random.sample(range(50), max(random.randint(0, most), random.randint(0, most)))
    )
    free = tuple(
        Vacancy(500 + key, frozenset(kind for kind in Kind if random.random() < 0.3))
        for key in random.sample(range(50), max(random.randint(0, most), random.randint(0, most)))
    )
    points = np.array([[_points(random, one, flat) for flat in free] for one in waiting], dtype=np.int16).reshape(
        len(waiting), len(free)
    )
    pairs = [(one.key, flat.key) for one in waiting for flat in free]
    pins: set[tuple[int, int]] = set()
    if pairs and random.random() < 0.4:
        pins = {random.choice(pairs)}
    bars = {pair for pair in pairs if random.random() < 0.1} - pins
    return World(waiting, free, points, random.choice((1, 10)), frozenset(pins), frozenset(bars))


def shuffled(world: World, seed: int) -> World:
    """The same with its rows and columns in another order."""
    random = Random(seed)
    rows, columns = list(range(len(world.waiting))), list(range(len(world.free)))
    random.shuffle(rows)
    random.shuffle(columns)
    return World(
        tuple(world.waiting[row] for row in rows),
        tuple(world.free[column] for column in columns),
        world.points[np.ix_(np.array(rows, dtype=int), np.array(columns, dtype=int))],
        world.home,
        world.pins,
        world.bars,
    )


def every_plan(world: World) -> Iterator[Flats]:
    """Each that keeps to the limits, the pins and the bars."""
    pinned = dict(world.pins)
    others = [one.key for one in world.waiting if one.key not in pinned]
    left = frozenset(flat.key for flat in world.free) - set(pinned.values())
    for plan in _every(world, others, left):
        yield pinned | plan


def _every(world: World, households: list[int], flats: frozenset[int]) -> Iterator[Flats]:
    if not households:
        yield {}
        return
    first, *others = households
    yield from _every(world, others, flats)
    for flat in flats:
        if world.points[world.rows[first], world.columns[flat]] >= 0 and (first, flat) not in world.bars:
            for plan in _every(world, others, flats - {flat}):
                yield {first: flat} | plan


def _points(random: Random, one: Applicant, flat: Vacancy) -> int:
    """No limit is broken by what is of another kind only: a few pairs are impossible for other reasons too."""
    return IMPOSSIBLE if one.needs - flat.kinds or random.random() < 0.25 else random.randint(0, 6)
