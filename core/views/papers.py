"""A PDF while it is made, and the PDF: for whoever asked for it alone."""

from io import BytesIO

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.errors import NotFound
from core.jobs import Job
from core.jobs.board import NO_SUCH_JOB, get_job
from core.letters.paper import MAKE_PAPER, paper_of
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/papers/<int:job_id>")
@signed_in
def show_paper(job_id: int) -> ResponseReturnValue:
    return render_template("core/show_paper.html", job=_own(job_id))


@bp.get("/papers/<int:job_id>/file")
@signed_in
def download_paper(job_id: int) -> ResponseReturnValue:
    asked = _own(job_id)
    content = paper_of(asked)
    record_read(db_session(), "show-paper", asked, actor=actor())
    return send_file(
        BytesIO(content), mimetype="application/pdf", as_attachment=True, download_name=asked.payload["name"]
    )


def _own(job_id: int) -> Job:
    asked = get_job(db_session(), job_id, actor(), kind=MAKE_PAPER)
    if asked.asked_by_id != actor().id:
        raise NotFound(NO_SUCH_JOB)
    return asked
