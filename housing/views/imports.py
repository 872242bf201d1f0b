"""Importing a file of adverts: nothing is written while a row has a fault, unless asked for."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.i18n import say
from core.importing.reader import read_table
from core.session import db_session
from housing.forms.imports import ImportForm
from housing.importing.adverts import read_adverts
from housing.importing.report import report
from housing.services.imports import Stored, import_adverts
from housing.views.blueprint import bp


@bp.route("/listings/import", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def import_listings() -> ResponseReturnValue:
    form = ImportForm()
    result = _import(form) if form.validate_on_submit() else None
    written = result is not None and result["written"]
    status = 422 if form.is_submitted() and not written else 200
    return render_template("housing/import_listings.html", form=form, result=result), status


def _import(form: ImportForm) -> dict[str, object] | None:
    """What was read and stored, for the page; None when the file could not be read at all."""
    with form.refusals(field="file"):
        upload, source = form.file.data, form.source.data
        read = read_adverts(read_table(upload.filename, upload.read()), source)
        written = form.accept_valid.data or not read.rejected
        stored = Stored(0, 0, 0)
        if written:
            stored = import_adverts(db_session(), read.adverts, source=source, actor=actor(), at=utc_now())
        counts = {"created": stored.created, "updated": stored.updated, "unchanged": stored.unchanged}
        return report(read, **counts, say=say) | {"written": written, "name": upload.filename}
    return None
