"""Who did what when: all entries by filters, and one with what it keeps."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.audit import plain, queries, record_read
from core.audit.models import AuditEvent
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import say
from core.panels import panels
from core.session import db_session
from core.views.audit_form import AuditForm
from core.views.blueprint import bp


@bp.get("/audit")
@requires(Permission.VIEW_AUDIT)
def list_audit() -> ResponseReturnValue:
    form = AuditForm(request.args, steps=panels().steps, staff=queries.all_staff(db_session()))
    is_right, before = form.validate(), request.args.get("before", type=int)
    found = _find(form, before) if is_right else []
    return render_template(
        "core/list_audit.html",
        form=form,
        entries=found[: queries.PAGE],
        names=queries.names_of_staff(db_session(), found),
        earlier_url=_earlier(found),
    ), 200 if is_right else 422


@bp.get("/audit/<int:event_id>")
@requires(Permission.VIEW_AUDIT)
def show_audit(event_id: int) -> ResponseReturnValue:
    entry = queries.get_entry(db_session(), event_id, actor(), shared=panels().shared)
    record_read(db_session(), "show-audit", entry, actor=actor())
    names = queries.names_of_staff(db_session(), [entry])
    kept = queries.kept_in(db_session(), entry, actor(), private=panels().private)
    return render_template("core/show_audit.html", entry=entry, kept=kept, names=names)


def _find(form: AuditForm, before: int | None) -> list[AuditEvent]:
    shared, private = panels().shared, panels().private
    return queries.list_entries(db_session(), actor(), form.criteria(), shared=shared, private=private, before=before)


def _earlier(found: list[AuditEvent]) -> str | None:
    """The address of what came before, when there is more than a page."""
    if len(found) <= queries.PAGE:
        return None
    filters: dict[str, Any] = {
        name: request.args.get(name) for name in ("action", "actor", "since", "until", "subject")
    }
    return url_for(".list_audit", before=found[queries.PAGE - 1].id, **filters)


bp.add_app_template_filter(plain.shown, "plain_value")


@bp.app_template_filter("step")
def _step(name: str) -> str:
    """What somebody did, in the reader's words."""
    return say(panels().steps[name]) if name in panels().steps else name


@bp.app_template_filter("subject")
def _subject(table: str) -> str:
    """What the rows of a table are called."""
    return say(panels().subjects[table]) if table in panels().subjects else table
