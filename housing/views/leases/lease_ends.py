"""The end of a lease before its term: written down, and taken back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.lease_end import LeaseEndForm
from housing.services.leases import lease_ends
from housing.services.leases.leases import get_lease
from housing.states import next_status
from housing.states.terms import TermAction
from housing.views.blueprint import bp


@bp.route("/leases/<int:lease_id>/end", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def end_lease(lease_id: int) -> ResponseReturnValue:
    lease = get_lease(db_session(), lease_id, actor())
    next_status(lease_ends.term_of(lease, today()), TermAction.END)  # refuses what has ended
    form = LeaseEndForm()
    if form.validate_on_submit():
        with form.refusals():
            lease_ends.end_lease(db_session(), lease, form.end(), actor=actor(), at=utc_now())
            flash(_("The end of the lease is written down."))
            return redirect(url_for(".show_lease", lease_id=lease.id, _anchor="end"))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/end_lease.html", form=form, lease=lease)
    return page, 422 if form.is_submitted() else 200


@bp.post("/leases/<int:lease_id>/end/take-back")
@requires(Permission.EDIT_LEASES)
def take_back_end(lease_id: int) -> ResponseReturnValue:
    lease = get_lease(db_session(), lease_id, actor())
    lease_ends.take_back_end(db_session(), lease, actor=actor(), at=utc_now())
    flash(_("The lease runs on to the end of its term."))
    return redirect(url_for(".show_lease", lease_id=lease.id))
