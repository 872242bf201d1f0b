"""A worker: takes a due job one step further, and again. Free of Flask; the process around it is core.jobs.crew."""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from core.db import READ_ONLY
from core.errors import StegiError
from core.jobs.cleaning import CLEANERS
from core.jobs.kinds import Run, TryLater
from core.jobs.queue import LeaseLost, fail, is_due, keep, put_off, renew, take
from core.text import N_, Sentence

LEASE = timedelta(seconds=30)
LONGEST_STEP = timedelta(minutes=15)  # after that nobody vouches for the worker any more
IDLE_SECONDS = 0.5
CLEAN_EVERY = timedelta(days=1)

BROKE = Sentence(N_("Something broke on our side. It is not your fault."))
NO_ANSWER = Sentence(N_("The database did not answer."))

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker on one database; each of its steps runs in a new `surroundings()`."""

    engine: Engine
    now: Callable[[], datetime]
    surroundings: Callable[[], AbstractContextManager[object]] = nullcontext
    lease: timedelta = LEASE

    def work(self, stop: Callable[[], bool], *, until_idle: bool = False) -> None:
        """Do steps until told to stop, and end between two of them; or until nothing is due."""
        cleaned_at: datetime | None = None
        while not stop():
            try:
                if cleaned_at is None or abs(self.now() - cleaned_at) >= CLEAN_EVERY:  # also when the clock went back
                    self._clean()
                    cleaned_at = self.now()
                was_busy = self.do_step()
            except DBAPIError as error:
                log.warning("jobs: the database does not answer: %s", type(error.orig).__name__)
                was_busy = False
            if was_busy:
                continue
            if until_idle:
                return
            time.sleep(IDLE_SECONDS)

    def do_step(self) -> bool:
        """Take one due job a step further; False when none is due."""
        with Session(self.engine.execution_options(**{READ_ONLY: True})) as session:
            if not is_due(session, self.now()):
                return False
        with Session(self.engine) as session, session.begin():
            at = self.now()
            run = take(session, self.engine, at=at, until=at + self.lease)
        if run is not None:
            with self._heartbeat(run), self.surroundings():
                self._try(run)
        return True

    def _clean(self) -> None:
        for clean in CLEANERS:
            with Session(self.engine) as session, session.begin():
                clean(session, self.now())

    def _try(self, run: Run) -> None:
        if run.hopeless is not None:
            return self._give_up(run, fail, run.hopeless)
        try:
            with Session(self.engine) as session, session.begin():
                step = run.kind.step(session, run)
                keep(session, run, step, at=self.now())
        except LeaseLost:
            log.info("job %s: no longer this worker's", run.job_id)
        except StegiError as refusal:
            self._give_up(run, fail, refusal.sentence)
        except TryLater as later:
            self._give_up(run, put_off, later.sentence)
        except Exception as error:
            _tell(run, error)
            self._give_up(run, put_off, NO_ANSWER if isinstance(error, OperationalError) else BROKE)

    def _give_up(self, run: Run, settle: Callable[..., None], reason: Sentence) -> None:
        try:
            with Session(self.engine) as session, session.begin():
                settle(session, run, reason, at=self.now())
        except LeaseLost:
            log.info("job %s: no longer this worker's", run.job_id)

    @contextmanager
    def _heartbeat(self, run: Run) -> Iterator[None]:
        """Renew the lease as long as the step lasts, so that only a dead worker's job is taken by another."""
        has_ended = Event()
        thread = Thread(target=self._beat, args=(run, has_ended), daemon=True)
        thread.start()
        try:
            yield
        finally:
            has_ended.set()
            thread.join()

    def _beat(self, run: Run, has_ended: Event) -> None:
        silent_from = run.at + LONGEST_STEP
        while not has_ended.wait(self.lease.total_seconds() / 3) and self.now() < silent_from:
            try:
                with Session(self.engine) as session, session.begin():
                    renew(session, run, until=self.now() + self.lease)
            except LeaseLost:
                return
            except DBAPIError as error:
                log.warning("job %s: the lease could not be renewed: %s", run.job_id, type(error.orig).__name__)


def _tell(run: Run, error: Exception) -> None:
    """For the log: where it broke, without the values that were at hand, which may be about a person."""
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error("job %s (%s): %s\n%s", run.job_id, run.kind.name, type(error).__name__, places)
