"""Is the service up? For machines; says nothing about what it holds."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from core.auth.access import public
from core.migrate import is_current
from core.session import database
from core.views.blueprint import bp


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readiness() -> ResponseReturnValue:
    try:
        is_ready = is_current(database.engine)
    except OperationalError:
        return jsonify(status="database unreachable"), 503
    return (jsonify(status="ok"), 200) if is_ready else (jsonify(status="migrations pending"), 503)
