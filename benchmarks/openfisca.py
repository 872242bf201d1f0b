"""The same monthly rule in OpenFisca-Core, beside the simulation: a table by size, the rent as its cap, payable days.

OpenFisca knows no days within a month: it is told how many are payable, and asked for nothing else. Its amounts are
single-precision floats, and must come within a cent. It is installed by `make bench` alone.
"""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation as OpenFisca
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from benchmarks.drawn_awards import calendar_year, two_tables
from benchmarks.turns import Goal, Measured, done, in_turns
from subsidies.rules.case import Case
from subsidies.rules.columns import Array
from subsidies.rules.composition import Composition
from subsidies.rules.day_numbers import month_of
from subsidies.rules.portfolio import portfolio_of
from subsidies.rules.scheme import table_in_force
from subsidies.rules.simulate import simulate
from subsidies.rules.tariff import tariff_cents

YEAR, MONTHS, LARGEST = 2026, range(1, 13), 8

household = build_entity(key="household", plural="households", label="A household", is_person=True)


class size(Variable):
    value_type, entity, definition_period, label = int, household, DateUnit.MONTH, "How many people"


class rent(Variable):
    value_type, entity, definition_period, label = float, household, DateUnit.MONTH, "The rent, in euros"


class payable_days(Variable):
    value_type, entity, definition_period, label = int, household, DateUnit.MONTH, "How many days are paid for"


class subsidy(Variable):
    value_type, entity, definition_period, label = float, household, DateUnit.MONTH, "What is paid, in euros"

    def formula(households, period):
        start = period.start
        amount = np.minimum(_tariff(start.year, start.month)[households("size", period)], households("rent", period))
        length = monthrange(start.year, start.month)[1]
        return np.round(amount * households("payable_days", period) / length, 2)


def measure(many: int = 100_000, rounds: int = 5) -> list[Measured]:
    """OpenFisca's time over the simulation's.

    For many households OpenFisca's calculating alone; to ask about one, it is set up for that one, as it must be. The
    simulation's columns are ready.
    """
    random = Random(20260101)
    cases = [calendar_year(random) for _ in range(many)]
    model, one = _model_of(cases), cases[:1]
    return [
        _compared(f"OpenFisca / simulation of {many}", cases, lambda: _ask(model), 1, rounds, Goal(least=2)),
        _compared("OpenFisca / simulation of one", one, lambda: _ask(_model_of(one)), 100, rounds, Goal(least=30)),
    ]


def _compared(
    work: str, cases: Sequence[Case], asked: Callable[[], Array], times: int, rounds: int, goal: Goal
) -> Measured:
    scheme = two_tables()
    portfolio = portfolio_of(scheme.terms, cases)
    due = simulate(portfolio, scheme).monthly[0]
    ours = np.zeros((len(cases), len(MONTHS)), dtype=np.int64)
    ours[due.case, due.month - month_of(date(YEAR, 1, 1).toordinal())] = due.cents
    if np.abs(np.rint(asked().T * 100) - ours).max() > 1:
        raise AssertionError("OpenFisca comes to other amounts")

    def again(reckon: Callable[[], object]) -> Callable[[], object]:
        return lambda: [reckon() for _ in range(times)]

    quick, slow = again(lambda: simulate(portfolio, scheme)), again(asked)
    return Measured(in_turns(work, done(quick), done(slow), times=times, rounds=rounds), goal=goal)


def _ask(model: OpenFisca) -> Array:
    """Month by month what all are due, reckoned anew."""
    model.delete_arrays("subsidy")
    return np.stack([model.calculate("subsidy", f"{YEAR}-{month:02}") for month in MONTHS])


def _model_of(cases: Sequence[Case]) -> OpenFisca:
    """The households with all that OpenFisca is told of them."""
    system = TaxBenefitSystem([household])
    system.add_variables(size, rent, payable_days, subsidy)
    model = SimulationBuilder().build_default_simulation(system, count=len(cases))
    for month in MONTHS:
        period = f"{YEAR}-{month:02}"
        model.set_input("size", period, np.array([len(case.household.members) for case in cases]))
        model.set_input("rent", period, np.array([float(case.lease.monthly_rent) for case in cases]))
        model.set_input("payable_days", period, np.array([_payable_days(case, month) for case in cases]))
    return model


def _payable_days(case: Case, month: int) -> int:
    """The days of the month outside the suspension."""
    (hold,) = case.suspensions
    first = date(YEAR, month, 1)
    end = first + timedelta(days=monthrange(YEAR, month)[1])
    suspended = (min(hold.ends_on, end) - max(hold.starts_on, first)).days
    return (end - first).days - max(suspended, 0)


@cache
def _tariff(year: int, month: int) -> Array:
    """Euros by size."""
    table = table_in_force(two_tables().monthly, date(year, month, 1))
    return np.array([tariff_cents(table.rule, Composition(people)) / 100 for people in range(LARGEST)])
