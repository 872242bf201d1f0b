"""What somebody does with a file that waits: says what its columns hold, puts rows right, takes it or leaves it.

A file is its sender's own, and asks for the permission of its kind (`file_imports.get_import`).
"""

from io import BytesIO

from flask import flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import Response

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.dates import utc_now
from core.importing.statuses import RowStatus
from core.importing.table import MAX_CELL
from core.importing.tidying import tidy_text
from core.paging import ROWS
from core.session import db_session, lock_for_update
from housing.forms.imports import columns_form
from housing.jobs.files import ask_to_take
from housing.models import FileImport, FileImportRow
from housing.services.importing import file_imports
from housing.services.importing.file_kinds import KINDS
from housing.services.importing.file_rows import count_before, count_rows, examples, get_row, next_row, rows_of
from housing.views.blueprint import bp
from housing.views.importing.import_pages import render_import
from housing.views.importing.import_report import report_of
from housing.views.importing.import_table import TABS, changed_cells, open_cells, show_columns
from housing.words.imports import IMPORT_WORDS

ROWS_WAITED_FOR = 300  # of adverts; more are left to the workers


@bp.route("/imports/<int:import_id>/columns", methods=["GET", "POST"])
@signed_in
def choose_columns(import_id: int) -> ResponseReturnValue:
    file = _held(import_id)
    says = zip(show_columns(file), examples(db_session(), file), strict=True)
    asked = [(column, said) for column, said in says if not column.is_read]
    columns = [column for column, _said in asked]
    form = columns_form(file.kind, columns)
    if form.validate_on_submit():
        with form.refusals():
            file_imports.choose(db_session(), file, form.chosen(columns), actor=actor())
            flash(_("The columns are read as you said, also in later files from this source."))
            return _to(file)
    record_read(db_session(), "show-import", file, actor=actor())
    return render_import(
        "housing/choose_columns.html", file.kind, file=file, form=form, examples=[said for _column, said in asked]
    ), 422 if form.is_submitted() else 200


@bp.post("/imports/<int:import_id>/rows/<int:row_id>")
@signed_in
def put_row_right(import_id: int, row_id: int) -> ResponseReturnValue:
    """The cells that were typed anew; an empty one is a cell that says nothing."""
    file = _held(import_id)
    row = get_row(db_session(), file, row_id)
    given = {name: request.form[name] for name in open_cells(file) if name in request.form}
    fixes = {name: tidy_text(written)[:MAX_CELL] for name, written in given.items()}
    was = row.status
    file_imports.put_right(db_session(), file, row, changed_cells(file, row, fixes))
    if row.status is RowStatus.READY:
        flash(_("Row %(row)s is ready.", row=row.number))
    return _on_from(file, row, was)


@bp.post("/imports/<int:import_id>/rows/<int:row_id>/confirm")
@signed_in
def confirm_row(import_id: int, row_id: int) -> ResponseReturnValue:
    file = _held(import_id)
    row = get_row(db_session(), file, row_id)
    was = row.status
    file_imports.confirm(db_session(), file, [row])
    return _on_from(file, row, was)


@bp.post("/imports/<int:import_id>/confirm")
@signed_in
def confirm_rows(import_id: int) -> ResponseReturnValue:
    """All that is doubtful at once."""
    file = _held(import_id)
    file_imports.confirm(db_session(), file, db_session().scalars(rows_of(file, RowStatus.DOUBTFUL)).all())
    return _to(file)


@bp.post("/imports/<int:import_id>/take")
@signed_in
def take_import(import_id: int) -> ResponseReturnValue:
    file = _held(import_id)
    file_imports.begin_taking(db_session(), file, only_ready="only_ready" in request.form)
    if count_rows(db_session(), file)[RowStatus.READY] * KINDS[file.kind].weight > ROWS_WAITED_FOR:
        job = ask_to_take(db_session(), file, actor=actor(), at=utc_now())
        return redirect(url_for(".show_import_job", job_id=job.id))
    file_imports.take_some(db_session(), file, at=utc_now())
    return _to(file)


@bp.post("/imports/<int:import_id>/forget")
@signed_in
def forget_import(import_id: int) -> ResponseReturnValue:
    file = _held(import_id)
    page = IMPORT_WORDS[file.kind].page
    file_imports.forget_import(db_session(), file)
    flash(_("The file is put away. What was taken of it stays."))
    return redirect(url_for(page))


@bp.get("/imports/<int:import_id>/report.xlsx")
@signed_in
def download_import_report(import_id: int) -> ResponseReturnValue:
    file = file_imports.get_import(db_session(), import_id, actor())
    record_read(db_session(), "show-import", file, actor=actor())
    content = report_of(db_session(), file)
    return send_file(BytesIO(content), as_attachment=True, download_name=f"import-{file.id}.xlsx")


def _held(import_id: int) -> FileImport:
    file = file_imports.get_import(db_session(), import_id, actor())
    lock_for_update(file)
    return file


def _to(file: FileImport) -> Response:
    return redirect(url_for(".show_import", import_id=file.id))


def _on_from(file: FileImport, row: FileImportRow, was: RowStatus) -> Response:
    """To the place of the row, or to the next one that wants looking at where this one no longer does."""
    attention = TABS["attention"]
    if was in attention and row.status not in attention:
        row = next_row(db_session(), file, row, *attention) or row
    name, statuses = next((name, statuses) for name, statuses in TABS.items() if row.status in statuses)
    page = count_before(db_session(), file, row, *statuses) // ROWS + 1
    return redirect(url_for(".show_import", import_id=file.id, show=name, page=page, _anchor=f"row-{row.number}"))
