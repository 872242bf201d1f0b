"""One document, whatever it belongs to: opened, replaced, withdrawn."""

from io import BytesIO

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.addresses import local_address
from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.documents import services
from core.documents.files import FileStore
from core.documents.pages import document_page
from core.ports import answer_to
from core.session import db_session
from core.views.blueprint import bp


@bp.get("/documents/<int:document_id>")
@requires(Permission.VIEW_DOCUMENTS)
def download_document(document_id: int) -> ResponseReturnValue:
    """For saving, never for looking at within our pages: whatever is in it runs nowhere near them."""
    document = services.get_document(db_session(), document_id, actor())
    content = services.content_of(document, answer_to(FileStore))
    record_read(db_session(), "open-document", document, actor=actor())
    response = send_file(
        BytesIO(content), mimetype=document.media_type, as_attachment=True, download_name=document.name
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@bp.route("/documents/<int:document_id>/replace", methods=["GET", "POST"])
@requires(Permission.ADD_DOCUMENTS)
def replace_document(document_id: int) -> ResponseReturnValue:
    document = services.get_document_to_change(db_session(), document_id, actor())
    return document_page(document.successor, about=document, of=document.name, back=_back(), replaces=document)


@bp.route("/documents/<int:document_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.ADD_DOCUMENTS)
def withdraw_document(document_id: int) -> ResponseReturnValue:
    document = services.get_document_to_change(db_session(), document_id, actor())
    if request.method == "POST":
        services.withdraw_document(db_session(), document, actor=actor(), at=utc_now())
        flash(_("The document is withdrawn: nobody can open it any more."))
        return redirect(_back())
    record_read(db_session(), "show-form", document, actor=actor())
    return render_template("core/withdraw_document.html", document=document, back=_back())


def _back() -> str:
    """The page that the document was found on."""
    return local_address(request.args.get("next", ""), url_for(".home"))
