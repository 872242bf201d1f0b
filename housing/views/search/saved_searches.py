"""Saving a view of the listings, being told what is new in it, opening it."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from housing.forms.saved_search import SavedSearchForm
from housing.services.search import saved_searches
from housing.services.search.saved_searches import get_saved_search
from housing.services.search.search_matches import KEPT, TOLD, open_search
from housing.views.blueprint import bp
from housing.views.search.filters import read_filters
from housing.views.search.watched import query_of, read_again, told, watched


@bp.get("/listings/saved")
@requires(Permission.VIEW_LISTINGS)
def list_saved_searches() -> ResponseReturnValue:
    session = db_session()
    found = [(one, one.count_new(session)) for one in watched(session, actor(), today())]
    return render_template("housing/list_saved_searches.html", watched=found, most_told=TOLD, most_kept=KEPT)


@bp.route("/listings/saved/new", methods=["GET", "POST"])
@requires(Permission.VIEW_LISTINGS)
def save_search() -> ResponseReturnValue:
    """The view stands in the address, as on the page of the listings."""
    filters, form = read_filters(), SavedSearchForm()
    if filters.criteria is None:
        return _to_listings(filters.query)
    query = query_of(filters)
    if form.validate_on_submit():
        with form.refusals():
            facts = form.name.data, query, filters.criteria
            saved = saved_searches.save_search(db_session(), *facts, actor=actor(), at=utc_now())
            flash(_("“%(name)s” is saved. You are told here and in “My day” when something new fits.", name=saved.name))
            return _to_listings(query)
    page = render_template(
        "housing/save_search.html",
        form=form,
        told=told(filters),
        query=query,
        is_wide=filters.count() > KEPT,
        most_kept=KEPT,
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/listings/saved/<int:saved_search_id>/edit", methods=["GET", "POST"])
@requires(Permission.VIEW_LISTINGS)
def rename_search(saved_search_id: int) -> ResponseReturnValue:
    saved = get_saved_search(db_session(), saved_search_id, actor())
    lock_for_update(saved)
    form = SavedSearchForm(obj=saved)
    if form.validate_on_submit():
        with form.refusals():
            saved_searches.rename_search(db_session(), saved, form.name.data, actor=actor())
            flash(_("The changes are saved."))
            return redirect(url_for(".list_saved_searches"))
    page = render_template("housing/rename_search.html", form=form, saved=saved)
    return page, 422 if form.is_submitted() else 200


@bp.post("/listings/saved/<int:saved_search_id>/open")
@requires(Permission.VIEW_LISTINGS)
def open_saved_search(saved_search_id: int) -> ResponseReturnValue:
    """Leads to the list, where what is new since the opening that the page before knew of is marked.

    So a button that is pressed twice, or in two windows, shows the same both times.
    """
    saved = get_saved_search(db_session(), saved_search_id, actor())
    since = request.form.get("since", saved.openings, type=int)
    [one] = read_again(db_session(), [saved], actor(), today())
    if one.criteria is None:
        flash(_("“%(name)s” cannot be read any more: delete it and save another.", name=saved.name), "wait")
        return redirect(url_for(".list_saved_searches"))
    open_search(db_session(), saved, one.criteria, actor=actor(), at=utc_now())
    return _to_listings({**saved.query, "saved": saved.id, "since": since})


@bp.post("/listings/saved/<int:saved_search_id>/delete")
@requires(Permission.VIEW_LISTINGS)
def delete_search(saved_search_id: int) -> ResponseReturnValue:
    saved = get_saved_search(db_session(), saved_search_id, actor())
    flash(_("“%(name)s” is deleted.", name=saved.name))
    saved_searches.delete_search(db_session(), saved, actor=actor())
    return redirect(url_for(".list_saved_searches"))


def _to_listings(parts: Mapping[str, Any]) -> ResponseReturnValue:
    return redirect(url_for(".list_listings", **parts))
