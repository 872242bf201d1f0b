"""The search box of the header, and what it found."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, signed_in
from core.forms import clean_text
from core.panels import panels
from core.search import search as search_all
from core.search import the_one_meant
from core.session import db_session
from core.views.blueprint import bp


@bp.route("/search", methods=["GET", "POST"])
@signed_in
def search() -> ResponseReturnValue:
    typed = clean_text(request.form.get("q", "")) or ""
    finders = panels().finders_for(actor())
    groups = search_all(finders, db_session(), actor(), typed)
    if groups:
        record_read(db_session(), "list-found", actor=actor())
    if meant := the_one_meant(groups):
        return redirect(meant.url, 303)
    return render_template("core/search.html", typed=typed, groups=groups, finders=finders)
