"""Everything that happened to a household, as every package tells it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.panels import panels
from core.session import db_session
from core.timeline import page_of
from people.services.households import get_household
from people.views.blueprint import bp

MOST_SHOWN = 50


@bp.get("/households/<int:household_id>/timeline")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_timeline(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    record_read(db_session(), "show-timeline", household, actor=actor())
    found = panels().timeline(db_session(), household, household.centre_id, actor())
    page = page_of(found, before=request.args.get("before"), most=MOST_SHOWN)
    return render_template("people/show_timeline.html", household=household, page=page, on=today())
