"""Kinds of jobs that tests do: they count in the table of centres, which anybody can look into."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from core.audit import record
from core.errors import Refused
from core.jobs import Run, Step, TryLater, job
from core.structure import Centre
from core.text import Sentence

WEIGHT = Sentence("%(n)s stones")


def add_mark(session: Session, run: Run) -> None:
    """Leave one row for each step: a step done twice breaks the key, a step left out is missed."""
    key = f"{run.job_id}-{run.done}"
    mark = Centre(key=key, name_el=key, name_en=key, latitude=35.0, longitude=25.0)
    session.add(mark)
    record(session, "mark", mark, actor=None)


@job("test-count", Sentence("Counting"))
def count(session: Session, run: Run) -> Step:
    """One mark for each step; may wait before it (`slow`) or write down that it is in the middle (`flag`)."""
    total = run.payload["total"]
    if total:
        add_mark(session, run)
    if flag := run.payload.get("flag"):
        (Path(flag) / f"{os.getpid()}").touch()
        while not (Path(flag) / "go-on").exists():
            time.sleep(0.01)
    weight = run.state.get("weight", 0) + run.done
    done = min(run.done + 1, total)
    return Step(done, total, {"weight": weight}, Sentence("%(n)s stones", {"n": weight}))


@job("test-refused", Sentence("Refusing"))
def refuse(session: Session, run: Run) -> Step:
    add_mark(session, run)
    raise Refused(Sentence("There is no room on %(place)s.", {"place": "Crete"}))


SETTLED: list[Mapping[str, Any]] = []


@job("test-settled", Sentence("Settling"), on_end=lambda session, payload, at: SETTLED.append(payload))
def refuse_what_is_settled(session: Session, run: Run) -> Step:
    raise Refused(Sentence("No."))


@job("test-broken", Sentence("Breaking"), most_attempts=3)
def break_down(session: Session, run: Run) -> Step:
    """Breaks until the file that it is told of is there."""
    add_mark(session, run)
    if not Path(run.payload["mended"]).exists():
        raise RuntimeError(run.payload["mended"])
    return Step(1, 1)


@job("test-later", Sentence("Waiting"), most_attempts=3)
def wait(session: Session, run: Run) -> Step:
    add_mark(session, run)
    raise TryLater(Sentence("The sea is rough."))


@job("test-deadly", Sentence("Dying"), most_attempts=2)
def die(session: Session, run: Run) -> Step:
    add_mark(session, run)
    os.kill(os.getpid(), 9)
    return Step(1, 1)
