"""Workers as real processes: beside each other, killed at any moment, told to stop, and left alone by their server."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app import create_app
from core.config import Settings
from core.dates import utc_now
from core.db import prepare_engine
from core.jobs import Job, JobStatus, enqueue
from core.jobs.crew import Crew, Stop, keep_workers
from core.jobs.worker import Worker
from core.serve import serve
from core.structure import Centre
from tests.core.jobs import kinds  # noqa: F401  (registers itself; the forked workers know it from here)
from tests.support.keys import TEXT

SECONDS_TO_WAIT = 60
LEASE = timedelta(seconds=0.5)


def work(database_url: str, stop: Stop) -> None:
    engine = create_engine(database_url)
    prepare_engine(engine)
    Worker(engine, utc_now, lease=LEASE).work(stop)


@pytest.fixture
def crew(database_url: str) -> Iterator[Callable[[int], BaseProcess]]:
    """Starts a crew of so many workers."""
    started: list[BaseProcess] = []

    def start(count: int) -> BaseProcess:
        process = get_context("fork").Process(target=keep_workers, args=(partial(work, database_url), count))
        process.start()
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.join(SECONDS_TO_WAIT)
        assert not process.is_alive()


def ask(session: Session, kind: str = "test-count", **payload: object) -> Job:
    job = enqueue(session, kind, payload, actor=None, at=utc_now())
    session.commit()
    return job


def wait_until(fulfilled: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_WAIT
    while not fulfilled():
        assert time.monotonic() < give_up_at, "waited in vain"
        time.sleep(0.02)


def wait_for(session: Session, *jobs: Job) -> None:
    def all_ended() -> bool:
        for job in jobs:
            session.refresh(job)
        session.commit()
        return all(job.ended_at for job in jobs)

    wait_until(all_ended)


def marks(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Centre))
    session.commit()
    return found


def worker_at(flag: Path) -> int:
    """The process that is in the middle of a step."""
    wait_until(lambda: list(flag.iterdir()))
    return int(next(flag.iterdir()).name)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_workers_never_do_a_step_twice(session: Session, crew: Callable[[int], BaseProcess]):
    jobs = [ask(session, total=4) for _ in range(10)]
    crew(2)
    wait_for(session, *jobs)
    assert {(job.status, job.state["weight"], job.attempts) for job in jobs} == {(JobStatus.DONE, 6, 0)}
    assert marks(session) == 40


def test_a_job_whose_worker_is_killed_in_the_middle_of_a_step_is_finished_by_another(
    session: Session, crew: Callable[[int], BaseProcess], tmp_path: Path
):
    flag = tmp_path / "flag"
    flag.mkdir()
    job = ask(session, total=3, flag=str(flag))
    crew(1)
    os.kill(worker_at(flag), signal.SIGKILL)
    (flag / "go-on").touch()
    wait_for(session, job)
    assert (job.status, job.state, marks(session)) == (JobStatus.DONE, {"weight": 3}, 3)
    assert len(list(flag.iterdir())) == 3, "the mark to go on, the first worker's and the second's"


def test_a_job_goes_on_after_a_kill_between_steps(session: Session, crew: Callable[[int], BaseProcess], tmp_path: Path):
    """The worker is killed when it has done some steps, over and over; the end is that of a quiet day."""
    job = ask(session, total=40)
    killed: list[int] = []
    crew(1)
    flags = [ask(session, total=1, flag=str(tmp_path / f"{number}")) for number in range(2)]
    for flag in flags:
        Path(flag.payload["flag"]).mkdir()
    for flag in flags:
        folder = Path(flag.payload["flag"])
        killed.append(worker_at(folder))
        os.kill(killed[-1], signal.SIGKILL)
        (folder / "go-on").touch()
    wait_for(session, job, *flags)
    assert (job.status, job.state, marks(session)) == (JobStatus.DONE, {"weight": sum(range(40))}, 42)


def test_a_job_that_kills_its_workers_ends_and_others_are_done(session: Session, crew: Callable[[int], BaseProcess]):
    deadly, harmless = ask(session, "test-deadly"), ask(session, total=2)
    crew(1)
    wait_for(session, deadly, harmless)
    assert (deadly.status, harmless.status, marks(session)) == (JobStatus.FAILED, JobStatus.DONE, 2)
    assert str(deadly.sentence).startswith("The worker stopped in the middle of it")


def test_a_worker_that_is_told_to_stop_finishes_its_step(
    session: Session, crew: Callable[[int], BaseProcess], tmp_path: Path
):
    flag = tmp_path / "flag"
    flag.mkdir()
    job = ask(session, total=3, flag=str(flag))
    process = crew(1)
    worker = worker_at(flag)
    process.terminate()
    os.kill(worker, signal.SIGTERM)
    time.sleep(0.2)
    assert is_alive(worker)
    (flag / "go-on").touch()
    process.join(SECONDS_TO_WAIT)
    session.refresh(job)
    session.commit()
    assert (process.exitcode, job.status, job.done, job.lease, marks(session)) == (0, JobStatus.RUNNING, 1, None, 1)


@pytest.fixture
def server(
    settings: Settings, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[BaseProcess]:
    """The service with one worker, which knows the kinds of jobs of these tests too."""
    values = {"DATABASE_URL": database_url, "INSTANCE": tmp_path, "SECRET_KEY": settings.secret_key, "DATA_KEYS": TEXT}
    for name, value in values.items():
        monkeypatch.setenv(f"STEGI_{name}", str(value))
    monkeypatch.setattr("core.jobs.crew.PAUSE_SECONDS", 0.1)
    command = [sys.executable, "-c", "import cli, tests.core.jobs.kinds; cli.main()", "work", "--crew=1"]
    server = get_context("fork").Process(
        target=serve, args=(lambda: create_app(settings), "127.0.0.1", 0), kwargs={"crew": Crew(command)}
    )
    server.start()
    yield server
    server.terminate()
    server.join()


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def flagged(session: Session, flag: Path) -> tuple[Job, int]:
    """A job that was done by the server's worker, and the process of that worker."""
    flag.mkdir()
    (flag / "go-on").touch()
    job = ask(session, total=1, flag=str(flag))
    wait_for(session, job)
    (worker,) = [int(path.name) for path in flag.iterdir() if path.name != "go-on"]
    return job, worker


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_workers_come_and_go_with_the_server(
    session: Session, server: BaseProcess, tmp_path: Path, end: signal.Signals, capfd: pytest.CaptureFixture[str]
):
    _, worker = flagged(session, tmp_path / "flag")
    assert is_alive(worker)
    assert server.pid
    children = [int(pid) for pid in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()]
    os.kill(server.pid, end)
    server.join()
    wait_until(lambda: not is_alive(worker))
    for pid in filter(is_alive, children):  # the web's own processes look for their master every half minute
        os.kill(pid, signal.SIGKILL)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_crew_that_is_killed_is_begun_anew(session: Session, server: BaseProcess, tmp_path: Path):
    _, first = flagged(session, tmp_path / "first")
    crew = parent_of(first)
    assert parent_of(crew) == server.pid
    os.kill(crew, signal.SIGKILL)
    wait_until(lambda: not is_alive(first))
    _, second = flagged(session, tmp_path / "second")
    assert parent_of(parent_of(second)) == server.pid
