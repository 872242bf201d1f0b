"""A month as finance sees it."""

from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import add_months, first_of_month, today
from core.session import db_session
from subsidies.services.months import month_figures
from subsidies.views.blueprint import bp


@bp.get("/months")
@requires(Permission.VIEW_PAYMENTS)
def this_month() -> ResponseReturnValue:
    return redirect(url_for(".show_month", month=first_of_month(today())))


@bp.get("/months/<month:month>")
@requires(Permission.VIEW_PAYMENTS)
def show_month(month: date) -> ResponseReturnValue:
    record_read(db_session(), "show-month", actor=actor(), values={"month": month})
    return render_template(
        "subsidies/show_month.html",
        figures=month_figures(db_session(), month, actor()),
        month=month,
        earlier=add_months(month, -1),
        later=add_months(month, 1),
    )
