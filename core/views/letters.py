"""A letter while it is made, and the way to it when it is there."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.jobs import JobStatus
from core.letters.making import get_letter
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/letters/<int:job_id>")
@signed_in
def show_letter(job_id: int) -> ResponseReturnValue:
    job = get_letter(db_session(), job_id, actor())
    document_id = job.state["document_id"] if job.status == JobStatus.DONE else None
    record_read(db_session(), "show-letter", job, actor=actor())
    return render_template("core/show_letter.html", job=job, document_id=document_id, back=job.payload["back"])
