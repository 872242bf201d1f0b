"""A file is sent, and then looked at before anything of it is stored."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug import Response

from core.audit import record_read
from core.auth.access import actor, requires, signed_in
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import utc_now
from core.jobs.board import get_job
from core.pages import page_number
from core.paging import take_page
from core.session import db_session
from housing.forms.imports import ImportForm
from housing.jobs.files import IMPORT_FILE, ask_to_read, find_job, find_kind
from housing.models import FileImport
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import HOUSEHOLDS, LANDLORDS, LEASES, LISTINGS, FileKind
from housing.services.importing.file_rows import count_rows, rows_of
from housing.views.blueprint import bp
from housing.views.importing.import_pages import render_import
from housing.views.importing.import_table import TABS, chosen_tab, show_columns, show_rows, tabs

LARGE = 32 * 1024  # bytes: some hundred rows; what is smaller is read while the reader waits


@bp.route("/listings/import", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def import_listings() -> ResponseReturnValue:
    return send_file_of(LISTINGS)


@bp.route("/landlords/import", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def import_landlords() -> ResponseReturnValue:
    return send_file_of(LANDLORDS)


@bp.route("/households/import", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def import_households() -> ResponseReturnValue:
    return send_file_of(HOUSEHOLDS)


@bp.route("/leases/import", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def import_leases() -> ResponseReturnValue:
    return send_file_of(LEASES)


@bp.get("/imports/<int:import_id>")
@signed_in
def show_import(import_id: int) -> ResponseReturnValue:
    """The rows of the file; while it is being read or taken, how that goes."""
    file = file_imports.get_import(db_session(), import_id, actor())
    job = find_job(db_session(), file)
    if job is not None:
        return redirect(url_for("housing.show_import_job", job_id=job.id))
    record_read(db_session(), "show-import", file, actor=actor())
    return render_import("housing/show_import.html", file.kind, file=file, **_shown(file))


@bp.get("/imports/jobs/<int:job_id>")
@signed_in
def show_import_job(job_id: int) -> ResponseReturnValue:
    """How it goes with a large file; at the end its own page."""
    job = get_job(db_session(), job_id, actor(), kind=IMPORT_FILE)
    if job.status == "done":
        return redirect(url_for("housing.show_import", import_id=job.payload["import"]))
    return render_import("housing/show_import_job.html", find_kind(db_session(), job), job=job)


def _shown(file: FileImport) -> dict[str, object]:
    """The columns, and a page of the rows under one heading."""
    counts = count_rows(db_session(), file)
    page = take_page(db_session(), rows_of(file, *TABS[chosen_tab(counts)]), page_number())
    return {
        "counts": {str(status): count for status, count in counts.items()},
        "columns": show_columns(file),
        "tabs": tabs(counts),
        "tab": chosen_tab(counts),
        "page": page,
        "table": show_rows(file, page.rows),
    }


def send_file_of(kind: FileKind) -> ResponseReturnValue:
    """The page on which a file of this kind is sent; packages above have pages of their own for theirs."""
    form = ImportForm(centres=centres_of(db_session(), actor()))
    if form.validate_on_submit():
        with form.refusals(field="file"):
            return _receive(kind, form)
    waiting = db_session().scalars(file_imports.imports_of(actor(), kind.key).limit(10)).all()
    return render_import(
        "housing/import_file.html", kind.key, form=form, waiting=waiting, kept_days=file_imports.KEPT.days
    ), 422 if form.is_submitted() else 200


def _receive(kind: FileKind, form: ImportForm) -> Response:
    """The file with its rows; a large one is left to the workers."""
    name, content, source = form.file.data.filename, form.file.data.read(), form.source.data
    table = None
    if len(content) <= LARGE:
        table = file_imports.read_file(db_session(), kind, source, name, content)
    file = file_imports.begin_import(
        db_session(), kind, name, source=source, centres=form.centres(), actor=actor(), at=utc_now()
    )
    if table is None:
        job = ask_to_read(db_session(), file, content, actor=actor(), at=utc_now())
        return redirect(url_for("housing.show_import_job", job_id=job.id))
    if right := file_imports.receive(db_session(), file, table):
        flash(
            ngettext(
                "%(num)s row is put right as you put it right in the file before.",
                "%(num)s rows are put right as you put them right in the file before.",
                right,
            )
        )
    return redirect(url_for("housing.show_import", import_id=file.id))
