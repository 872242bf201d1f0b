"""Who works here, for the administrator."""

from flask import render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from core.auth.access import requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/staff")
@requires(Permission.ADMINISTER)
def list_staff() -> ResponseReturnValue:
    query = select(User).options(selectinload(User.roles), joinedload(User.centre)).order_by(User.name, User.id)
    staff = db_session().scalars(query).all()
    return render_template("core/list_staff.html", staff=staff)
