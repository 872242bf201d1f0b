"""Many at once, and a kill at the worst moment: the chain never forks, and deed and event stand or fall together."""

import os
import signal
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session

from core.audit import record
from core.audit.models import AuditEvent
from core.audit.verifying import end_of, find_break
from core.db import prepare_engine
from people.models import Household
from tests.support.audit import events
from tests.support.rows import add_centre, add_household

PROCESSES, STEPS = 4, 8


def work(url: str, household_id: int, steps: int, dies: bool) -> None:
    """What each process does, on a database of its own accord as a worker of the service."""
    engine = create_engine(url)
    prepare_engine(engine)
    if dies:  # everything is written, and nothing is committed yet
        event.listen(engine, "commit", lambda connection: os.kill(os.getpid(), signal.SIGKILL))
    with Session(engine) as session:
        for number in range(steps):
            household = session.get_one(Household, household_id)
            household.name = f"{os.getpid()}-{number}"
            record(session, "change-household", household, actor=household)
            session.commit()


def start(url: str, household_id: int, steps: int, *, dies: bool = False) -> BaseProcess:
    process = get_context("fork").Process(target=work, args=(url, household_id, steps, dies))
    process.start()
    return process


def end(process: BaseProcess) -> int | None:
    """How it ended."""
    process.join(timeout=120)
    return process.exitcode


def households(session: Session, count: int) -> list[int]:
    centre = add_centre(session)
    added = [add_household(session, centre, name=f"of worker {number}") for number in range(count)]
    record(session, "add-households", actor=None)
    session.commit()
    return [household.id for household in added]


def test_processes_that_write_at_once_make_one_chain_without_gaps(database_url: str, session: Session):
    workers = [start(database_url, household_id, STEPS) for household_id in households(session, PROCESSES)]
    assert [end(worker) for worker in workers] == [0] * PROCESSES
    assert end_of(session).position == 1 + PROCESSES * STEPS
    assert find_break(session, end_of(session)) is None
    per_household = select(func.count()).where(AuditEvent.subject_id.is_not(None)).group_by(AuditEvent.subject_id)
    assert session.scalars(per_household).all() == [STEPS] * PROCESSES


def test_a_process_that_is_killed_before_it_commits_leaves_neither_deed_nor_event(database_url: str, session: Session):
    [household_id] = households(session, 1)
    assert end(start(database_url, household_id, 1, dies=True)) == -signal.SIGKILL
    assert [event.action for event in events(session)] == ["add-households"]
    assert session.scalar(select(Household.name)) == "of worker 0"
    assert find_break(session, end_of(session)) is None
    session.rollback()  # on SQLite whoever looks holds the others up
    assert end(start(database_url, household_id, 1)) == 0
    assert end_of(session).position == 2
