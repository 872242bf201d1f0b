"""Is the service up? For machines; says nothing about what it holds."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from core.auth.access import public
from core.migrate import is_current
from core.session import database, db_session
from core.views.blueprint import bp


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readiness() -> ResponseReturnValue:
    db_session().execute(text("SELECT 1"))
    if not is_current(database.engine):
        return jsonify(status="migrations pending"), 503
    return jsonify(status="ok")
