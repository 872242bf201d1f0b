"""What schedules cost: the exact engine beside a plain reading of the rule, the simulation beside that and bare sums.

What is timed against each other has given the same cents before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

import numpy as np

from benchmarks import plain_schedule
from benchmarks.drawn_awards import award_with_events, two_tables
from benchmarks.turns import Goal, Measured, done, in_turns
from core.money import to_cents
from subsidies.rules.case import Case, Period, award_period
from subsidies.rules.columns import Array
from subsidies.rules.day_numbers import month_of
from subsidies.rules.months import due_months
from subsidies.rules.portfolio import Portfolio, portfolio_of
from subsidies.rules.rates import Rates
from subsidies.rules.schedule import due_instalments
from subsidies.rules.scheme import Scheme
from subsidies.rules.simulate import Simulation, simulate

FREEZE = Period(date(2026, 10, 1), date(2026, 11, 16))


@dataclass(frozen=True, slots=True)
class Size:
    """How many awards, and how many rounds."""

    exact: int = 10_000
    simulated: int = 100_000
    rounds: int = 5


def measure(size: Size) -> list[Measured]:
    """The engine, and the simulation of tables and of a freeze with its columns ready. No words on any side."""
    scheme, random = two_tables(), Random(20260101)
    cases = [award_with_events(random) for _ in range(size.simulated)]
    few, portfolio = cases[: size.exact], portfolio_of(scheme.terms, cases)
    check_same(scheme, few)

    instalments = partial(_reckon_instalments, scheme, few)
    exact, plain, plain_of_all = (
        partial(_reckon, scheme, few),
        partial(_read, scheme, few),
        partial(_read, scheme, cases),
    )
    tables, freeze = partial(simulate, portfolio, scheme), partial(simulate, portfolio, scheme, [FREEZE])
    sums, columns = bare_sums(portfolio, scheme), partial(portfolio_of, scheme.terms, cases)
    pairs = [
        ("plain reading / engine", exact, plain, len(few), Goal(least=5)),
        ("plain reading / instalments with their dates", instalments, plain, len(few), None),
        ("plain reading / simulation", tables, plain_of_all, len(cases), Goal(least=100)),
        ("simulation / bare sums", sums, tables, len(cases), Goal(most=2)),
        ("simulated freeze / bare sums", sums, freeze, len(cases), None),
        ("making the columns / simulation", tables, columns, len(cases), None),
    ]
    return [
        Measured(in_turns(work, done(quick), done(slow), times=times, rounds=size.rounds), goal=goal)
        for work, quick, slow, times, goal in pairs
    ]


def check_same(scheme: Scheme, cases: Sequence[Case]) -> None:
    """Raises AssertionError unless all three come to the same cents."""
    plain = {key: cents for number, case in enumerate(cases) for key, cents in _plain_amounts(scheme, case, number)}
    exact = {key: cents for number, case in enumerate(cases) for key, cents in _exact_amounts(scheme, case, number)}
    simulated = _simulated_amounts(simulate(portfolio_of(scheme.terms, cases), scheme))
    if not plain == exact == simulated:
        raise AssertionError("the plain reading, the engine and the simulation differ")


def bare_sums(portfolio: Portfolio, scheme: Scheme) -> Callable[[], Array]:
    """What no simulation can do without, over its own arrays: the lower of two, times days, rounded once."""
    (columns,) = portfolio.blocks
    leading, of = columns.leading, columns.of
    tariff = Rates(columns, scheme).tariff(leading)

    def reckon() -> Array:
        amounts = np.minimum(tariff, leading.rent) * leading.weight
        return (2 * amounts + of) // (2 * of)

    return reckon


def _read(scheme: Scheme, cases: Iterable[Case]) -> None:
    for case in cases:
        plain_schedule.schedule(scheme, case)


def _reckon(scheme: Scheme, cases: Iterable[Case]) -> None:
    for case in cases:
        due_months(scheme, case, award_period(scheme.terms, case))


def _reckon_instalments(scheme: Scheme, cases: Iterable[Case]) -> None:
    for case in cases:
        due_instalments(scheme, case, award_period(scheme.terms, case))


def _plain_amounts(scheme: Scheme, case: Case, number: int) -> Iterable[tuple[tuple[str, int, int], int]]:
    for row in plain_schedule.schedule(scheme, case):
        yield (row.kind, number, month_of(row.month.toordinal())), to_cents(row.amount)


def _exact_amounts(scheme: Scheme, case: Case, number: int) -> Iterable[tuple[tuple[str, int, int], int]]:
    one_off, months = due_months(scheme, case, award_period(scheme.terms, case))
    if one_off:
        yield ("one-off", number, one_off.month), one_off.cents
    for due in months:
        yield ("monthly", number, due.month), due.cents


def _simulated_amounts(simulation: Simulation) -> dict[tuple[str, int, int], int]:
    kinds = {"one-off": simulation.one_off, "monthly": simulation.monthly}
    return {
        (kind, case, month): cents
        for kind, blocks in kinds.items()
        for due in blocks
        for case, month, cents in zip(due.case.tolist(), due.month.tolist(), due.cents.tolist(), strict=True)
        if cents
    }
