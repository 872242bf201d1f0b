"""Many at once, and a kill at the worst moment: the chain never forks, and deed and event stand or fall together."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.audit import record
from core.audit.models import AuditEvent
from core.audit.verifying import end_of, find_break
from people.models import Household
from tests.support.audit import events
from tests.support.rows import add_centre, add_household

ROOT = Path(__file__).resolve().parents[3]
PROCESSES, STEPS = 4, 8

# Each process works on a database of its own accord, as a worker of the service does.
WORKER = """
import os, signal, sys
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session
import app
from core.audit import record
from core.config import data_keys
from core.db import prepare_engine
from core.sealed import install_keys
from people.models import Household

url, household_id, steps, dies = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "dies"
install_keys(data_keys())
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
"""


def start(url: str, household_id: int, steps: int, end: str = "") -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WORKER, url, str(household_id), str(steps), end]
    return subprocess.Popen(arguments, cwd=ROOT)


def households(session: Session, count: int) -> list[int]:
    centre = add_centre(session)
    added = [add_household(session, centre, name=f"of worker {number}") for number in range(count)]
    record(session, "add-households", actor=None)
    session.commit()
    return [household.id for household in added]


def test_processes_that_write_at_once_make_one_chain_without_gaps(database_url: str, session: Session):
    workers = [start(database_url, household_id, STEPS) for household_id in households(session, PROCESSES)]
    assert [worker.wait(timeout=120) for worker in workers] == [0] * PROCESSES
    assert end_of(session).position == 1 + PROCESSES * STEPS
    assert find_break(session, end_of(session)) is None
    per_household = select(func.count()).where(AuditEvent.subject_id.is_not(None)).group_by(AuditEvent.subject_id)
    assert session.scalars(per_household).all() == [STEPS] * PROCESSES


def test_a_process_that_is_killed_before_it_commits_leaves_neither_deed_nor_event(database_url: str, session: Session):
    [household_id] = households(session, 1)
    assert start(database_url, household_id, 1, "dies").wait(timeout=120) == -9
    assert [event.action for event in events(session)] == ["add-households"]
    assert session.scalar(select(Household.name)) == "of worker 0"
    assert find_break(session, end_of(session)) is None
    session.rollback()  # on SQLite whoever looks holds the others up
    assert start(database_url, household_id, 1).wait(timeout=120) == 0
    assert end_of(session).position == 2
