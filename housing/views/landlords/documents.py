"""The papers of a lease."""

from flask import url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.documents.pages import document_page
from core.session import db_session
from housing.models import LeaseDocument
from housing.services.leases.leases import get_lease
from housing.views.blueprint import bp


@bp.route("/leases/<int:lease_id>/documents/new", methods=["GET", "POST"])
@requires(Permission.ADD_DOCUMENTS)
def add_document(lease_id: int) -> ResponseReturnValue:
    lease = get_lease(db_session(), lease_id, actor())
    back = url_for(".show_lease", lease_id=lease.id)
    return document_page(lambda: LeaseDocument.of(lease), about=lease, of=lease.household.name, back=back)
