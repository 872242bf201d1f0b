"""What is done with shortlists: a flat is kept, moved, noted, dropped."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session, lock_for_update
from housing.forms.by_number import ANOTHER, ByNumberForm
from housing.forms.shortlist import DropForm, FlatNoteForm
from housing.models import ShortlistEntry
from housing.services.households import shortlists
from housing.services.listings.bulk_steps import chosen_listings
from housing.views.blueprint import bp
from housing.views.search.choosing import back_to_results, chosen, keys_of
from housing.views.search.filters import read_filters
from people.models import Household
from people.services.households import find_household, get_household
from people.services.officers import own_households

MOST_OWN = 50  # households among which one chooses; others are named by their number


@bp.post("/households/<int:household_id>/shortlist")
@requires(Permission.MAKE_OFFERS)
def keep_flats(household_id: int) -> ResponseReturnValue:
    """One button for one flat, on the pages that rank flats for the household, or households for the flat.

    The reader goes on where the button was.
    """
    household = get_household(db_session(), household_id, actor())
    keys = _sent_keys()
    _keep(household, keys)
    where: dict[str, Any] = {"page": request.form.get("page") or None, "fit": request.form.get("fit") or None}
    match request.form.get("back"), keys:
        case "flats", [key]:
            return redirect(url_for(".list_flats", household_id=household_id, **where, _anchor=f"flat-{key}"))
        case "households", [key]:
            return redirect(url_for(".list_fitting_households", listing_id=key, page=where["page"]))
    return redirect(url_for(".show_shortlist", household_id=household_id))


@bp.route("/listings/chosen/keep", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def keep_chosen() -> ResponseReturnValue:
    """Those that were chosen in the search, or the one whose page leads here, for a household that is chosen here."""
    form, filters = keep_form(), read_filters()
    if form.validate_on_submit():
        with form.refusals("household_id"):
            household = _household_of(form)
            _keep(household, _sent_keys())
            return redirect(url_for(".show_shortlist", household_id=household.id))
    listings = chosen_listings(db_session(), _sent_keys(), actor()) if form.is_submitted() else chosen(filters)
    record_read(db_session(), "list-households", actor=actor(), values={"shown": form.shown})
    page = render_template(
        "housing/keep_chosen.html", form=form, listings=listings, most=shortlists.MOST_KEPT,
        back=back_to_results(filters, keeping=True),
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


@bp.post("/households/<int:household_id>/shortlist/share")
@requires(Permission.MAKE_OFFERS)
def share_shortlist(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    num = shortlists.share_shortlist(db_session(), household, actor=actor(), at=utc_now())
    flash(
        ngettext(
            "The family is shown %(num)s home on its own page.",
            "The family is shown %(num)s homes on its own page.",
            num,
        )
    )
    return redirect(url_for(".show_shortlist", household_id=household_id, _anchor="family"))


@bp.post("/households/<int:household_id>/shortlist/stop-sharing")
@requires(Permission.MAKE_OFFERS)
def stop_sharing(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    shortlists.stop_sharing(db_session(), household, actor=actor())
    flash(_("The family is shown nothing of the list any more."))
    return redirect(url_for(".show_shortlist", household_id=household_id, _anchor="family"))


@bp.post("/shortlist/<int:shortlist_entry_id>/drop")
@requires(Permission.MAKE_OFFERS)
def drop_flat(shortlist_entry_id: int) -> ResponseReturnValue:
    entry, form = _entry(shortlist_entry_id), DropForm()
    if form.reason.data is None:
        flash(_("Choose why the flat is dropped."), "wait")
    else:
        shortlists.drop_flat(db_session(), entry, form.reason.data, actor=actor())
        flash(_("“%(flat)s” is dropped; the reason stays.", flat=entry.listing.title))
    return _to_list(entry)


@bp.post("/shortlist/<int:shortlist_entry_id>/move")
@requires(Permission.MAKE_OFFERS)
def move_flat(shortlist_entry_id: int) -> ResponseReturnValue:
    entry = _entry(shortlist_entry_id)
    places = -1 if request.form.get("to") == "back" else 1
    shortlists.move_flat(db_session(), entry, places=places, actor=actor())
    return _to_list(entry, anchor=f"flat-{entry.id}")


@bp.route("/shortlist/<int:shortlist_entry_id>/note", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def note_flat(shortlist_entry_id: int) -> ResponseReturnValue:
    entry = _entry(shortlist_entry_id)
    lock_for_update(entry)
    form = FlatNoteForm(obj=entry)
    if form.validate_on_submit():
        shortlists.note_flat(db_session(), entry, form.note.data, actor=actor())
        flash(_("The note is saved."))
        return _to_list(entry, anchor=f"flat-{entry.id}")
    record_read(db_session(), "show-shortlist", entry.household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("housing/note_flat.html", form=form, entry=entry), status


def keep_form() -> ByNumberForm:
    """With the person's own households."""
    return ByNumberForm(households=own_households(db_session(), actor(), most=MOST_OWN))


def _household_of(form: ByNumberForm) -> Household:
    if form.household_id.data == ANOTHER:
        return find_household(db_session(), form.reference.data, actor())
    return get_household(db_session(), form.household_id.data, actor())


def _keep(household: Household, keys: list[int]) -> None:
    listings = chosen_listings(db_session(), keys, actor())
    new = shortlists.keep_flats(db_session(), household, listings, actor=actor(), at=utc_now())
    address = url_for(".show_shortlist", household_id=household.id)
    said = ngettext(
        "%(num)s flat is kept for %(name)s.", "%(num)s flats are kept for %(name)s.", len(new), name=household.name
    )
    if not new:
        said = _("What was chosen is kept for %(name)s already.", name=household.name)
    flash(Markup('{} <a href="{}">{}</a>').format(said, address, _("Shortlist")))


def _sent_keys() -> list[int]:
    return keys_of(request.form.getlist("listing"))


def _entry(entry_id: int) -> ShortlistEntry:
    return shortlists.get_entry(db_session(), entry_id, actor())


def _to_list(entry: ShortlistEntry, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for(".show_shortlist", household_id=entry.household_id, _anchor=anchor))
