"""Whom landlords let to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.stance import StanceForm
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.landlords.stances import record_stances
from housing.views.blueprint import bp


@bp.route("/landlords/<int:landlord_id>/stances/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def record_stance(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    form = StanceForm(said_by=landlord.known_as, said_on=today())
    if form.validate_on_submit():
        with form.refusals():
            record_stances(db_session(), landlord, form.answers(), form.said(), on=today(), actor=actor(), at=utc_now())
            flash(_("What the landlord said is written down."))
            return redirect(url_for(".show_landlord", landlord_id=landlord.id))
    record_read(db_session(), "show-landlord", landlord, actor=actor())
    page = render_template("housing/record_stance.html", form=form, landlord=landlord)
    return page, 422 if form.is_submitted() else 200
