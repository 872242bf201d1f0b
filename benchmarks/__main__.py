"""Runs every benchmark on both databases, prints its ratios and keeps them in docs/proof: `make bench`."""

import secrets
from collections.abc import Callable, Iterator, Mapping

import click

from benchmarks import audit
from benchmarks.databases import DATABASES, Fresh
from benchmarks.turns import Comparison
from core.crypto import KeyRing
from core.sealed import install_keys
from tests.support.reports import REPORTS, commit, write_report

Figures = dict[str, str | int | float]

BENCHMARKS: Mapping[str, Callable[[Fresh], list[Comparison]]] = {
    "audit": lambda fresh: audit.compare(fresh, audit.Size()),
}


@click.command()
def main() -> None:
    """Measure everything: minutes, on a machine that does nothing else meanwhile."""
    install_keys(KeyRing({1: secrets.token_bytes(32)}))
    for name, compare in BENCHMARKS.items():
        measured_at, rows = commit(), list(_measure(compare))
        for row in rows:
            click.echo(
                "{work:28}{database:12}{ratio:5.2f} times as long ({cpu_ratio:.2f} of the processor)".format(**row)
            )
        write_report(REPORTS, f"bench-{name}", measured_at, {"ratios": rows})


def _measure(compare: Callable[[Fresh], list[Comparison]]) -> Iterator[Figures]:
    for database, some in DATABASES.items():
        with some() as fresh:
            yield from (figures(comparison, database) for comparison in compare(fresh))


def figures(comparison: Comparison, database: str) -> Figures:
    """What is kept of it. The milliseconds are those of the machine that measured."""
    without, with_it = comparison.milliseconds
    return {
        "work": comparison.work,
        "database": database,
        "times": comparison.times,
        "rounds": len(comparison.rounds),
        "ms_without": round(without, 3),
        "ms_with": round(with_it, 3),
        "ratio": round(comparison.ratio, 2),
        "cpu_ratio": round(comparison.cpu_ratio, 2),
    }


if __name__ == "__main__":
    main()
