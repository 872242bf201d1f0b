"""The file that a job reads, sealed, until the job has ended; of a failed one for 30 days, so that it can go on."""

from dataclasses import dataclass

from sqlalchemy import ForeignKey, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.db import Base
from core.jobs.models import Job
from core.sealed import Sealed, SealedBytes


class JobFile(Base):
    """What somebody sent for a job; goes when the job is done or cancelled, or when a failed one is forgotten."""

    __tablename__ = "job_file"

    job_id: Mapped[int] = mapped_column(ForeignKey("job.id"), primary_key=True)
    name: Mapped[str] = mapped_column(Sealed("job_file.name"))
    content: Mapped[bytes] = mapped_column(SealedBytes("job_file.content"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it was sent."""

    name: str
    content: bytes


def attach(session: Session, job: Job, name: str, content: bytes) -> None:
    """Give a job its file; a job that has it already, since it was asked for twice, keeps it."""
    if session.get(JobFile, job.id) is None:
        session.add(JobFile(job_id=job.id, name=name, content=content))
        session.flush()


def read_sent(session: Session, job_id: int) -> Sent:
    """The job's file."""
    file = session.get_one(JobFile, job_id)
    return Sent(file.name, file.content)


def drop(session: Session, job_id: int) -> None:
    """Forget the job's file, if it has one."""
    session.execute(delete(JobFile).where(JobFile.job_id == job_id))
