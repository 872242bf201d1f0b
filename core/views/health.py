"""Is the service up? For machines; says nothing about what it holds."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError

from core.auth.access import public
from core.errors import Refused
from core.migrate import is_current
from core.rotation import refuse_other_keys
from core.session import database, db_session
from core.views.blueprint import bp


@bp.get("/healthz")
@public
def health() -> ResponseReturnValue:
    return jsonify(status="ok")


@bp.get("/readyz")
@public
def readiness() -> ResponseReturnValue:
    try:
        if not is_current(database.engine):
            return jsonify(status="migrations pending"), 503
        refuse_other_keys(db_session().connection(), only="audit_head.seal")
    except OperationalError:
        return jsonify(status="database unreachable"), 503
    except Refused:
        return jsonify(status="keys do not fit"), 503
    return jsonify(status="ok")
