"""The blueprint of the ground floor's pages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _l

from core.auth.permissions import StaffRole
from core.documents.forms import DOCUMENT_WORDS
from core.structure import PlaceKind

ROLE_WORDS = {
    StaffRole.HOUSING_OFFICER: _l("Housing officer"),
    StaffRole.FINANCE_OFFICER: _l("Finance officer"),
    StaffRole.FINANCE_APPROVER: _l("Finance approver"),
    StaffRole.ADMINISTRATOR: _l("Administrator"),
}

UNIT_WORDS = {
    PlaceKind.PROGRAMME: _l("Programme"),
    PlaceKind.PROJECT: _l("Regional project"),
    PlaceKind.PARTNER: _l("Partner"),
    PlaceKind.CENTRE: _l("Centre"),
}

bp = Blueprint("core", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    words = {"DOCUMENT_WORDS": DOCUMENT_WORDS, "ROLE_WORDS": ROLE_WORDS, "UNIT_WORDS": UNIT_WORDS}
    state.app.jinja_env.globals.update(words)
