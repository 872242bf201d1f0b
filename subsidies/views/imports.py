"""A file of awards that run: sent here, and then looked at like any other before anything of it is stored."""

from flask.typing import ResponseReturnValue

from core.auth.access import requires
from core.auth.permissions import Permission
from housing.views.importing.imports import send_file_of
from subsidies import import_words  # noqa: F401  (the words register themselves)
from subsidies.file_kinds import AWARDS
from subsidies.views.blueprint import bp


@bp.route("/awards/import", methods=["GET", "POST"])
@requires(Permission.PREPARE_AWARDS)
def import_awards() -> ResponseReturnValue:
    return send_file_of(AWARDS)
