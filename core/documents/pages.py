"""What the pages of documents share: the section on the page of a row, and the page that takes a file for it."""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import Select

from core.audit import record_read
from core.auth.access import actor
from core.auth.permissions import Permission
from core.dates import utc_now
from core.db import Base
from core.documents.files import FileStore
from core.documents.forms import DocumentForm
from core.documents.models import Document
from core.documents.services import Kind, add_document, current, upload
from core.ports import answer_to
from core.session import db_session, only_reading


def documents_section(query: Select[Kind], centre_id: int, add_url: str) -> Markup:
    """The documents that hold, and the way to one more for those who may."""
    kept = db_session().scalars(current(query)).all()
    found = [document for document in kept if actor().may(document.asks_to_open, centre_id)]
    may_add = actor().may(Permission.ADD_DOCUMENTS, centre_id)
    changes = any(actor().may(document.asks_to_change, centre_id) for document in found)
    return Markup(
        render_template("core/_documents.html", documents=found, add_url=add_url, may_add=may_add, changes=changes)
    )


def document_page(
    make: Callable[[], Document], *, about: Base, of: str, back: str, replaces: Document | None = None
) -> ResponseReturnValue:
    """Take a file for `about`, which `make` gives a new document for; `of` names it, `back` leads there."""
    form = DocumentForm(kind=replaces.kind if replaces else None)
    if form.validate_on_submit():
        with form.refusals(field="file"):
            file, store = form.checked(), answer_to(FileStore)
            with only_reading():
                upload(file, store)
            add_document(
                db_session(),
                make(),
                file,
                kind=form.kind.data,
                store=store,
                actor=actor(),
                at=utc_now(),
                replaces=replaces,
            )
            flash(_("The document is kept."))
            return redirect(back)
    record_read(db_session(), "show-form", about, actor=actor())
    page = render_template("core/add_document.html", form=form, of=of, back=back, replaces=replaces)
    return page, 422 if form.is_submitted() else 200
