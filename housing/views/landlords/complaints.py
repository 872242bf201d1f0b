"""What landlords complain of: written down with the lease, and settled."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.complaints import ComplaintForm, SettlementForm
from housing.services.landlords import complaints
from housing.services.leases.leases import get_lease
from housing.views.blueprint import bp


@bp.route("/leases/<int:lease_id>/complaints/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def add_complaint(lease_id: int) -> ResponseReturnValue:
    lease = get_lease(db_session(), lease_id, actor())
    form = ComplaintForm(raised_on=today())
    if form.validate_on_submit():
        with form.refusals():
            complaints.add_complaint(db_session(), lease, form.details(), actor=actor(), at=utc_now())
            flash(_("The complaint is written down."))
            return redirect(url_for(".show_lease", lease_id=lease.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    page = render_template("housing/add_complaint.html", form=form, lease=lease)
    return page, 422 if form.is_submitted() else 200


@bp.route("/complaints/<int:complaint_id>/settle", methods=["GET", "POST"])
@requires(Permission.EDIT_LEASES)
def settle_complaint(complaint_id: int) -> ResponseReturnValue:
    complaint = complaints.get_complaint(db_session(), complaint_id, actor())
    form = SettlementForm(settled_on=today())
    if form.validate_on_submit():
        with form.refusals():
            complaints.settle_complaint(
                db_session(), complaint, settled_on=form.settled_on.data, settlement=form.settlement.data, on=today(),
                actor=actor(),
            )  # fmt: skip
            flash(_("The complaint is settled."))
            return redirect(url_for(".show_lease", lease_id=complaint.lease_id))
    record_read(db_session(), "show-lease", complaint.lease, actor=actor())
    page = render_template("housing/settle_complaint.html", form=form, complaint=complaint)
    return page, 422 if form.is_submitted() else 200
