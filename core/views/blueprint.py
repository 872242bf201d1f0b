"""The blueprint of the ground floor's pages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _l

from core.auth.permissions import StaffRole
from core.documents.forms import DOCUMENT_WORDS

ROLE_WORDS = {
    StaffRole.HOUSING_OFFICER: _l("Housing officer"),
    StaffRole.FINANCE_OFFICER: _l("Finance officer"),
    StaffRole.FINANCE_APPROVER: _l("Finance approver"),
    StaffRole.ADMINISTRATOR: _l("Administrator"),
}

bp = Blueprint("core", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    state.app.jinja_env.globals.update(DOCUMENT_WORDS=DOCUMENT_WORDS, ROLE_WORDS=ROLE_WORDS)
