"""Asking for a search of what is there twice: by whatever adds or changes it. A worker does it (`housing.jobs`)."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.db import lock_row
from core.jobs import JobStatus, enqueue

LOOK = "look-for-doubles"


def ask_to_look(session: Session, *, at: datetime) -> None:
    """Have what is suspected brought up to date soon; whoever asks meanwhile asks for the same.

    Late in a step: until its transaction ends, no worker takes the job, which then compares all of it.
    """
    asked = enqueue(session, LOOK, actor=None, at=at, key=LOOK)
    lock_row(session, asked)
    if asked.status is not JobStatus.QUEUED:  # a worker has read already what it compares
        enqueue(session, LOOK, actor=None, at=at, key=f"{LOOK}-again")
