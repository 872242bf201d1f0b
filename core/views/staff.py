"""Who works here, for the administrator."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from core.auth.access import requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/staff")
@requires(Permission.ADMINISTER)
def list_staff() -> ResponseReturnValue:
    staff = db_session().scalars(select(User).order_by(User.name, User.id)).all()
    return render_template("core/list_staff.html", staff=staff)
