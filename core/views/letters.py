"""A letter while it is made, and the way to it when it is there."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.jobs import JobStatus
from core.jobs.board import get_job
from core.letters.making import MAKE_LETTER
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/letters/<int:job_id>")
@signed_in
def show_letter(job_id: int) -> ResponseReturnValue:
    job = get_job(db_session(), job_id, actor(), kind=MAKE_LETTER)
    document_id = job.state["document_id"] if job.status == JobStatus.DONE else None
    record_read(db_session(), "show-letter", job, actor=actor())
    return render_template("core/show_letter.html", job=job, document_id=document_id, back=job.payload["back"])
