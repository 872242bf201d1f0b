"""Importing a file of adverts: nothing is written while a row has a fault, unless asked for."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import utc_now
from core.i18n import say
from core.jobs import JobStatus
from core.jobs.board import get_job
from core.session import db_session
from core.text import Sentence
from housing.forms.imports import ImportForm
from housing.importing.report import in_short, report
from housing.jobs import IMPORT_LISTINGS, LARGE, ask_for_import
from housing.services.imports import Stored, import_file
from housing.views.blueprint import bp


@bp.route("/listings/import", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def import_listings() -> ResponseReturnValue:
    form, result = ImportForm(), None
    if form.validate_on_submit():
        name, content = form.file.data.filename, form.file.data.read()
        if len(content) > LARGE:
            return redirect(url_for(".show_import", job_id=_ask(form, name, content)))
        result = _import(form, name, content)
    written = result is not None and result["written"]
    status = 422 if form.is_submitted() and not written else 200
    return render_template("housing/import_listings.html", form=form, result=result), status


@bp.get("/listings/imports/<int:job_id>")
@requires(Permission.EDIT_LISTINGS)
def show_import(job_id: int) -> ResponseReturnValue:
    """How the import of a large file goes, and at its end the same report as of a small one."""
    job = get_job(db_session(), job_id, actor(), kind=IMPORT_LISTINGS)
    result = _said(job.state) if job.status == JobStatus.DONE else None
    record_read(db_session(), "show-import", job, actor=actor())
    return render_template("housing/show_import.html", job=job, result=result)


def _ask(form: ImportForm, name: str, content: bytes) -> int:
    job = ask_for_import(
        db_session(),
        name,
        content,
        source=form.source.data,
        accept_valid=form.accept_valid.data,
        actor=actor(),
        at=utc_now(),
    )
    return job.id


def _import(form: ImportForm, name: str, content: bytes) -> dict[str, Any] | None:
    """What was read and stored, for the page; None when the file could not be read at all."""
    with form.refusals(field="file"):
        done = import_file(
            db_session(),
            name,
            content,
            source=form.source.data,
            centres=centres_of(db_session(), actor()),
            accept_valid=form.accept_valid.data,
            actor=actor(),
            at=utc_now(),
        )
        counts = in_short(report(done.read, **asdict(done.stored or Stored()), say=say))
        return counts | {"written": done.stored is not None, "name": name}
    return None


def _said(state: Mapping[str, Any]) -> dict[str, Any]:
    """What the job found, in the reader's language."""
    faults = {
        kind: [fault | {"message": say(Sentence.from_json(fault["message"]))} for fault in state[kind]]
        for kind in ("rejected", "warnings")
    }
    return dict(state) | faults
