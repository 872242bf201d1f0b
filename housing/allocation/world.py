"""What an allocation is told, as plain values, and who stands where. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from housing.allocation.scarcity import Kind, reserved_kinds

Whole = NDArray[np.int64]
Pair = tuple[int, int]  # the keys of a household and of a flat

IMPOSSIBLE = -1  # in place of the points of a pair that breaks a limit


@dataclass(frozen=True, slots=True)
class Applicant:
    """A household that waits: since when, what it gets for that and for its vulnerability, and what it needs of what is
    scarce.
    """

    key: int
    since_on: date
    fairness: int = 0
    needs: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A flat that is free, and of which kinds it is of those that may be scarce."""

    key: int
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True)
class World:
    """All who wait and all that is free, in whatever order.

    `points` has a row for each household and a column for each flat: the ranking's whole points, or IMPOSSIBLE. Every
    pair that is placed counts `home` points besides, from 1. A pin is carried out whatever the limits; a bar keeps two
    apart. Raises ValueError for pins that contradict each other or a bar, or are of nobody here.
    """

    waiting: tuple[Applicant, ...]
    free: tuple[Vacancy, ...]
    points: NDArray[Any]
    home: int = 100
    pins: frozenset[Pair] = frozenset()
    bars: frozenset[Pair] = frozenset()
    rows: Mapping[int, int] = field(init=False)  # by key of the household, its row among `waiting`
    columns: Mapping[int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rows", {one.key: row for row, one in enumerate(self.waiting)})
        object.__setattr__(self, "columns", {one.key: column for column, one in enumerate(self.free)})
        if self.points.shape != (len(self.waiting), len(self.free)):
            raise ValueError(f"points for {self.points.shape}, not for {len(self.waiting)} x {len(self.free)}")
        if self.home < 1:
            raise ValueError("a home counts at least one point, or it would be all the same whether anybody gets one")
        _check_pins(self)

    @cached_property
    def worth(self) -> Whole:
        """Of each pair in points, 0 where it is none, or none any more since one of both is pinned elsewhere."""
        possible = self.points >= 0
        for household, flat in self.bars:
            if household in self.rows and flat in self.columns:
                possible[self.rows[household], self.columns[flat]] = False
        for household, flat in self.pins:
            possible[self.rows[household], :] = False
            possible[:, self.columns[flat]] = False
        fairness = np.array([one.fairness for one in self.waiting], dtype=np.int64)
        return np.where(possible, self.points.astype(np.int64) + self.home + fairness[:, None], 0)

    @cached_property
    def reserved(self) -> frozenset[Kind]:
        """The kinds of flats that are reserved for those who need them."""
        return reserved_kinds([one.kinds for one in self.free], [one.needs for one in self.waiting])

    @property
    def reserved_counts(self) -> list[tuple[Kind, int, int]]:
        """Of each kind that is reserved how many flats there are, and how many households that need one."""
        flats = Counter(kind for one in self.free for kind in one.kinds)
        needs = Counter(kind for one in self.waiting for kind in one.needs)
        return [(kind, flats[kind], needs[kind]) for kind in Kind if kind in self.reserved]

    def needs_reserved(self, one: Applicant) -> bool:
        """Whether it goes before others who do not."""
        return bool(one.needs & self.reserved)

    @cached_property
    def possible(self) -> Mapping[int, int]:
        """By household how many flats break none of its limits."""
        return dict(zip(self.rows, (self.points >= 0).sum(axis=1).tolist(), strict=True))

    def fit_of(self, household: int, flat: int) -> int | None:
        """The ranking's points; None where a limit is broken."""
        points = int(self.points[self.rows[household], self.columns[flat]])
        return None if points < 0 else points

    def points_of(self, household: int, flat: int) -> int:
        """What a pair counts; none where a pin overrides a limit."""
        fit = self.fit_of(household, flat)
        return 0 if fit is None else fit + self.home + self.waiting[self.rows[household]].fairness


def _check_pins(world: World) -> None:
    households, flats = [pin[0] for pin in world.pins], [pin[1] for pin in world.pins]
    if len(set(households)) < len(households) or len(set(flats)) < len(flats):
        raise ValueError("a household or a flat is pinned twice")
    if world.pins & world.bars:
        raise ValueError("what is pinned is barred too")
    if not (set(households) <= world.rows.keys() and set(flats) <= world.columns.keys()):
        raise ValueError("a pin is of somebody who does not wait, or of a flat that is not free")
