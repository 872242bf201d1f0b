"""The steps of an advert that an officer takes by hand, and whom to call."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.session import db_session, settings
from housing.forms.withdrawal import WithdrawalForm
from housing.models import Listing
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.landlords import talks
from housing.services.listings import listing_life
from housing.services.listings.listings import get_listing
from housing.states import ListingAction
from housing.views.blueprint import bp
from housing.words.listings import WITHDRAWAL_WORDS

FROM_CALLS = "calls"  # sent by the page of calls, where the reader goes on


@bp.post("/listings/<int:listing_id>/<any('contact','verify','step-back','withdraw','expire','reopen'):step>")
@requires(Permission.EDIT_LISTINGS)
def move_listing(listing_id: int, step: str) -> ResponseReturnValue:
    """The other steps follow from offers and leases."""
    listing = get_listing(db_session(), listing_id, actor())
    reason = WithdrawalForm().reason.data if step == ListingAction.WITHDRAW else None
    listing_life.move_listing(db_session(), listing, ListingAction(step), reason=reason, on=today(), actor=actor())
    if reason is not None:
        words = _("“%(flat)s” is withdrawn: %(why)s.", flat=listing.title, why=WITHDRAWAL_WORDS[reason])
        flash(_asking_why(listing, words) if reason is WithdrawalReason.REFUSED and listing.landlord_id else words)
    return _back(listing_id)


@bp.post("/listings/<int:listing_id>/confirm")
@requires(Permission.EDIT_LISTINGS)
def confirm_listing(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    listing_life.confirm_listing(db_session(), listing, on=today(), actor=actor())
    flash(_("“%(flat)s” is still to be had, as of today.", flat=listing.title))
    return _back(listing_id)


@bp.post("/listings/<int:listing_id>/no-answer")
@requires(Permission.EDIT_LISTINGS)
def note_no_answer(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    talks.note_no_answer(db_session(), listing, on=today(), actor=actor(), at=utc_now())
    flash(_("“%(flat)s”: it is written down that nobody answered.", flat=listing.title))
    return redirect(url_for(".list_calls"))


@bp.get("/listings/calls")
@requires(Permission.EDIT_LISTINGS)
def list_calls() -> ResponseReturnValue:
    on, stale_after = today(), settings().stale_after
    page = listing_life.listings_to_call(db_session(), actor(), on=on, stale_after=stale_after, page=page_number())
    record_read(db_session(), "list-calls", actor=actor())
    return render_template(
        "housing/list_calls.html",
        on=on,
        stale_after=stale_after,
        over=listing_life.listings_over(db_session(), actor(), on=on),
        page=page,
        talks=talks.last_talks(db_session(), page.rows),
    )


@bp.post("/listings/expire")
@requires(Permission.EDIT_LISTINGS)
def expire_listings() -> ResponseReturnValue:
    closed = listing_life.expire_listings(db_session(), on=today(), actor=actor())
    flash(ngettext("%(num)s advert is closed.", "%(num)s adverts are closed.", closed))
    return redirect(url_for(".list_calls"))


def _asking_why(listing: Listing, words: str) -> Markup:
    """With the way to where it is written down why the landlord refused: whoever calls next reads it there."""
    address = url_for(".add_landlord_talk", landlord_id=listing.landlord_id, listing=listing.id, refused=1)
    return Markup('{} <a href="{}">{}</a>').format(words, address, _("Write down why"))


def _back(listing_id: int) -> ResponseReturnValue:
    if request.form.get("back") == FROM_CALLS:
        return redirect(url_for(".list_calls"))
    return redirect(url_for(".show_listing", listing_id=listing_id))
