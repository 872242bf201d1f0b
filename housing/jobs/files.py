"""What workers do: read and take large files, in steps that hold nobody up, and look for what is there twice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from core.auth.models import User
from core.importing.statuses import RowStatus
from core.importing.table import Table
from core.jobs import Job, Run, Step, enqueue, job
from core.jobs.files import attach, read_sent
from core.jobs.models import LIVE
from core.text import N_, Sentence
from housing.models import FileImport, ImportStatus
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import KINDS
from housing.services.importing.file_rows import count_rows
from housing.services.listings.deduplication import DEDUPLICATE
from housing.services.listings.doubles import find_doubles, keep_doubles

IMPORT_FILE = "import-file"


def ask_to_read(session: Session, file: FileImport, content: bytes, *, actor: User, at: datetime) -> Job:
    """Have the file read, so that somebody can look at its rows."""
    asked = _ask(session, file, actor, at)
    attach(session, asked, file.name, content)
    return asked


def ask_to_take(session: Session, file: FileImport, *, actor: User, at: datetime) -> Job:
    """Have the rows that are ready stored."""
    return _ask(session, file, actor, at)


def find_job(session: Session, file: FileImport) -> Job | None:
    """The job that reads or takes the file just now."""
    if file.status not in (ImportStatus.READING, ImportStatus.TAKING):
        return None
    return session.scalar(select(Job).where(Job.key == _key(file), Job.status.in_(LIVE)))


def find_kind(session: Session, asked: Job) -> str | None:
    """Of what kind the file of a job is, while the file is there."""
    return session.scalar(select(FileImport.kind).where(FileImport.id == asked.payload["import"]))


def _ask(session: Session, file: FileImport, actor: User, at: datetime) -> Job:
    centre_id = file.centre_ids[0] if len(file.centre_ids) == 1 else None
    return enqueue(
        session,
        IMPORT_FILE,
        {"import": file.id},
        actor=actor,
        at=at,
        key=_key(file),
        centre_id=centre_id,
    )


def _key(file: FileImport) -> str:
    return f"{IMPORT_FILE}-{file.id}"


def _give_back(session: Session, payload: Mapping[str, Any], at: datetime) -> None:
    status = load_only(FileImport.status)  # asks for nothing sealed: the keys may be what is missing
    file = session.get(FileImport, payload["import"], options=[status], with_for_update=True, populate_existing=True)
    if file is not None:
        file_imports.give_back(session, file, at=at)


@job(IMPORT_FILE, Sentence(N_("Import of a file")), page="housing.show_import_job", on_end=_give_back)
def import_some(session: Session, run: Run) -> Step:
    """A file that is new is read in one step; of one that is to be taken each step stores some rows."""
    table = _read(run)
    file = session.get(FileImport, run.payload["import"], with_for_update=True)
    if file is None:
        return Step(1, 1)  # put away before it was read
    if table is not None:
        file_imports.receive(session, file, table)
        return Step(1, 1, {}, Sentence.counted(len(table.rows), "%(n)s row was read.", "%(n)s rows were read."))
    total = run.done + count_rows(session, file)[RowStatus.READY]
    done = run.done + file_imports.take_some(session, file, at=run.at)
    return Step(done, total, {}, Sentence.counted(done, "%(n)s row is taken.", "%(n)s rows are taken."))


@job(DEDUPLICATE, Sentence(N_("Search for what is there twice")))
def _look(session: Session, run: Run) -> Step:
    with run.reading() as reading:  # with ten thousand adverts it takes seconds, for which nobody should wait
        suspected = find_doubles(reading)
    keep_doubles(session, suspected, at=run.at)
    return Step(1, 1)


def _read(run: Run) -> Table | None:
    """What stands in a file that is new."""
    with run.reading() as reading:
        file = reading.get(FileImport, run.payload["import"])
        if file is None or file.status is not ImportStatus.READING:
            return None
        content = read_sent(reading, run.job_id).content
        return file_imports.read_file(reading, KINDS[file.kind], file.source, file.name, content)
