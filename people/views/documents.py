"""The papers of a household."""

from flask import url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.documents.pages import document_page
from core.session import db_session
from people.models import HouseholdDocument
from people.services.households import get_household
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/documents/new", methods=["GET", "POST"])
@requires(Permission.ADD_DOCUMENTS)
def add_document(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    back = url_for(".show_household", household_id=household.id)
    return document_page(lambda: HouseholdDocument(household=household), about=household, of=household.name, back=back)
