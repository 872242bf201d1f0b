"""Work that no request waits for: asked for in one transaction, done by workers in steps of one transaction each."""

from core.jobs.cleaning import daily
from core.jobs.kinds import Run, Step, TryLater, job
from core.jobs.models import Job, JobStatus
from core.jobs.queue import enqueue

__all__ = ["Job", "JobStatus", "Run", "Step", "TryLater", "daily", "enqueue", "job"]
