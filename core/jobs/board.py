"""The jobs that somebody may look at: their own, and for administrators all that lie below their posts."""

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import NotFound
from core.jobs.models import Job, JobStatus
from core.text import N_, Sentence

NO_SUCH_JOB = Sentence(N_("There is no such job, or it is somebody else's."))


def jobs_before(actor: User) -> Select[Job]:
    """The jobs this person may see, the latest first."""
    query = select(Job).where(_is_before(actor)).options(joinedload(Job.asked_by))
    return query.order_by(Job.id.desc())


def get_job(session: Session, job_id: int, actor: User, *, kind: str | None = None) -> Job:
    """The job, of one kind if that is asked for. Raises NotFound, also for one that this person may not see."""
    job = session.scalar(jobs_before(actor).where(Job.id == job_id))
    if job is None or (kind is not None and job.kind != kind):
        raise NotFound(NO_SUCH_JOB)
    return job


def failed_jobs(session: Session, actor: User) -> list[Job]:
    """The jobs that this person asked for and that wait for a decision: again, or not at all."""
    query = select(Job).where(Job.asked_by_id == actor.id, Job.status == JobStatus.FAILED)
    return list(session.scalars(query.order_by(Job.id)))


def _is_before(actor: User) -> ColumnElement[bool]:
    own = Job.asked_by_id == actor.id
    if not actor.may(Permission.ADMINISTER):
        return own
    with actor.acting_under(Permission.ADMINISTER):
        of_centres = actor.sees(Job.centre_id)  # jobs of no centre are of none of these
    is_for_all = actor.serves_programme(Permission.ADMINISTER)
    return or_(own, of_centres, Job.centre_id.is_(None)) if is_for_all else or_(own, of_centres)
