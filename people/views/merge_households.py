"""Two households that are one family: found by number, looked at, merged, and parted again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session
from people.forms.merge_households import OtherHouseholdForm, who_is_who_form
from people.models import Household
from people.services import merged_households
from people.services.household_rows import count_rows, rows_said_twice
from people.services.households import find_household, get_household
from people.services.likely_people import likely_same, strangers
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/merge", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def merge_households(household_id: int) -> ResponseReturnValue:
    """Which household was written down once more, by its number; then, with the number in the address, who is who."""
    household = get_household(db_session(), household_id, actor())
    if request.args.get("number"):
        return _merge(household, find_household(db_session(), request.args["number"], actor()))
    form = OtherHouseholdForm()
    if form.validate_on_submit():
        with form.refusals("number"):
            other = find_household(db_session(), form.number.data, actor())
            return redirect(url_for(".merge_households", household_id=household.id, number=other.reference))
    record_read(db_session(), "show-form", household, actor=actor())
    page = render_template("people/merge_households.html", household=household, other=None, form=form)
    return page, 422 if form.errors else 200


@bp.post("/households/<int:household_id>/part")
@requires(Permission.EDIT_HOUSEHOLDS)
def part_households(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    merged_households.part_households(db_session(), household, actor=actor(), at=utc_now())
    flash(_("The household stands for itself again, with its people and all that came from it."))
    return redirect(url_for(".show_household", household_id=household.id))


def _merge(household: Household, other: Household) -> ResponseReturnValue:
    session, unknown = db_session(), strangers(household, other)
    form = who_is_who_form(unknown, household.oldest_first, likely_same(household, other))
    shown = _shown(household, other)  # before a step that is refused half way has changed it
    if form.validate_on_submit():
        with form.refusals():
            merged_households.merge_households(
                session, household, other, form.who_is_who(), actor=actor(), at=utc_now()
            )
            flash(_("The two households are one family now: look through it."))
            return redirect(url_for(".show_household", household_id=household.id))
    for each in (household, other):
        record_read(session, "show-household", each, actor=actor())
    born = {member.person_id: member.born_on for member in unknown}
    who = [(form[merged_households.field_of(key)], born_on) for key, born_on in born.items()]
    page = render_template("people/merge_households.html", household=household, form=form, who=who, **shown)
    return page, 422 if form.errors else 200


def _shown(household: Household, other: Household) -> dict[str, Any]:
    """What goes along, what stays, and what is in the way."""
    goes, stays = count_rows(db_session(), other, rows_said_twice(db_session(), household, other))
    in_the_way = merged_households.to_settle(household, other)
    return {"other": other, "goes": goes, "stays": stays, "to_settle": in_the_way}
