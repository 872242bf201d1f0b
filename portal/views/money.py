"""The household's money: what was paid, what comes next, and why it is as much."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.dates import today
from core.session import db_session
from portal.access import for_household, own_household
from portal.views.blueprint import bp
from subsidies.services.statements import statement_of


@bp.get("/my/money")
@for_household
def show_money() -> ResponseReturnValue:
    on = today()
    statement = statement_of(db_session(), own_household().id, on=on)
    record_read(db_session(), "show-own-money", own_household(), actor=own_household())
    return render_template("portal/show_money.html", statement=statement, on=on)
