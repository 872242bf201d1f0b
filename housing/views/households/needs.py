"""What a household looks for."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session, lock_for_update
from housing.forms.needs import NeedsForm
from housing.services.households import needs
from housing.views.blueprint import bp
from people.services.households import get_household


@bp.route("/households/<int:household_id>/needs", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def set_needs(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    lock_for_update(household)
    form = NeedsForm(obj=needs.written_needs(db_session(), household, today()))
    if form.validate_on_submit():
        with form.refusals():
            needs.set_needs(db_session(), household, form.details(), on=today(), actor=actor())
            flash(_("The needs are written down."))
            return redirect(_after_saving(household_id))
    record_read(db_session(), "show-household", household, actor=actor())
    by_rule = needs.bedrooms_by_rule(household, today())
    written = needs.find_needs(db_session(), household_id)
    page = render_template(
        "housing/set_needs.html",
        form=form,
        household=household,
        by_rule=by_rule,
        unrelated=needs.adults_unrelated(household, today()),
        areas=written.areas if written else (),
        on=today(),
    )
    return page, 422 if form.is_submitted() else 200


def _after_saving(household_id: int) -> str:
    """Where the button led that was pressed: to the flats, or on to an area, which has a page of its own."""
    match request.form.get("area", ""):
        case "new":
            return url_for(".add_needs_area", household_id=household_id)
        case key if key.isdecimal() and key.isascii():
            return url_for(".change_needs_area", area_id=int(key))
    return url_for(".list_flats", household_id=household_id)
