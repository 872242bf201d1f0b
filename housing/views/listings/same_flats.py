"""Adverts that may be about the same flat: who looks at them side by side says what they are."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.errors import NotFound
from core.pages import page_number
from core.pairs import services as pairs
from core.session import db_session
from housing.models import Listing, ListingPair
from housing.services.listings import merged_flats, same_flats
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp
from housing.words.listings import LISTING_WORDS


@bp.get("/listings/doubles")
@requires(Permission.EDIT_LISTINGS)
def list_flat_pairs() -> ResponseReturnValue:
    apart, seen = "apart" in request.args, same_flats.both_flats_seen(actor())
    page = pairs.list_pairs(db_session(), ListingPair, seen, page_number(), apart=apart)
    return render_template("housing/list_flat_pairs.html", page=page, apart=apart)


@bp.get("/listings/doubles/<int:listing_pair_id>")
@requires(Permission.EDIT_LISTINGS)
def show_flat_pair(listing_pair_id: int) -> ResponseReturnValue:
    pair = _pair(listing_pair_id)
    for listing in (pair.one, pair.other):
        record_read(db_session(), "show-listing", listing, actor=actor())
    return render_template("housing/show_flat_pair.html", pair=pair)


@bp.post("/listings/doubles/<int:listing_pair_id>/merge/<int:listing_id>")
@requires(Permission.EDIT_LISTINGS)
def merge_flats(listing_pair_id: int, listing_id: int) -> ResponseReturnValue:
    try:
        leads = _merge(listing_pair_id, listing_id)
    except NotFound:
        leads = _merged_meanwhile(listing_id)
        flash(_("Somebody merged the two a moment ago. This advert leads."))
    return redirect(url_for(".show_listing", listing_id=leads.id))


@bp.post("/listings/doubles/<int:listing_pair_id>/apart")
@requires(Permission.EDIT_LISTINGS)
def keep_flats_apart(listing_pair_id: int) -> ResponseReturnValue:
    same_flats.keep_flats_apart(db_session(), _pair(listing_pair_id), actor=actor(), at=utc_now())
    flash(_("They are two flats. Nobody is asked again."))
    return redirect(url_for(".list_flat_pairs"))


@bp.post("/listings/<int:listing_id>/part")
@requires(Permission.EDIT_LISTINGS)
def part_flat(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    merged_flats.part_flat(db_session(), listing, actor=actor(), on=today(), at=utc_now())
    flash(_("The advert stands for itself again."))
    return redirect(url_for(".show_listing", listing_id=listing.id))


def _merge(listing_pair_id: int, listing_id: int) -> Listing:
    pair = _pair(listing_pair_id)
    leads = {listing.id: listing for listing in (pair.one, pair.other)}.get(listing_id)
    if leads is None:
        abort(404)
    was = leads.status
    merged_flats.merge_flats(db_session(), pair, leads, actor=actor(), on=today(), at=utc_now())
    flash(_("The two are one flat now. All that hung on the other advert hangs on this one."))
    if leads.status is not was:
        steps = {"was": LISTING_WORDS[was], "now": LISTING_WORDS[leads.status]}
        flash(_("Before this advert stood at “%(was)s”, now it stands at “%(now)s”.", **steps))
    return leads


def _merged_meanwhile(listing_id: int) -> Listing:
    named = get_listing(db_session(), listing_id, actor())
    return pairs.get_leading(db_session(), Listing, named.id, request.form.get("other", named.id, type=int))


def _pair(listing_pair_id: int) -> ListingPair:
    return pairs.get_pair(db_session(), ListingPair, listing_pair_id, same_flats.both_flats_seen(actor()))
