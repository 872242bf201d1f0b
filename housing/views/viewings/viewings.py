"""Viewings: those of a day, of a flat, of a household; one of them; booked and changed."""

from collections.abc import Sequence
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.calendar.pages import calendar_answer
from core.dates import day_of, today, utc_now
from core.messages import Transports
from core.ports import answer_to
from core.session import db_session, lock_for_update
from housing.forms.viewing import BookForm, CancelForm, ViewingForm, next_morning
from housing.jobs.viewings import ask_to_remind
from housing.models import Listing, Viewing, ViewingGuest
from housing.panels.dates import viewing_entry
from housing.services.households.shortlists import kept_for
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import find_live_offer
from housing.services.viewings import viewing_queries as queries
from housing.services.viewings import viewings
from housing.services.viewings.close_viewings import Close, Visit, close_to
from housing.services.viewings.viewing_guests import EARLY
from housing.services.viewings.viewing_news import News, tell
from housing.services.viewings.viewings import GuestDetails, ViewingDetails, needs_interpreter
from housing.views.blueprint import bp
from housing.views.viewings.untold import say_untold
from people.models import Household
from people.services.households import find_household, get_household


@bp.get("/viewings/<int:viewing_id>")
@requires(Permission.VIEW_LISTINGS)
def show_viewing(viewing_id: int) -> ResponseReturnValue:
    viewing = queries.get_viewing(db_session(), viewing_id, actor())
    missed = queries.no_shows(db_session(), [guest.household_id for guest in viewing.guests])
    record_read(db_session(), "show-viewing", viewing, actor=actor())
    return render_template(
        "housing/show_viewing.html", viewing=viewing, missed=missed, form=CancelForm(), at=utc_now(), early=EARLY
    )


@bp.get("/viewings/<int:viewing_id>/viewing.ics")
@requires(Permission.VIEW_LISTINGS)
def download_viewing(viewing_id: int) -> ResponseReturnValue:
    viewing = queries.get_viewing(db_session(), viewing_id, actor())
    record_read(db_session(), "show-viewing", viewing, actor=actor())
    return calendar_answer([viewing_entry(viewing, viewing.door)], "viewing")


@bp.get("/listings/<int:listing_id>/viewings")
@requires(Permission.VIEW_LISTINGS)
def list_flat_viewings(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    found = queries.viewings_of_flat(db_session(), listing)
    record_read(db_session(), "list-viewings", listing, actor=actor(), values={"shown": len(found)})
    return render_template("housing/list_flat_viewings.html", listing=listing, viewings=found)


@bp.get("/households/<int:household_id>/viewings")
@requires(Permission.VIEW_LISTINGS)
def list_household_viewings(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    guests = queries.viewings_of_household(db_session(), household_id, actor())
    missed = queries.no_shows(db_session(), [household_id]).get(household_id, 0)
    record_read(db_session(), "list-viewings", household, actor=actor(), values={"shown": len(guests)})
    return render_template("housing/list_household_viewings.html", household=household, guests=guests, missed=missed)


@bp.route("/viewings/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def book_viewing() -> ResponseReturnValue:
    """Of the flat that leads here, perhaps for a household that does."""
    listing_id, household_id = (request.args.get(name, type=int) for name in ("listing", "household"))
    if listing_id is None:
        abort(404)
    listing = get_listing(db_session(), listing_id, actor())
    chosen = get_household(db_session(), household_id, actor()) if household_id else None
    households = households_for(listing, chosen)
    form = BookForm(
        staff=staff_for(listing), households=households, officer_id=actor().id, **next_morning(utc_now()),
        household_id=[chosen.id] if chosen else [],
    )  # fmt: skip
    if form.validate_on_submit():
        with form.refusals("on"):
            details, guests = form.details(), _guests(form, households)
            visit = _visit(listing, details, [guest.household for guest in guests])
            if not form.asks(close_to(db_session(), visit, actor=actor()), "clock"):
                viewing = viewings.book_viewing(db_session(), listing, details, guests, actor=actor(), at=utc_now())
                flash(_("The viewing is booked."))
                send_news(viewing.guests, News.INVITED)
                return redirect(url_for(".show_viewing", viewing_id=viewing.id))
    record_read(db_session(), "list-households", actor=actor(), values={"shown": len(households)})
    page = render_template("housing/book_viewing.html", form=form, listing=listing)
    return page, 422 if form.is_submitted() else 200


@bp.route("/viewings/<int:viewing_id>/edit", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def change_viewing(viewing_id: int) -> ResponseReturnValue:
    viewing = queries.get_viewing(db_session(), viewing_id, actor())
    lock_for_update(viewing.listing, viewing)
    form = ViewingForm(staff=staff_for(viewing.listing, viewing.officer), viewing=viewing)
    if form.validate_on_submit():
        with form.refusals("on"):
            details = form.details()
            if not form.asks(_close_to_changed(viewing, details), "clock"):
                _save_change(viewing, details)
                return redirect(url_for(".show_viewing", viewing_id=viewing.id))
    record_read(db_session(), "show-viewing", viewing, actor=actor())
    page = render_template("housing/change_viewing.html", form=form, viewing=viewing)
    return page, 422 if form.is_submitted() else 200


def _close_to_changed(viewing: Viewing, details: ViewingDetails) -> list[Close]:
    """Nothing is asked about what stays: whoever planned it was asked."""
    if (viewing.starts_at, viewing.ends_at) != (details.starts_at, details.ends_at):
        visit = _visit(viewing.listing, details, [guest.household for guest in queries.expected_of(viewing)])
    elif viewing.officer_id != details.officer.id:
        visit = Visit.of(viewing, details.officer)
    else:
        return []
    return close_to(db_session(), visit, actor=actor(), own=viewing)


def _save_change(viewing: Viewing, details: ViewingDetails) -> None:
    is_moved = viewings.change_viewing(db_session(), viewing, details, actor=actor(), at=utc_now())
    flash(_("The time is another: every household is asked anew.") if is_moved else _("The changes are saved."))
    if is_moved:
        send_news(queries.expected_of(viewing), News.MOVED)


def _visit(listing: Listing, details: ViewingDetails, households: Sequence[Household]) -> Visit:
    return Visit(listing, details.starts_at, details.ends_at, details.officer, households)


def send_news(guests: Sequence[ViewingGuest], news: News) -> None:
    """Tell households at once, and say how many are told and who is not; who comes is reminded when its day is near."""
    ways, at = answer_to(Transports), utc_now()
    untold = [guest for guest in guests if not tell(db_session(), [guest], news, ways=ways, actor=actor(), at=at)]
    if news is not News.CANCELLED:
        ask_to_remind(db_session(), guests, at=at)
    if told := len(guests) - len(untold):
        flash(ngettext("%(num)s household is told by SMS.", "%(num)s households are told by SMS.", told))
    say_untold(guest.household for guest in untold)


def staff_for(listing: Listing, besides: User | None = None) -> list[User]:
    """Who may show the flat, the reader first; and who was to, though they may not any more."""
    others = people_who_may(
        db_session(), Permission.MAKE_OFFERS, centres={listing.centre_id}, besides=actor(), on=today()
    )
    found = {user.id: user for user in (actor(), *others, *([besides] if besides else []))}
    return list(found.values())


def households_for(listing: Listing, chosen: Household | None = None) -> list[Household]:
    """Who is thought of for the flat: whom one comes from, who has its offer, and who keeps it."""
    offer = find_live_offer(db_session(), listing, actor())
    kept = [entry.household for entry in kept_for(db_session(), listing.id, actor()) if entry.dropped_for is None]
    first = [chosen, offer.household if offer else None]
    return list({one.id: one for one in (*first, *kept) if one is not None}.values())


def details_of(households: Sequence[Household], interpreter: str | None, on: date) -> list[GuestDetails]:
    """With who interprets for those whose file asks for it; for all, where it asks for none: somebody knows better."""
    languages = [needs_interpreter(household, on) for household in households]
    is_for_all = not any(languages)
    return [
        GuestDetails(household, language, (interpreter or None) if language or is_for_all else None)
        for household, language in zip(households, languages, strict=True)
    ]


def _guests(form: BookForm, households: list[Household]) -> list[GuestDetails]:
    ticked = [one for one in households if one.id in (form.household_id.data or [])]
    if form.reference.data:
        ticked.append(find_household(db_session(), form.reference.data, actor()))
    return details_of(ticked, form.interpreter.data, form.on.data)


def back_to(viewing: Viewing) -> ResponseReturnValue:
    """Where the button was: on the list of the day, or on the viewing's own page."""
    if request.form.get("back") == "day":
        day = day_of(viewing.starts_at).isoformat()
        who = "all" if request.form.get("who") == "all" else None
        return redirect(url_for(".list_viewings", on=day, who=who, _anchor=f"viewing-{viewing.id}"))
    return redirect(url_for(".show_viewing", viewing_id=viewing.id))
