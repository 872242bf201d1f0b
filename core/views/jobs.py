"""Jobs as those see them who asked, and as administrators see those of all below them."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug import Response

from core.audit import record
from core.auth.access import actor, signed_in
from core.auth.models import User
from core.dates import utc_now
from core.i18n import say
from core.jobs import Job, JobStatus
from core.jobs.board import failed_jobs, get_job, jobs_before
from core.jobs.kinds import KINDS
from core.jobs.queue import cancel, may_retry, retry
from core.pages import page_number
from core.paging import take_page
from core.session import db_session
from core.tasks import Task, TaskGroup
from core.text import N_, Sentence
from core.views.blueprint import bp

JOBS = TaskGroup("jobs", Sentence(N_("Jobs")))
JOB_WORDS = {
    JobStatus.QUEUED: _l("waiting"),
    JobStatus.RUNNING: _l("under way"),
    JobStatus.DONE: _l("done"),
    JobStatus.FAILED: _l("failed"),
    JobStatus.CANCELLED: _l("cancelled"),
}
JOB_SHAPES = {
    JobStatus.QUEUED: "todo",
    JobStatus.RUNNING: "doing",
    JobStatus.DONE: "done",
    JobStatus.FAILED: "alert",
    JobStatus.CANCELLED: "refused",
}


@bp.get("/jobs")
@signed_in
def list_jobs() -> ResponseReturnValue:
    return render_template("core/list_jobs.html", page=take_page(db_session(), jobs_before(actor()), page_number()))


@bp.get("/jobs/<int:job_id>")
@signed_in
def show_job(job_id: int) -> ResponseReturnValue:
    return render_template("core/show_job.html", job=get_job(db_session(), job_id, actor()))


@bp.post("/jobs/<int:job_id>/cancel")
@signed_in
def cancel_job(job_id: int) -> ResponseReturnValue:
    job = get_job(db_session(), job_id, actor())
    cancel(db_session(), job, at=utc_now())
    record(db_session(), "cancel-job", job, actor=actor())
    flash(_("The job is cancelled. What it had done before is kept."))
    return _to(job)


@bp.post("/jobs/<int:job_id>/retry")
@signed_in
def retry_job(job_id: int) -> ResponseReturnValue:
    job = get_job(db_session(), job_id, actor())
    retry(db_session(), job, at=utc_now())
    record(db_session(), "retry-job", job, actor=actor())
    flash(_("The job goes on from where it stood."))
    return _to(job)


def job_title(job: Job) -> str:
    """What the job is called; one of an earlier version is called by its name."""
    return say(KINDS[job.kind].title) if job.kind in KINDS else job.kind


def job_url(job: Job) -> str:
    """The page of its kind, for who asked; else the page that every job has."""
    own = KINDS[job.kind].page if job.kind in KINDS and job.asked_by_id == actor().id else None
    return url_for(own or "core.show_job", job_id=job.id)


def failed_tasks(session: Session, user: User, on: date) -> list[Task]:
    """A job that failed waits for the person who asked for it."""
    return [
        Task(
            title=Sentence(N_("%(job)s failed"), {"job": job_title(job)}),
            why=job.sentence or Sentence(N_("It did not say why.")),
            action=Sentence(N_("Decide")),
            url=job_url(job),
            icon="arrow-repeat",
            group=JOBS,
            due_on=on,
        )
        for job in failed_jobs(session, user)
    ]


def _to(job: Job) -> Response:
    return redirect(job_url(job))


bp.add_app_template_global(job_title)
bp.add_app_template_global(job_url)
bp.add_app_template_global(may_retry)
bp.record_once(lambda state: state.app.jinja_env.globals.update(JOB_WORDS=JOB_WORDS, JOB_SHAPES=JOB_SHAPES))
