"""The contact log of a household, and who answers for it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.log import LogEntryForm, OfficerForm, TaskForm
from people.models import Household
from people.services import log
from people.services.households import get_household
from people.services.officers import change_officer as hand_to
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/log/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_log_entry(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = LogEntryForm(
        actor=actor(), staff=_colleagues(household), happened_on=today(), spoken_with=household.name,
        language=household.language,
    )  # fmt: skip
    if form.validate_on_submit():
        with form.refusals():
            log.add_entry(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("The talk is written down."))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-form", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/add_log_entry.html", form=form, household=household), status


@bp.route("/households/<int:household_id>/tasks/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_task(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = TaskForm(staff=[actor(), *_colleagues(household)])
    if form.validate_on_submit():
        with form.refusals():
            log.add_task(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("It is written down: whoever does it sees it in “My day” a week before."))
            return redirect(url_for(".show_household", household_id=household.id, _anchor="log"))
    record_read(db_session(), "show-form", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/add_task.html", form=form, household=household), status


@bp.post("/log/<int:log_entry_id>/done")
@requires(Permission.EDIT_HOUSEHOLDS)
def finish_step(log_entry_id: int) -> ResponseReturnValue:
    entry = log.get_entry(db_session(), log_entry_id, actor())
    log.finish_step(db_session(), entry, on=today(), actor=actor())
    flash(_("It is done."))
    return redirect(url_for(".show_household", household_id=entry.household_id))


@bp.route("/households/<int:household_id>/officer", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_officer(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    lock_for_update(household)
    staff = {user.id: user for user in (actor(), *_colleagues(household))}
    form = OfficerForm(staff=list(staff.values()), obj=household)
    if form.validate_on_submit():
        hand_to(db_session(), household, staff[form.officer_id.data], actor=actor())
        flash(_("Somebody else answers for the household now."))
        return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-form", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_officer.html", form=form, household=household), status


def _colleagues(household: Household) -> list[User]:
    """Those who serve the household's centre besides the person who asks."""
    centres = {household.centre_id}
    return people_who_may(db_session(), Permission.EDIT_HOUSEHOLDS, centres=centres, besides=actor(), on=today())
