"""Asking for a search of what is there twice: by whatever adds or changes it. A worker does it."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.db import lock_row
from core.jobs import JobStatus, enqueue


def request_deduplication(session: Session, kind: str, *, at: datetime) -> None:
    """Have what is suspected brought up to date soon by a job of this kind; whoever asks meanwhile asks for the same.

    Late in a step: until its transaction ends, no worker takes the job, which then compares all of it.
    """
    asked = enqueue(session, kind, actor=None, at=at, key=kind)
    lock_row(session, asked)
    if asked.status is not JobStatus.QUEUED:  # a worker has read already what it compares
        enqueue(session, kind, actor=None, at=at, key=f"{kind}-again")
