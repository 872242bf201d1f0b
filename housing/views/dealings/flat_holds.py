"""Homes that landlords keep for us: all of them, a new one, and what became of one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.session import db_session
from housing.forms.flat_hold import HoldForm, SettleHoldForm
from housing.jobs.holds import ask_to_end
from housing.models import FlatHold, Listing
from housing.services.dealings import flat_hold_queries as queries
from housing.services.dealings import flat_holds
from housing.services.dealings.flat_holds import HoldDetails
from housing.services.listings.listings import get_listing
from housing.states import allowed_actions
from housing.states.landlords import HoldAction
from housing.views.blueprint import bp
from housing.views.viewings.viewings import households_for
from people.models import Household
from people.services.households import find_household

_CLOSING = {
    HoldAction.KEEP: flat_holds.keep_hold,
    HoldAction.BREAK: flat_holds.break_hold,
    HoldAction.RELEASE: flat_holds.release_hold,
}


@bp.get("/holds")
@requires(Permission.VIEW_LISTINGS)
def list_flat_holds() -> ResponseReturnValue:
    page = queries.list_holds(db_session(), actor(), page_number())
    record_read(db_session(), "list-holds", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_flat_holds.html", page=page, on=today())


@bp.route("/listings/<int:listing_id>/holds/new", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def add_flat_hold(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    households = households_for(listing)
    promised_by = listing.landlord.name if listing.landlord else ""
    form = HoldForm(households=households, promised_on=today(), promised_by=promised_by)
    if form.validate_on_submit():
        with form.refusals():
            _promise(listing, form, households)
            flash(_("The flat is held until the end of that day."))
            return redirect(url_for(".show_dealings", listing_id=listing.id))
    record_read(db_session(), "list-households", actor=actor(), values={"shown": len(households)})
    page = render_template("housing/add_flat_hold.html", form=form, listing=listing)
    return page, 422 if form.is_submitted() else 200


@bp.route("/holds/<int:flat_hold_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def settle_flat_hold(flat_hold_id: int) -> ResponseReturnValue:
    """Extended, kept, broken or released: whatever can still be said of it."""
    held = queries.get_hold(db_session(), flat_hold_id, actor())
    form = SettleHoldForm(steps=allowed_actions(held.status))
    if form.validate_on_submit():
        with form.refusals():
            _settle(held, form)
            flash(_("It is written down."))
            return redirect(url_for(".show_dealings", listing_id=held.listing_id))
    record_read(db_session(), "show-hold", held, actor=actor())
    page = render_template("housing/settle_flat_hold.html", form=form, held=held, on=today())
    return page, 422 if form.is_submitted() else 200


def _promise(listing: Listing, form: HoldForm, households: list[Household]) -> None:
    household = next((one for one in households if one.id == form.household_id.data), None)
    if form.reference.data:
        household = find_household(db_session(), form.reference.data, actor())
    details = HoldDetails(
        form.promised_on.data, form.promised_by.data, form.last_day.data, household, form.is_long.data
    )
    held = flat_holds.promise_hold(db_session(), listing, details, actor=actor(), at=utc_now(), on=today())
    ask_to_end(db_session(), held, at=utc_now())


def _settle(held: FlatHold, form: SettleHoldForm) -> None:
    step, session, words = HoldAction(form.step.data), db_session(), form.words.data or ""
    if step is HoldAction.EXTEND:
        flat_holds.extend_hold(
            session, held, last_day=form.last_day.data, is_long=form.is_long.data, words=words, on=today(),
            actor=actor(),
        )  # fmt: skip
        ask_to_end(session, held, at=utc_now())
    else:
        _CLOSING[step](session, held, words=words, on=today(), actor=actor())
