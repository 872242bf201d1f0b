"""Where a household wants to live, or does not."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from housing.forms.needs_area import NeedsAreaForm
from housing.services.households import needs_areas
from housing.views.blueprint import bp
from people.services.households import get_household


@bp.route("/households/<int:household_id>/areas/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_needs_area(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    lock_for_update(household)
    form = NeedsAreaForm()
    if form.validate_on_submit():
        with form.refusals():
            needs_areas.add_area(db_session(), household, form.details(), actor=actor(), at=utc_now())
            flash(_("The area is written down."))
            return redirect(url_for(".set_needs", household_id=household_id, _anchor="areas"))
    record_read(db_session(), "show-form", household, actor=actor())
    page = render_template("housing/add_needs_area.html", form=form, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.route("/needs-areas/<int:area_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_needs_area(area_id: int) -> ResponseReturnValue:
    area = needs_areas.get_area(db_session(), area_id, actor())
    household = area.needs.household
    lock_for_update(household, area)
    form = NeedsAreaForm(obj=needs_areas.details_of(area))
    if form.validate_on_submit():
        with form.refusals():
            needs_areas.change_area(db_session(), area, form.details(), actor=actor())
            flash(_("The area is changed."))
            return redirect(url_for(".set_needs", household_id=household.id, _anchor="areas"))
    record_read(db_session(), "show-needs-area", area, actor=actor())
    page = render_template("housing/change_needs_area.html", form=form, area=area, household=household)
    return page, 422 if form.is_submitted() else 200


@bp.post("/needs-areas/<int:area_id>/remove")
@requires(Permission.EDIT_HOUSEHOLDS)
def remove_needs_area(area_id: int) -> ResponseReturnValue:
    area = needs_areas.get_area(db_session(), area_id, actor())
    household_id = area.household_id
    needs_areas.remove_area(db_session(), area, actor=actor())
    flash(_("The area is removed."))
    return redirect(url_for(".set_needs", household_id=household_id, _anchor="areas"))
