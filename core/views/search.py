"""The search box of the header, and what it found."""

from collections.abc import Iterable

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.forms import clean_text
from core.panels import panels
from core.search import Group, the_one_meant
from core.search import search as search_all
from core.session import db_session, only_reading
from core.views.blueprint import bp


@bp.route("/search", methods=["GET", "POST"])
@signed_in
def search() -> ResponseReturnValue:
    typed = clean_text(request.form.get("q", "")) or ""
    with only_reading():
        finders = panels().finders_for(actor())
        groups = search_all(finders, db_session(), actor(), typed)
        if groups:
            record_read(db_session(), "list-found", actor=actor(), values=_counts(groups))
        if meant := the_one_meant(groups):
            return redirect(meant.url, 303)
        return render_template("core/search.html", typed=typed, groups=groups, finders=finders)


def _counts(groups: Iterable[Group]) -> dict[str, int]:
    """How many of each kind are shown, for the audit: neither what was typed nor what was found."""
    return {str(group.kind): len(group.hits) for group in groups}
