"""The kinds of jobs. A package registers the step of each of its own by name."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.db import READ_ONLY
from core.text import Sentence

MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """How far the job has come; with `done` at `total` it has ended."""

    done: int
    total: int
    state: Mapping[str, Any] = field(default_factory=dict)
    said: Sentence | None = None


Steps = Callable[[Session, "Run"], Step]
OnEnd = Callable[[Session, Mapping[str, Any], datetime], None]  # is told the payload, and when


class TryLater(Exception):
    """Raised by a step that cannot be done now, through nobody's fault: it is tried again, later each time."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job."""

    name: str
    title: Sentence
    step: Steps = field(repr=False)
    most_attempts: int
    page: str | None  # an endpoint of its own, which is told `job_id`
    on_end: OnEnd | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Run:
    """What a step is told. `state` is what the step before left; empty for the first."""

    kind: Kind
    job_id: int
    lease: str = field(repr=False)
    asked_by_id: int | None
    payload: Mapping[str, Any]
    state: Mapping[str, Any]
    done: int
    at: datetime
    engine: Engine = field(repr=False)
    hopeless: Sentence | None = None  # why no step is to be tried any more

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading before the step's own transaction begins."""
        with Session(self.engine.execution_options(**{READ_ONLY: True})) as session:
            yield session


KINDS: dict[str, Kind] = {}


def job(
    name: str,
    title: Sentence,
    *,
    most_attempts: int = MOST_ATTEMPTS,
    page: str | None = None,
    on_end: OnEnd | None = None,
) -> Callable[[Steps], Steps]:
    """Register a step by the name of its jobs.

    The step is called until it says that all is done, each time in a transaction that also stores how far it came.
    The transaction begins when the session is first used: whatever is slow (reading a file, asking another service)
    comes before that, with `run.reading()` for what it needs, so that nobody waits for it. A step that a killed worker
    began is begun again; what it does outside the database may then happen twice.
    Raising Refused ends the job for good with that sentence; any other exception is tried again, later each time, and
    logged as a fault of ours unless it is TryLater.
    `on_end` settles what the job was about when it is cancelled or has failed; such a job is not taken up again.
    """

    def register(step: Steps) -> Steps:
        if name in KINDS:
            raise ValueError(f"there is a kind of jobs named {name} already")
        KINDS[name] = Kind(name, title, step, most_attempts, page, on_end)
        return step

    return register
