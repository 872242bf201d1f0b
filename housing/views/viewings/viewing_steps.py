"""What is done with viewings: households invited, their answers, what came of it, cancelled."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import day_of, utc_now
from core.session import db_session, lock_for_update
from housing.forms.viewing import CancelForm, GuestForm, InviteForm
from housing.models import Listing, ViewingGuest
from housing.services.viewings import viewing_guests, viewings
from housing.services.viewings import viewing_queries as queries
from housing.services.viewings.close_viewings import Visit, close_to
from housing.services.viewings.viewing_news import News
from housing.states import EXPECTED, GONE
from housing.viewing_facts import CancelReason, Interest
from housing.views.blueprint import bp
from housing.views.viewings.viewings import back_to, details_of, households_for, send_news
from people.models import Household
from people.services.households import find_household, get_household


@bp.route("/viewings/<int:viewing_id>/guests/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def invite_guest(viewing_id: int) -> ResponseReturnValue:
    viewing = queries.get_viewing(db_session(), viewing_id, actor())
    expected = {guest.household_id for guest in viewing.guests if guest.status in EXPECTED}
    form = InviteForm(households=[one for one in households_for(viewing.listing) if one.id not in expected])
    if form.validate_on_submit():
        with form.refusals("household_id"):
            (details,) = details_of([_household_of(form)], form.interpreter.data, day_of(viewing.starts_at))
            visit = Visit.of(viewing, None, [details.household])
            if not form.asks(close_to(db_session(), visit, actor=actor(), own=viewing), "household_id"):
                guest = viewings.invite_guest(db_session(), viewing, details, actor=actor(), at=utc_now())
                flash(_("The household is invited."))
                send_news([guest], News.INVITED)
                return redirect(url_for(".show_viewing", viewing_id=viewing.id))
    record_read(db_session(), "show-viewing", viewing, actor=actor())
    page = render_template("housing/invite_guest.html", form=form, viewing=viewing)
    return page, 422 if form.is_submitted() else 200


@bp.post("/viewings/<int:viewing_id>/cancel")
@requires(Permission.MAKE_OFFERS)
def cancel_viewing(viewing_id: int) -> ResponseReturnValue:
    viewing, form = queries.get_viewing(db_session(), viewing_id, actor()), CancelForm()
    if form.reason.data is None:
        flash(_("Choose why the viewing is cancelled."), "wait")
    else:
        expected = queries.expected_of(viewing)
        viewings.cancel_viewing(db_session(), viewing, form.reason.data, actor=actor(), at=utc_now())
        flash(_("The viewing is cancelled."))
        if form.reason.data is CancelReason.GONE and viewing.listing.status not in GONE:
            flash(_asking_to_close(viewing.listing))
        send_news(expected, News.CANCELLED)
    return back_to(viewing)


@bp.route("/viewing-guests/<int:viewing_guest_id>/edit", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def change_guest(viewing_guest_id: int) -> ResponseReturnValue:
    guest = _guest(viewing_guest_id)
    lock_for_update(guest)
    form = GuestForm(guest=guest)
    if form.validate_on_submit():
        viewing_guests.change_guest(db_session(), guest, form.details(), actor=actor())
        flash(_("The changes are saved."))
        return redirect(url_for(".show_viewing", viewing_id=guest.viewing_id))
    record_read(db_session(), "show-viewing", guest, actor=actor())
    page = render_template("housing/change_guest.html", form=form, guest=guest)
    return page, 422 if form.is_submitted() else 200


@bp.post("/viewing-guests/<int:viewing_guest_id>/answer")
@requires(Permission.MAKE_OFFERS)
def answer_for_guest(viewing_guest_id: int) -> ResponseReturnValue:
    """What the household said by telephone."""
    guest = _guest(viewing_guest_id)
    match request.form.get("answer"):
        case "comes":
            viewing_guests.confirm_guest(db_session(), guest, actor=actor(), at=utc_now())
        case "cannot":
            viewing_guests.decline_guest(db_session(), guest, actor=actor(), at=utc_now())
        case "released":
            was_expected = guest.status in EXPECTED
            viewing_guests.release_guest(db_session(), guest, actor=actor())
            send_news([guest] if was_expected else [], News.CANCELLED)
        case _:
            abort(400)  # no page of ours sends that
    flash(_("It is written down."))
    return back_to(guest.viewing)


@bp.post("/viewing-guests/<int:viewing_guest_id>/outcome")
@requires(Permission.MAKE_OFFERS)
def record_outcome(viewing_guest_id: int) -> ResponseReturnValue:
    """One button says that the household came and what it thinks of the flat, or that it did not come."""
    guest, outcome = _guest(viewing_guest_id), request.form.get("outcome", "")
    if outcome == "no-show":
        viewing_guests.record_no_show(db_session(), guest, actor=actor(), at=utc_now())
    elif outcome in list(Interest):
        viewing_guests.record_came(db_session(), guest, Interest(outcome), actor=actor(), at=utc_now())
    else:
        abort(400)  # no page of ours sends that
    flash(_("It is written down."))
    return back_to(guest.viewing)


def _asking_to_close(listing: Listing) -> Markup:
    """Of a flat that is gone: as long as its listing is open, others are shown and offered it."""
    words = _("Its listing is still open: if the flat is gone, withdraw it there.")
    return Markup('{} <a href="{}">{}</a>').format(
        words, url_for(".show_listing", listing_id=listing.id), listing.title
    )


def _guest(guest_id: int) -> ViewingGuest:
    return queries.get_guest(db_session(), guest_id, actor())


def _household_of(form: InviteForm) -> Household:
    if form.household_id.data:
        return get_household(db_session(), form.household_id.data, actor())
    return find_household(db_session(), form.reference.data, actor())
