"""The same work without something and with it, in turns in one run: of seconds only the ratio means anything."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from math import inf
from statistics import median
from time import perf_counter, process_time

Work = Callable[[], AbstractContextManager[Callable[[], object]]]  # prepares what is timed, and clears up after it


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that work took: on the clock, and of the processor by this process."""

    clock: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A piece of work without something and with it, round by round."""

    work: str
    times: int  # how often it is done in a round
    rounds: tuple[tuple[Taken, Taken], ...]

    @property
    def ratio(self) -> float:
        """How many times as long it takes with it, on the clock."""
        return median(with_it.clock / without.clock for without, with_it in self.rounds)

    @property
    def cpu_ratio(self) -> float:
        """The same by the processor: steadier on a busy machine, and blind to a database's server."""
        return median(with_it.cpu / without.cpu for without, with_it in self.rounds)

    @property
    def milliseconds(self) -> tuple[float, float]:
        """What one time takes on the clock in the round that was disturbed least, without it and with it."""
        without, with_it = (min(taken.clock for taken in side) for side in zip(*self.rounds, strict=True))
        return without * 1000 / self.times, with_it * 1000 / self.times


@dataclass(frozen=True, slots=True)
class Goal:
    """Between which bounds a ratio is to lie, and how many seconds a round may take with it on any machine."""

    least: float = 0
    most: float = inf
    most_seconds: float = inf

    def __str__(self) -> str:
        if self == Goal(most_seconds=self.most_seconds):
            return f"in at most {self.most_seconds:g} s"
        ratio = f"at least {self.least:g}" if self.least else f"at most {self.most:g}"
        return ratio if self.most_seconds == inf else f"{ratio}, in at most {self.most_seconds:g} s"

    def is_reached(self, comparison: Comparison) -> bool:
        """Whether the comparison keeps to it."""
        _, with_it = comparison.milliseconds
        in_time = with_it * comparison.times <= self.most_seconds * 1000
        return in_time and self.least <= comparison.ratio <= self.most


@dataclass(frozen=True, slots=True)
class Measured:
    """A comparison, on which database if any, what it is to reach if anything, and what else was found by it."""

    comparison: Comparison
    database: str = ""
    goal: Goal | None = None
    found: Mapping[str, int | float] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool:
        return self.goal is None or self.goal.is_reached(self.comparison)

    def figures(self) -> dict[str, str | int | float | bool]:
        """What is kept of it. The milliseconds are those of the machine that measured."""
        without, with_it = self.comparison.milliseconds
        return {
            "work": self.comparison.work,
            **({"database": self.database} if self.database else {}),
            "times": self.comparison.times,
            "rounds": len(self.comparison.rounds),
            "ms_without": _four_figures(without),
            "ms_with": _four_figures(with_it),
            "ratio": round(self.comparison.ratio, 2),
            "cpu_ratio": round(self.comparison.cpu_ratio, 2),
            **self.found,
            **({"goal": str(self.goal), "reached": self.is_reached} if self.goal else {}),
        }


def done(work: Callable[[], object]) -> Work:
    """Work that needs no preparing."""
    return lambda: nullcontext(work)


def in_turns(work: str, without: Work, with_it: Work, *, times: int, rounds: int) -> Comparison:
    """Do both a number of rounds; which of them comes first changes with every round."""
    return Comparison(work, times, tuple(_round(without, with_it, number % 2 == 1) for number in range(rounds)))


def _round(without: Work, with_it: Work, is_turned: bool) -> tuple[Taken, Taken]:
    if is_turned:
        last = _take_time(with_it)
        return _take_time(without), last
    return _take_time(without), _take_time(with_it)


def _take_time(work: Work) -> Taken:
    with work() as do:
        clock, cpu = perf_counter(), process_time()
        do()
        return Taken(perf_counter() - clock, process_time() - cpu)


def _four_figures(milliseconds: float) -> float:
    return float(f"{milliseconds:.4g}")
