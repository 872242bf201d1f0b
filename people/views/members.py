"""The people of a household: one more, or a correction."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from people.forms import MemberForm
from people.services import members
from people.services.households import get_household
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/members/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_member(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = MemberForm(joined_on=today())
    if form.validate_on_submit():
        with form.refusals():
            member = members.add_member(db_session(), household, form.details(), on=today())
            flash(_("%(name)s belongs to the household now.", name=member.name))
            return redirect(url_for(".show_household", household_id=household.id))
    return render_template(
        "people/add_member.html", form=form, household=household
    ), 422 if form.is_submitted() else 200


@bp.route("/households/<int:household_id>/members/<int:member_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_member(household_id: int, member_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    member = members.get_member(household, member_id)
    form = MemberForm(obj=member)
    if form.validate_on_submit():
        with form.refusals():
            members.change_member(db_session(), member, form.details(), on=today())
            flash(_("%(name)s is changed.", name=member.name))
            return redirect(url_for(".show_household", household_id=household.id))
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_member.html", form=form, household=household, member=member), status
