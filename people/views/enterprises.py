"""Enterprises: all of them, one of them, a new one, a correction."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from people.forms.contact import EnterpriseForm
from people.services import enterprises
from people.services.contacts import contacts_of
from people.views.blueprint import bp
from people.views.centres import centre_choices


@bp.get("/enterprises")
@requires(Permission.VIEW_HOUSEHOLDS)
def list_enterprises() -> ResponseReturnValue:
    found = enterprises.list_enterprises(db_session(), actor())
    record_read(db_session(), "list-enterprises", actor=actor(), values={"shown": len(found)})
    return render_template("people/list_enterprises.html", enterprises=found)


@bp.route("/enterprises/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_enterprise() -> ResponseReturnValue:
    form = EnterpriseForm(centres=centre_choices())
    if form.validate_on_submit():
        with form.refusals():
            added = enterprises.add_enterprise(db_session(), form.details(), actor=actor(), at=utc_now())
            flash(_("The enterprise is written down."))
            return redirect(url_for(".show_enterprise", enterprise_id=added.id))
    return render_template("people/add_enterprise.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/enterprises/<int:enterprise_id>")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_enterprise(enterprise_id: int) -> ResponseReturnValue:
    enterprise = enterprises.get_enterprise(db_session(), enterprise_id, actor())
    record_read(db_session(), "show-enterprise", enterprise, actor=actor())
    contacts = contacts_of(db_session(), enterprise)
    return render_template("people/show_enterprise.html", enterprise=enterprise, contacts=contacts)


@bp.route("/enterprises/<int:enterprise_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_enterprise(enterprise_id: int) -> ResponseReturnValue:
    enterprise = enterprises.get_enterprise(db_session(), enterprise_id, actor())
    lock_for_update(enterprise)
    form = EnterpriseForm(obj=enterprise, centres=centre_choices())
    if form.validate_on_submit():
        with form.refusals():
            enterprises.change_enterprise(db_session(), enterprise, form.details(), actor=actor())
            flash(_("The enterprise is changed."))
            return redirect(url_for(".show_enterprise", enterprise_id=enterprise.id))
    record_read(db_session(), "show-enterprise", enterprise, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_enterprise.html", form=form, enterprise=enterprise), status
