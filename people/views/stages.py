"""Where a household stands with the programme, and what of it was wrong."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.stage import StageCorrectionForm, StageForm, move_key
from people.services import stages
from people.services.households import get_household
from people.stages import moves_instead, next_moves
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/stage", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def move_stage(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    lock_for_update(household)
    form = StageForm(moves=next_moves(household.stage), since_on=today())
    if form.validate_on_submit():
        with form.refusals():
            stages.move_stage(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("Where the household stands is written down."))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-form", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/move_stage.html", form=form, household=household), status


@bp.route("/households/<int:household_id>/stages/<int:stage_id>/correct", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def correct_stage(household_id: int, stage_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    lock_for_update(household)
    row, before = stages.get_stage(stages.history_of(db_session(), household), stage_id)
    form = StageCorrectionForm(
        moves=moves_instead(before, row.fact.stage), move=move_key(row.fact.stage, row.reason),
        wrong=row.fact.stage, since_on=row.since_on, referred_by=row.referred_by, note=row.note,
    )  # fmt: skip
    if form.validate_on_submit():
        with form.refusals():
            stages.correct_stage(db_session(), row, form.details(), actor=actor(), at=utc_now())
            flash(_("Where the household stands is corrected."))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-form", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/correct_stage.html", form=form, household=household, row=row), status
