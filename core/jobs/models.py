"""Jobs as rows, so that they are asked for in the transaction that needs them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import SealedJSON
from core.text import Sentence

_LIVE = text("status IN ('queued', 'running')")


class JobStatus(StrEnum):
    """`running` is a job that has begun, also between two of its steps."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class Job(Base):
    """One piece of work and how far it has come. Of persons it holds ids; what a step read of them stands sealed."""

    __tablename__ = "job"
    __table_args__ = (
        CheckConstraint("done >= 0", name="done_not_negative"),
        CheckConstraint("done <= total", name="done_within_total"),
        CheckConstraint("(lease IS NULL) = (leased_until IS NULL)", name="whole_lease"),
        Index("uq_job_live_key", "key", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("ix_job_live_due_at", "due_at", "id", sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)  # what was asked
    state: Mapped[dict[str, Any]] = mapped_column(
        SealedJSON("job.state"), deferred=True
    )  # what a step left, for the next
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]  # None: not known before the first step
    said: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))  # the last word, a sentence as JSON
    key: Mapped[str | None]  # two live jobs never have the same
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # None: the service itself
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"), index=True)  # None: of no centre's rows
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]  # not before
    ended_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)  # at the present step
    lease: Mapped[str | None] = mapped_column(String(32))  # who is at a step of it
    leased_until: Mapped[datetime | None]

    asked_by: Mapped[User | None] = relationship()

    @property
    def is_live(self) -> bool:
        """Whether it is still to be done."""
        return self.status in LIVE

    @property
    def sentence(self) -> Sentence | None:
        """What it last said: how it goes, what came of it, or why it failed."""
        return None if self.said is None else Sentence.from_json(self.said)
