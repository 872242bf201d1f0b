"""A clock that was a year ahead and is put right again: nothing waits for the day that it showed, and nothing lasts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain, repeat

import pytest
import time_machine
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from core.auth.brake import AttemptCount, Subject, TooManyAttempts, count_attempt
from core.auth.models import User
from core.auth.passkeys import Question, add_passkey, use_passkey, user_handle
from core.auth.permissions import StaffRole
from core.auth.totp import give_app
from core.db import prepare_engine
from core.errors import Refused
from core.jobs import Job, JobStatus, enqueue
from core.jobs.queue import take
from core.jobs.worker import Worker
from tests.core.jobs import kinds  # noqa: F401
from tests.core.jobs.test_queue import Clock
from tests.support import rows
from tests.support.authenticator import Authenticator
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.second_factor import is_inside, show_password

YEAR = timedelta(days=365)
AHEAD = NOW + YEAR
FREE = Subject("account", free=5)


@pytest.fixture
def officer(session: Session) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    return user


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    prepare_engine(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def worker(engine: Engine) -> Worker:
    return Worker(engine, lambda: NOW)


@pytest.mark.parametrize("attempts", [1, 30])
def test_what_the_brake_counted_ahead_keeps_nobody_out(session: Session, attempts: int):
    count_attempt(session, [FREE], at=AHEAD)
    session.scalars(select(AttemptCount)).one().attempts = attempts
    session.flush()
    count_attempt(session, [FREE], at=NOW)
    assert session.scalars(select(AttemptCount.attempts)).all() == [1]


def test_servers_whose_clocks_are_apart_by_seconds_count_together(session: Session):
    for _attempt in range(5):
        count_attempt(session, [FREE], at=NOW + timedelta(seconds=20))
    with pytest.raises(TooManyAttempts) as refusal:
        count_attempt(session, [FREE], at=NOW)
    assert refusal.value.wait == timedelta(seconds=10)


def test_somebody_comes_in_after_it_was_put_right(client: PageClient, officer: User, clock: time_machine.Traveller):
    clock.shift(YEAR)
    client.submit("/sign-in", action="/sign-in", status=422, email=officer.email, password="wrong")
    clock.shift(-YEAR)
    show_password(client, officer)
    assert is_inside(client)


def test_a_session_that_it_began_is_over(client: PageClient, officer: User, clock: time_machine.Traveller):
    clock.shift(YEAR)
    show_password(client, officer)
    assert is_inside(client)
    clock.shift(-YEAR)
    assert not is_inside(client)


def test_a_small_step_back_signs_nobody_out(client: PageClient, officer: User, clock: time_machine.Traveller):
    show_password(client, officer)
    clock.shift(-timedelta(minutes=2))
    assert is_inside(client)


def test_a_password_that_it_saw_is_shown_again(
    client: PageClient, session: Session, officer: User, clock: time_machine.Traveller
):
    give_app(session, officer, at=NOW)
    session.commit()
    clock.shift(YEAR)
    assert client.page("/sign-in/code", status=200).xpath("boolean(//input[@name='email'])")
    show_password(client, officer)
    clock.shift(-YEAR)
    assert client.page("/sign-in/code").xpath("boolean(//input[@name='email'])")


def test_a_passkey_that_was_used_ahead_is_taken_again(session: Session, officer: User):
    asked = Question("stegi.example", "https://stegi.example", b"challenge" * 4, AHEAD)
    device = Authenticator(user_handle(officer))
    add_passkey(session, officer, "Telephone", device.create(asked), asked, at=AHEAD)
    use_passkey(session, device.get(asked), asked, at=AHEAD)
    with pytest.raises(Refused):
        use_passkey(session, device.get(asked), asked, at=AHEAD)
    now = replace(asked, challenge=b"another.." * 4, asked_at=NOW)
    assert use_passkey(session, device.get(now), now, at=NOW) is officer


def test_a_job_that_was_asked_for_ahead_is_done(session: Session, worker: Worker):
    job = enqueue(session, "test-count", {"total": 2}, actor=None, at=AHEAD)
    session.commit()
    _work(worker)
    assert _status(session, job) is JobStatus.DONE


def test_a_job_that_was_begun_ahead_goes_on(session: Session, worker: Worker):
    job = enqueue(session, "test-count", {"total": 2}, actor=None, at=NOW)
    session.commit()
    replace(worker, now=lambda: AHEAD).do_step()
    _work(worker)
    assert _status(session, job) is JobStatus.DONE


def test_a_worker_that_was_killed_ahead_keeps_no_job(session: Session, worker: Worker, engine: Engine):
    job = enqueue(session, "test-count", {"total": 2}, actor=None, at=NOW)
    take(session, engine, at=AHEAD, until=AHEAD + timedelta(seconds=30))
    session.commit()
    _work(worker)
    assert _status(session, job) is JobStatus.DONE


def test_a_job_with_a_day_of_its_own_keeps_it(session: Session, worker: Worker):
    due_at = NOW + timedelta(days=20)
    job = enqueue(session, "test-count", {"total": 2}, actor=None, at=AHEAD, due_at=due_at)
    late = enqueue(session, "test-count", {"total": 2}, actor=None, at=AHEAD, due_at=AHEAD + timedelta(days=20))
    session.commit()
    _work(worker)
    assert (job.due_at, _status(session, late)) == (due_at, JobStatus.QUEUED)


def test_a_running_worker_looks_when_the_clock_goes_back(session: Session, worker: Worker):
    job = enqueue(session, "test-count", {"total": 2}, actor=None, at=AHEAD + timedelta(hours=1))
    session.commit()
    days = chain([AHEAD], repeat(NOW))
    clock = Clock()

    def is_done() -> bool:
        clock.time = next(days)  # in the first turn the job is an hour away
        return _status(session, job) is JobStatus.DONE

    replace(worker, now=clock).work(is_done)
    assert _status(session, job) is JobStatus.DONE


def _work(worker: Worker) -> None:
    worker.work(lambda: False, until_idle=True)


def _status(session: Session, job: Job) -> JobStatus:
    session.refresh(job)
    session.commit()
    return job.status
