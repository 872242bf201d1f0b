"""The people of a household: one more, a correction, a move to another household."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.person import MembershipForm, MoveForm, NewMemberForm
from people.models import Household
from people.services import members
from people.services.alike import Alike
from people.services.households import find_household, get_household, split_household
from people.views.alike import ask_about
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/members/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_member(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = NewMemberForm(on=today(), joined_on=today())
    alike: list[Alike] = []
    if form.validate_on_submit() and not (alike := ask_about(form.apart, [form.details()])):
        with form.refusals():
            member = members.add_member(
                db_session(), household, form.details(), form.membership(), actor=actor(), at=utc_now()
            )
            flash(_("%(name)s belongs to the household now.", name=member.name))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-household", household, actor=actor())
    return render_template(
        "people/add_member.html", form=form, household=household, alike=alike
    ), 422 if form.is_submitted() else 200


@bp.route("/households/<int:household_id>/members/<int:member_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_member(household_id: int, member_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    member = members.get_member(household, member_id)
    lock_for_update(member.person, member)  # the person first, as everywhere
    form = MembershipForm(obj=member, on=today())
    if form.validate_on_submit():
        with form.refusals():
            members.change_member(db_session(), member, form.membership(), actor=actor())
            flash(_("%(name)s is changed.", name=member.name))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-household", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_member.html", form=form, household=household, member=member), status


@bp.route("/households/<int:household_id>/move", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def move_members(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = MoveForm(members=household.present_on(today()), on=today())
    if form.validate_on_submit():
        with form.refusals():
            joined = _move(form)
            flash(_("They belong to household %(reference)s now.", reference=joined.reference))
            return redirect(url_for(".show_household", household_id=joined.id))
    record_read(db_session(), "show-household", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/move_members.html", form=form, household=household), status


def _move(form: MoveForm) -> Household:
    """To a household that is there, or to a new one."""
    if form.reference.data:
        household = find_household(db_session(), form.reference.data, actor())
        members.move_members(db_session(), form.chosen, household, on=form.on.data, by=form.by.data, actor=actor())
        return household
    return split_household(
        db_session(), form.chosen, form.name.data, on=form.on.data, by=form.by.data, actor=actor(), at=utc_now()
    )
