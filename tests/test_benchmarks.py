"""The benchmarks of `make bench`, with a few rows: they run, and measure what they say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks import audit
from benchmarks.__main__ import figures
from benchmarks.databases import copied, made_by
from benchmarks.turns import Comparison, Taken, in_turns
from core.audit.models import AuditEvent
from core.audit.session_events import Unaudited
from tests.support.rows import add_centre


def test_the_audit_is_measured_at_an_import_and_at_a_step(sqlite_template: Path):
    comparisons = audit.compare(partial(copied, sqlite_template), audit.Size(adverts=4, steps=3, rounds=2))
    kept = [figures(comparison, "sqlite") for comparison in comparisons]
    assert [(row["times"], row["rounds"]) for row in kept] == [(4, 2), (3, 2)]
    assert all(row["ratio"] > 0 and row["ms_without"] > 0 for row in kept)


def test_the_same_is_measured_on_postgresql(postgres_server: Path):
    with made_by(postgres_server) as fresh:
        assert len(audit.compare(fresh, audit.Size(adverts=4, steps=3, rounds=1))) == 2


def test_meanwhile_nothing_is_audited_and_afterwards_everything_is(session: Session):
    with audit.unaudited():
        add_centre(session)
        Session.commit(session)
    assert session.scalar(select(func.count(AuditEvent.id))) == 0
    add_centre(session, "chania")
    with pytest.raises(Unaudited):
        Session.commit(session)


def test_the_two_take_turns_at_being_first():
    done: list[str] = []

    @contextmanager
    def work(name: str) -> Iterator[Callable[[], None]]:
        yield lambda: done.append(name)

    in_turns("work", partial(work, "without"), partial(work, "with"), times=1, rounds=3)
    assert done == ["without", "with", "with", "without", "without", "with"]


def test_a_ratio_is_that_of_the_round_in_the_middle():
    rounds = tuple((Taken(2.0, 1.0), Taken(clock, 3.0)) for clock in (3.0, 20.0, 2.0))
    comparison = Comparison("work", 10, rounds)
    assert (comparison.ratio, comparison.cpu_ratio) == (1.5, 3.0)
    assert comparison.milliseconds == (200.0, 200.0)
