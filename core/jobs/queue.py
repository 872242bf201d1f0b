"""Asking for jobs, taking them, and writing down how they go. Nobody commits here."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import CursorResult, Engine, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.auth.models import User
from core.crypto import CannotOpen
from core.dates import APART
from core.db import lock_row
from core.errors import Refused
from core.jobs.cleaning import daily
from core.jobs.files import JobFile, drop
from core.jobs.kinds import KINDS, Run, Step
from core.jobs.models import LIVE, Job, JobStatus
from core.text import N_, Sentence

KEPT = timedelta(days=30)  # a job that has ended
FIRST_DELAY, LONGEST_DELAY = timedelta(seconds=10), timedelta(hours=1)
LONGEST_AHEAD = timedelta(hours=12)  # what waits for a day of its own waits longer than what is only put off

NO_KIND = Sentence(N_("This version of the service does not know this kind of job."))
STOPPED = Sentence(N_("The worker stopped in the middle of it again and again. What was done before is kept."))
UNREADABLE = Sentence(N_("The keys of this service do not open what the job left."))


class LeaseLost(Exception):
    """The job was cancelled, or taken by another worker because this one was silent for too long."""


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    actor: User | None,
    at: datetime,
    due_at: datetime | None = None,
    key: str | None = None,
    centre_id: int | None = None,
) -> Job:
    """Ask for a job, to be done once the caller's transaction is committed, and not before `due_at`.

    While a job with the same key is still to be done, that one is given back: a double click asks once.
    """
    if kind not in KINDS:
        raise ValueError(f"no package registered jobs of the kind {kind}")
    if live := _live(session, key):
        return live
    job = Job(
        kind=kind,
        payload=dict(payload or {}),
        state={},
        key=key,
        asked_by_id=actor.id if actor else None,
        centre_id=centre_id,
        asked_at=at,
        due_at=due_at or at,
    )
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:  # another one asked in between
        if live := _live(session, key):
            return live
        raise
    return job


def _live(session: Session, key: str | None) -> Job | None:
    """The job with this key that is still to be done."""
    return session.scalar(select(Job).where(Job.key == key, Job.status.in_(LIVE))) if key else None


def cancel(session: Session, job: Job, *, at: datetime) -> None:
    """Stop a job, and give up one that failed. The step that a worker is at comes to nothing; those before are kept."""
    if job.status in LIVE:
        _settle(session, job.kind, job.payload, at)
    lock_row(session, job)
    if job.status in (JobStatus.DONE, JobStatus.CANCELLED):
        raise Refused(Sentence(N_("This job has ended already.")))
    _end(job, JobStatus.CANCELLED, at)
    drop(session, job.id)
    session.flush()


def retry(session: Session, job: Job, *, at: datetime) -> None:
    """Let a job that failed go on from where it stood."""
    lock_row(session, job)
    if not may_retry(job):
        raise Refused(Sentence(N_("Only a job that failed can be tried again.")))
    twin = select(Job.id).where(Job.key == job.key, Job.status.in_(LIVE))
    if job.key is not None and session.scalar(twin) is not None:
        raise Refused(Sentence(N_("The same job was asked for again meanwhile.")))
    job.status, job.due_at, job.attempts, job.ended_at, job.said = JobStatus.QUEUED, at, 0, None, None
    session.flush()


def may_retry(job: Job) -> bool:
    """Whether it may go on: what was settled when it failed is not begun again."""
    kind = KINDS.get(job.kind)
    return job.status is JobStatus.FAILED and kind is not None and kind.on_end is None


@daily
def forget_ended(session: Session, at: datetime) -> None:
    """Remove what ended long ago, with the files of those that failed and were never decided."""
    old = select(Job.id).where(Job.ended_at < at - KEPT)
    session.execute(delete(JobFile).where(JobFile.job_id.in_(old)), execution_options={"synchronize_session": False})
    session.execute(delete(Job).where(Job.ended_at < at - KEPT), execution_options={"synchronize_session": False})


@daily
def bring_back(session: Session, at: datetime) -> None:
    """What waits for a day that a wrong clock showed waits no longer: jobs asked for or begun while it was wrong."""
    begun = (Job.status == JobStatus.RUNNING) & (Job.due_at > at + LONGEST_DELAY + APART)
    ahead = begun | (Job.asked_at > at + APART) | (Job.leased_until > at + LONGEST_AHEAD)
    for job in session.scalars(select(Job).where(Job.status.in_(LIVE), ahead).order_by(Job.id).with_for_update()):
        if job.leased_until is not None and job.leased_until > at + LONGEST_AHEAD:
            job.lease, job.leased_until = None, None
        if job.status is JobStatus.RUNNING or job.due_at <= job.asked_at + LONGEST_AHEAD:
            job.due_at = min(job.due_at, at)
        job.asked_at = min(job.asked_at, at)


def is_due(session: Session, at: datetime) -> bool:
    """Whether a worker would find something; asked without taking anybody's turn."""
    return session.scalar(_due(at).with_only_columns(Job.id)) is not None


def take(session: Session, engine: Engine, *, at: datetime, until: datetime) -> Run | None:
    """Lease the job that has waited longest; None when there is none to do a step of.

    One whose worker was killed at the same step too often is hopeless: it is leased to be given up.
    """
    job = session.scalar(_due(at).with_for_update(skip_locked=True))
    if job is None:
        return None
    kind = KINDS.get(job.kind)
    if kind is None:
        _end(job, JobStatus.FAILED, at, NO_KIND)
        return None
    state, hopeless = _state_of(job)
    if job.attempts >= kind.most_attempts:
        hopeless = STOPPED
    job.status, job.attempts, job.lease, job.leased_until = JobStatus.RUNNING, job.attempts + 1, uuid4().hex, until
    return Run(kind, job.id, job.lease, job.asked_by_id, job.payload, state, job.done, at, engine, hopeless)


def _state_of(job: Job) -> tuple[Mapping[str, Any], Sentence | None]:
    """What the step before left; without the keys for it, why it cannot be gone on with."""
    try:
        return job.state, None
    except CannotOpen:
        return {}, UNREADABLE


def renew(session: Session, run: Run, *, until: datetime) -> None:
    """Say that the worker is alive."""
    _write(session, run, leased_until=until)


def keep(session: Session, run: Run, step: Step, *, at: datetime) -> None:
    """Store how far the job came, in the step's own transaction; the next step waits for its turn."""
    has_ended = step.done >= step.total
    _write(
        session,
        run,
        status=JobStatus.DONE if has_ended else JobStatus.RUNNING,
        state=dict(step.state),
        done=step.done,
        total=step.total,
        said=step.said.as_json() if step.said else None,
        attempts=0,
        due_at=at,
        ended_at=at if has_ended else None,
        lease=None,
        leased_until=None,
    )
    if has_ended:
        drop(session, run.job_id)


def put_off(session: Session, run: Run, reason: Sentence, *, at: datetime) -> None:
    """Try the step again later, each time later than before; after the last attempt the job has failed."""
    attempts = session.scalar(select(Job.attempts).where(Job.id == run.job_id))
    if attempts is not None and attempts >= run.kind.most_attempts:
        return fail(session, run, reason, at=at)
    job = _held(session, run)
    delay = min(FIRST_DELAY * 4 ** (job.attempts - 1), LONGEST_DELAY)
    job.due_at, job.said, job.lease, job.leased_until = at + delay, reason.as_json(), None, None


def fail(session: Session, run: Run, reason: Sentence, *, at: datetime) -> None:
    """End the job for good, saying why."""
    _settle(session, run.kind.name, run.payload, at)
    _end(_held(session, run), JobStatus.FAILED, at, reason)


def _due(at: datetime) -> Any:
    """The job to take next. Jobs take turns step by step, since each step makes a job the last in the row."""
    is_free = or_(Job.leased_until.is_(None), Job.leased_until <= at)
    query = select(Job).where(Job.status.in_(LIVE), Job.due_at <= at, is_free)
    return query.order_by(Job.due_at, Job.id).limit(1)


def _settle(session: Session, kind_name: str, payload: Mapping[str, Any], at: datetime) -> None:
    """What a job was about, when it comes to nothing. That is locked before the job's own row is, as in a step."""
    kind = KINDS.get(kind_name)
    if kind is not None and kind.on_end is not None:
        kind.on_end(session, payload, at)


def _end(job: Job, status: JobStatus, at: datetime, reason: Sentence | None = None) -> None:
    """Write down that a job has ended which is not done."""
    job.status, job.ended_at, job.lease, job.leased_until = status, at, None, None
    job.said = reason.as_json() if reason else None


def _held(session: Session, run: Run) -> Job:
    query = select(Job).where(Job.id == run.job_id, Job.lease == run.lease).with_for_update()
    job = session.scalar(query)
    if job is None:
        raise LeaseLost
    return job


def _write(session: Session, run: Run, **values: object) -> None:
    """Only under the lease: what a worker does that was given up comes to nothing."""
    statement = update(Job).where(Job.id == run.job_id, Job.lease == run.lease).values(**values)
    result = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        raise LeaseLost
