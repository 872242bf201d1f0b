"""Who says where schools, clinics and bus stops are, and the import of what they say."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.i18n import say
from core.importing.findings import Fault
from core.session import db_session
from maps.forms import PlacesFileForm
from maps.jobs import ask_to_import, said_of
from maps.services.amenities import import_amenities, list_sources
from maps.views.blueprint import bp

LARGE = 128 * 1024  # bytes: a thousand rows or two; what is smaller is read while the reader waits
MOST_TOLD = 50  # rows at fault on a page


@bp.get("/places-of-interest")
@requires(Permission.ADMINISTER)
def list_places() -> ResponseReturnValue:
    return render_template("maps/list_places.html", sources=list_sources(db_session()))


@bp.route("/places-of-interest/import", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def import_places() -> ResponseReturnValue:
    form, faults = PlacesFileForm(), list[Fault]()
    if form.validate_on_submit():
        with form.refusals(field="file"):
            name, content = form.file.data.filename, form.file.data.read()
            if len(content) > LARGE:
                job = ask_to_import(db_session(), name, content, form.facts(), actor=actor(), at=utc_now())
                return redirect(url_for("core.show_job", job_id=job.id))
            done = import_amenities(db_session(), name, content, form.facts(), actor=actor(), at=utc_now())
            faults += done.read.rejected
            flash(say(said_of(done)))
            return redirect(url_for(".list_places"))
    page = render_template("maps/import_places.html", form=form, faults=faults[:MOST_TOLD], count=len(faults))
    return page, 422 if form.is_submitted() else 200
