"""Jobs as rows: asked for with the transaction, taken in turn, tried again, ended, and told about."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, func, select, text
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.db import prepare_engine
from core.errors import Refused
from core.jobs import Job, JobStatus, enqueue
from core.jobs.files import JobFile, attach
from core.jobs.queue import LeaseLost, cancel, keep, renew, retry, take
from core.jobs.worker import Worker
from core.structure import Centre
from tests.core.jobs import kinds
from tests.support.rows import NOW, add_user

LEASE = timedelta(seconds=30)


class Clock:
    """The worker's clock, which a test puts forward."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    prepare_engine(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def worker(engine: Engine, clock: Clock) -> Worker:
    return Worker(engine, clock)


def ask(session: Session, kind: str = "test-count", at: datetime = NOW, **payload: object) -> Job:
    job = enqueue(session, kind, payload or {"total": 3}, actor=None, at=at)
    session.commit()
    return job


def marks(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Centre))
    session.commit()
    return found


def status(session: Session, job: Job) -> JobStatus:
    session.refresh(job)
    session.commit()  # a session that looks holds SQLite's only pen
    return job.status


def work(worker: Worker) -> None:
    worker.work(lambda: False, until_idle=True)


def test_a_job_is_asked_for_with_its_transaction_or_not_at_all(session: Session, worker: Worker):
    enqueue(session, "test-count", {"total": 3}, actor=None, at=NOW)
    session.rollback()
    assert not worker.do_step()
    assert session.scalars(select(Job)).all() == []


def test_a_job_is_done_step_by_step_and_says_how_far_it_is(session: Session, worker: Worker):
    job = ask(session)
    assert worker.do_step()
    assert (status(session, job), job.done, job.total, marks(session)) == (JobStatus.RUNNING, 1, 3, 1)
    work(worker)
    assert (status(session, job), job.done, job.state, marks(session)) == (JobStatus.DONE, 3, {"weight": 3}, 3)
    assert (str(job.sentence), job.ended_at, job.lease) == ("3 stones", NOW, None)


def test_a_job_without_anything_to_do_ends_at_its_first_step(session: Session, worker: Worker):
    job = ask(session, total=0)
    work(worker)
    assert status(session, job) == JobStatus.DONE


def test_jobs_take_turns(session: Session, worker: Worker, clock: Clock):
    long, short = ask(session, total=9), ask(session, at=NOW + timedelta(seconds=1), total=1)
    for _ in range(3):
        clock.time += timedelta(seconds=1)
        worker.do_step()
    assert (status(session, short), status(session, long), long.done) == (JobStatus.DONE, JobStatus.RUNNING, 2)


def test_nothing_is_done_before_its_time(session: Session, worker: Worker, clock: Clock):
    enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, due_at=NOW + timedelta(hours=2))
    session.commit()
    assert not worker.do_step()
    clock.time += timedelta(hours=2)
    assert worker.do_step()


def test_a_double_click_asks_once_and_the_same_may_be_asked_again_later(session: Session, worker: Worker):
    first, second = (enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, key="a") for _ in range(2))
    other = enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, key="b")
    session.commit()
    assert first is second
    assert first is not other
    work(worker)
    assert enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, key="a") is not first


def test_a_kind_that_nobody_registered_is_a_mistake_of_ours(session: Session):
    with pytest.raises(ValueError, match="test-unknown"):
        enqueue(session, "test-unknown", actor=None, at=NOW)


def test_a_refusal_ends_the_job_for_good_and_says_why(session: Session, worker: Worker):
    job = ask(session, "test-refused")
    work(worker)
    assert (status(session, job), marks(session)) == (JobStatus.FAILED, 0)
    assert str(job.sentence) == "There is no room on Crete."


def test_what_breaks_is_tried_again_later_and_later_and_then_no_more(
    session: Session, worker: Worker, clock: Clock, tmp_path: Path
):
    job = ask(session, "test-broken", mended=str(tmp_path / "mended"))
    delays = []
    while status(session, job) in (JobStatus.QUEUED, JobStatus.RUNNING):
        clock.time = job.due_at
        work(worker)
        status(session, job)
        delays.append((job.due_at - clock.time).total_seconds())
    assert delays == [10, 40, 0]
    assert (job.status, marks(session)) == (JobStatus.FAILED, 0)
    assert str(job.sentence) == "Something broke on our side. It is not your fault."


def test_what_has_to_wait_is_put_off_with_its_reason_and_is_no_fault_of_ours(
    session: Session, worker: Worker, clock: Clock, caplog: pytest.LogCaptureFixture
):
    job = ask(session, "test-later")
    work(worker)
    assert (status(session, job), marks(session), str(job.sentence)) == (JobStatus.RUNNING, 0, "The sea is rough.")
    assert (job.due_at - clock.time, caplog.records) == (timedelta(seconds=10), [])


def test_a_failed_job_goes_on_from_where_it_stood(session: Session, worker: Worker, tmp_path: Path):
    job = ask(session, "test-broken", mended=str(tmp_path / "mended"))
    job.attempts = 2
    session.commit()
    work(worker)
    assert status(session, job) == JobStatus.FAILED
    (tmp_path / "mended").touch()
    retry(session, job, at=NOW)
    session.commit()
    work(worker)
    assert (status(session, job), job.sentence, marks(session)) == (JobStatus.DONE, None, 1)


def test_what_broke_is_logged_without_the_values_at_hand(
    session: Session, worker: Worker, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    ask(session, "test-broken", mended=str(tmp_path / "mended"))
    work(worker)
    assert "RuntimeError" in caplog.text
    assert "kinds.py" in caplog.text
    assert str(tmp_path) not in caplog.text


def test_a_poisoned_job_does_not_stop_others(session: Session, worker: Worker, tmp_path: Path):
    poisoned = ask(session, "test-broken", mended=str(tmp_path / "mended"))
    unknown = ask(session)
    unknown.kind = "gone with an earlier version"
    others = [ask(session, total=2) for _ in range(3)]
    session.commit()
    work(worker)
    assert {status(session, job) for job in others} == {JobStatus.DONE}
    assert (status(session, poisoned), status(session, unknown)) == (JobStatus.RUNNING, JobStatus.FAILED)
    assert "does not know this kind" in str(unknown.sentence)


def test_a_job_whose_state_does_not_open_fails_by_itself(session: Session, worker: Worker):
    unreadable, other = ask(session), ask(session)
    session.execute(text("UPDATE job SET state = :state WHERE id = :id"), {"state": b"torn", "id": unreadable.id})
    session.commit()
    work(worker)
    assert (status(session, unreadable), status(session, other)) == (JobStatus.FAILED, JobStatus.DONE)
    assert str(unreadable.sentence) == "The keys of this service do not open what the job left."


def test_ended_jobs_are_forgotten_after_a_month_with_the_file_of_one_that_failed(
    session: Session, worker: Worker, clock: Clock
):
    failed = ask(session, "test-refused")
    attach(session, failed, "adverts.csv", b"phone")
    session.commit()
    work(worker)
    clock.time += timedelta(days=30)
    live = ask(session, at=NOW + timedelta(days=90))
    work(worker)
    assert session.get(JobFile, failed.id) is not None
    session.commit()
    clock.time += timedelta(seconds=1)
    work(worker)
    session.expunge_all()
    assert (session.scalars(select(Job.id)).all(), session.scalars(select(JobFile)).all()) == ([live.id], [])


def test_a_worker_cleans_up_once_a_day(session: Session, worker: Worker, clock: Clock):
    """Also one that never rests."""
    old = ask(session, total=0)
    times = iter([timedelta(), timedelta(days=30, seconds=1), timedelta(), timedelta(days=1)])

    def stop() -> bool:
        step = next(times, None)
        clock.time += step or timedelta()
        ask(session, total=0, at=clock.time)
        return step is None

    worker.work(stop)
    assert session.scalar(select(Job.id).where(Job.id == old.id)) is None


def test_what_a_job_was_about_is_settled_when_it_ends_undone(session: Session, worker: Worker):
    cancelled, failed = ask(session, "test-settled"), ask(session, "test-settled")
    kinds.SETTLED.clear()
    cancel(session, cancelled, at=NOW)
    session.commit()
    work(worker)
    assert kinds.SETTLED == [{"total": 3}, {"total": 3}]
    status(session, failed)
    with pytest.raises(Refused):
        retry(session, failed, at=NOW)


def test_a_cancelled_job_is_not_gone_on_with(session: Session, worker: Worker):
    job = ask(session)
    worker.do_step()
    status(session, job)
    cancel(session, job, at=NOW)
    session.commit()
    work(worker)
    assert (status(session, job), job.done, marks(session)) == (JobStatus.CANCELLED, 1, 1)


@pytest.mark.parametrize(
    ("how", "ended"), [(cancel, JobStatus.DONE), (cancel, JobStatus.CANCELLED), (retry, JobStatus.DONE)]
)
def test_a_job_that_has_ended_stays_as_it_is(session: Session, how, ended: JobStatus):
    job = ask(session)
    job.status = ended
    session.flush()
    with pytest.raises(Refused):
        how(session, job, at=NOW)


def test_a_job_is_not_tried_again_beside_its_twin(session: Session):
    failed = enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, key="a")
    failed.status = JobStatus.FAILED
    session.flush()
    enqueue(session, "test-count", {"total": 1}, actor=None, at=NOW, key="a")
    with pytest.raises(Refused, match="asked for again"):
        retry(session, failed, at=NOW)


def test_a_lease_that_ran_out_goes_to_the_next_and_the_silent_worker_writes_nothing(session: Session, engine: Engine):
    job = ask(session)
    silent = take(session, engine, at=NOW, until=NOW + LEASE)
    session.commit()
    assert take(session, engine, at=NOW, until=NOW + LEASE) is None
    session.rollback()
    alive = take(session, engine, at=NOW + LEASE, until=NOW + 2 * LEASE)
    session.commit()
    assert silent
    assert alive
    step = kinds.Step(3, 3)
    with pytest.raises(LeaseLost):
        keep(session, silent, step, at=NOW + LEASE)
    session.rollback()
    renew(session, alive, until=NOW + 3 * LEASE)
    keep(session, alive, step, at=NOW + LEASE)
    session.commit()
    assert status(session, job) == JobStatus.DONE


def test_a_job_knows_who_asked(session: Session):
    user = add_user(session, StaffRole.HOUSING_OFFICER)
    assert enqueue(session, "test-count", {"total": 1}, actor=user, at=NOW).asked_by_id == user.id
