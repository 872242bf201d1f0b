"""The day's board: what waits for the person who looks."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.auth.access import actor, signed_in
from core.dates import today
from core.panels import panels
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/")
@signed_in
def home() -> ResponseReturnValue:
    on = today()
    return render_template("core/home.html", tasks=panels().board(db_session(), actor(), on), on=on)
