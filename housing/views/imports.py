"""Importing a file of adverts: nothing is written while a row has a fault, unless asked for."""

from dataclasses import asdict

from flask import render_template
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import utc_now
from core.i18n import say
from core.session import db_session
from housing.forms.imports import ImportForm
from housing.importing.report import report
from housing.services.imports import Stored, import_file
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
        upload = form.file.data
        done = import_file(
            db_session(),
            upload.filename,
            upload.read(),
            source=form.source.data,
            centres=centres_of(db_session(), actor()),
            accept_valid=form.accept_valid.data,
            actor=actor(),
            at=utc_now(),
        )
        counts = report(done.read, **asdict(done.stored or Stored()), say=say)
        return counts | {"written": done.stored is not None, "name": upload.filename}
    return None
