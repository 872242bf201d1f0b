"""Who works here, for the administrator."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.auth.access import requires
from core.auth.permissions import Permission
from core.auth.posts import list_people
from core.dates import today
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/staff")
@requires(Permission.ADMINISTER)
def list_staff() -> ResponseReturnValue:
    return render_template("core/list_staff.html", staff=list_people(db_session()), on=today())
