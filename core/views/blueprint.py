"""The blueprint of the ground floor's pages."""

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from flask_babel import lazy_gettext as _l

from core.auth.admissions import AdmissionKind
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

ADMISSION_WORDS = {
    AdmissionKind.LINK: _l("A link for a new password"),
    AdmissionKind.SECOND_FACTORS: _l("Removing app, passkeys and recovery codes"),
    AdmissionKind.POST: _l("A post that approves money or makes accounts"),
}

bp = Blueprint("core", __name__)


@bp.record_once
def _lend_words(state: BlueprintSetupState) -> None:
    words = {"DOCUMENT_WORDS": DOCUMENT_WORDS, "ROLE_WORDS": ROLE_WORDS, "UNIT_WORDS": UNIT_WORDS}
    words["ADMISSION_WORDS"] = ADMISSION_WORDS
    state.app.jinja_env.globals.update(words)
