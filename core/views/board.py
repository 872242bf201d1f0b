"""The day's board: what waits for the person who looks."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.dates import today
from core.panels import panels
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/")
@signed_in
def home() -> ResponseReturnValue:
    on = today()
    tasks = panels().board(db_session(), actor(), on)
    record_read(db_session(), "list-tasks", actor=actor(), values={"shown": len(tasks)})
    return render_template("core/home.html", tasks=tasks, on=on)
