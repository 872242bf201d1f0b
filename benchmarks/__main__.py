"""Runs every benchmark, prints its ratios and keeps them in docs/proof: `make bench`. A goal missed ends in 1."""

import secrets
from collections.abc import Callable, Mapping

import click

from benchmarks import allocation, audit, fit, imports, openfisca, schedules
from benchmarks.databases import DATABASES
from benchmarks.turns import Measured
from core.crypto import KeyRing
from core.garbage import spare_what_is_loaded
from core.sealed import install_keys
from tests.support.reports import REPORTS, commit, write_report


def _audit() -> list[Measured]:
    found = []
    for database, some in DATABASES.items():
        with some() as fresh:
            found += [Measured(comparison, database) for comparison in audit.compare(fresh, audit.Size())]
    return found


def _fit() -> list[Measured]:
    found = []
    for database, some in DATABASES.items():
        with some() as fresh:
            found += fit.measure(fresh, fit.Size(), database)
    return found


def _imports() -> list[Measured]:
    found = []
    for database, some in DATABASES.items():
        with some() as fresh:
            found += imports.measure(fresh, imports.Size(), database)
    return found


BENCHMARKS: Mapping[str, Callable[[], list[Measured]]] = {
    "allocation": lambda: allocation.measure(allocation.Size()),
    "audit": _audit,
    "fit": _fit,
    "imports": _imports,
    "schedules": lambda: [*schedules.measure(schedules.Size()), *openfisca.measure()],
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(BENCHMARKS)))
def main(names: tuple[str, ...]) -> None:
    """Measure everything, or what is named: minutes, on a machine that does nothing else meanwhile."""
    install_keys(KeyRing({1: secrets.token_bytes(32)}))
    spare_what_is_loaded()  # as every command does
    missed = []
    for name in names or BENCHMARKS:
        measured_at, found = commit(), BENCHMARKS[name]()
        for measured in found:
            click.echo(_line(measured))
        write_report(REPORTS, f"bench-{name}", measured_at, {"ratios": [measured.figures() for measured in found]})
        missed += [measured.comparison.work for measured in found if not measured.is_reached]
    if missed:
        raise click.ClickException(f"not reached: {', '.join(missed)}")


def _line(measured: Measured) -> str:
    comparison, goal = measured.comparison, f", to be {measured.goal}" if measured.goal else ""
    ratios = f"{comparison.ratio:9.2f} ({comparison.cpu_ratio:.2f} of the processor)"
    found = "".join(f", {name.replace('_', ' ')} {figure:g}" for name, figure in measured.found.items())
    return f"{comparison.work:34}{measured.database:12}{ratios}{goal}{found}"


if __name__ == "__main__":
    main()
