"""The list beside its map, and each listing's own page."""

from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update, settings
from housing.bulk_steps import MOST_CHOSEN
from housing.forms.listing import ListingForm
from housing.freshness import asks_for_call
from housing.models import Lease, Listing, Offer
from housing.placeless import count_without_place
from housing.search import COUNTED
from housing.services.dealings.flat_hold_queries import hold_and_open_promises, holds_of
from housing.services.homes.let_homes import leases_by_listing
from housing.services.homes.voids import find_void
from housing.services.listings import adverts, listing_life, listings
from housing.services.listings.addresses import address_of
from housing.services.listings.photos import photos_of
from housing.services.listings.typed_adverts import change_typed
from housing.services.mapping.rents import rents_like
from housing.services.offers.line_queries import offer_and_line
from housing.services.search.saved_searches import saved_searches
from housing.states import GONE, ListingStatus
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import draw_home, draw_results
from housing.views.mapping.listings_points import let_of
from housing.views.mapping.rent_map import describe_rents
from housing.views.search.choosing import ticked
from housing.views.search.exports import MOST_SAVED
from housing.views.search.filter_tags import tags_of
from housing.views.search.filters import read_filters, write_mark
from housing.views.search.further_filters import further_fields
from housing.views.search.result_views import VIEW_WORDS, ResultView, address_parts, read_view, sorting_by
from housing.views.search.watched import opened, query_of
from housing.words.listings import ORDER_WORDS
from maps.polygon import MOST_CORNERS


@bp.get("/listings")
@requires(Permission.VIEW_LISTINGS)
def list_listings() -> ResponseReturnValue:
    if any(not value for value in request.args.values()) and "HX-Request" not in request.headers:
        return redirect(_without_empty())
    filters, view, shown = read_filters(), read_view(), opened()
    result = filters.find()
    parts, told, chosen = address_parts(filters, view), shown.query if shown else {}, ticked()
    searches = saved_searches(db_session(), actor())
    if view is ResultView.TABLE and actor().may(Permission.EDIT_LISTINGS):
        record_read(db_session(), "list-listings", actor=actor(), values={"shown": len(result.found)})
    return render_template(
        "housing/list_listings.html",
        form=filters.form,
        further_fields=further_fields,
        centre=filters.centre,
        found=result.found,
        let=() if view is ResultView.TABLE else let_of(filters, (one.listing for one in result.found)),
        held=holds_of(db_session(), [one.listing for one in result.found], today()),
        total=filters.count() if result.total is None else result.total,
        counted=COUNTED,
        order_words=ORDER_WORDS,
        most_saved=MOST_SAVED,
        most_corners=MOST_CORNERS,
        most_chosen=MOST_CHOSEN,
        ticked=chosen,
        ticked_elsewhere=[key for key in chosen if key not in {one.listing.id for one in result.found}],
        query=filters.query,
        view=view,
        view_words=VIEW_WORDS,
        parts=parts,
        told=told,
        sorting=sorting_by(filters, {**parts, **told}),
        tags=list(tags_of(filters.form, parts)),
        searches=searches,
        is_saved=any(saved.query == query_of(filters) for saved in searches),
        opened=shown,
        news=shown.find_news(one.listing.id for one in result.found) if shown else None,
        after=request.args.get("after") if filters.after else None,
        next_after=write_mark(result.last) if result.last else None,
        rents=describe_rents(filters),
        map=draw_results(filters) if filters.centre and view is not ResultView.TABLE else None,
        without_place=count_without_place(db_session(), actor()),
    ), 422 if filters.form.errors else 200


@bp.get("/listings/<int:listing_id>")
@requires(Permission.VIEW_LISTINGS)
def show_listing(listing_id: int) -> ResponseReturnValue:
    listing = listings.get_listing(db_session(), listing_id, actor())
    may_edit = actor().may(Permission.EDIT_LISTINGS, listing.centre_id)
    actions = listing_life.possible_actions(db_session(), listing, on=today()) if may_edit else ()
    held, promised = hold_and_open_promises(db_session(), listing, actor(), on=today())
    said = listing.status, listing.confirmed_on, listing.available_until
    record_read(db_session(), "show-listing", listing, actor=actor())
    offer, in_line = _live_offer(listing)
    return render_template(
        "housing/show_listing.html",
        listing=listing,
        actions=actions,
        is_gone=listing.status in GONE,
        may_edit=may_edit,
        photos=photos_of(db_session(), listing, actor()),
        rents=rents_like(db_session(), listing, actor(), at=utc_now()),
        is_stale=asks_for_call(*said, today(), settings().stale_after),
        offer=offer,
        in_line=in_line,
        lease=_lease_of(listing),
        held=held,
        promised=promised,
        void=find_void(db_session(), listing.dwelling_id, today()),
        on=today(),
        address_of=address_of,
        map=draw_home(listing),
    )


@bp.route("/listings/<int:listing_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_LISTINGS)
def edit_listing(listing_id: int) -> ResponseReturnValue:
    listing = listings.get_listing(db_session(), listing_id, actor())
    lock_for_update(listing, listing.dwelling)
    form = ListingForm(obj=adverts.as_advert(listing), on=today())
    del form.latitude, form.longitude  # have a page of their own
    if form.validate_on_submit():
        with form.refusals():
            advert = adverts.advert_from(form.data)
            change_typed(db_session(), listing, advert, actor=actor(), at=utc_now())
            flash(_("The changes are saved."))
            return redirect(url_for(".show_listing", listing_id=listing.id))
    record_read(db_session(), "show-listing", listing, actor=actor())
    return render_template("housing/edit_listing.html", form=form, listing=listing), 422 if form.is_submitted() else 200


def _without_empty() -> str:
    """The address as a view is sent on: without the filters that were left empty (static/js/filters.js)."""
    said = urlencode([(name, value) for name, value in request.args.items(multi=True) if value])
    return f"{url_for('.list_listings')}?{said}" if said else url_for(".list_listings")


def _lease_of(listing: Listing) -> Lease | None:
    """The lease of a flat that is let, for who may see it, which is a look at it."""
    if listing.status != ListingStatus.LET or not actor().may(Permission.VIEW_LEASES):
        return None
    lease = leases_by_listing(db_session(), [listing], actor(), on=today()).get(listing.id)
    if lease is not None:
        record_read(db_session(), "show-lease", lease, actor=actor())
    return lease


def _live_offer(listing: Listing) -> tuple[Offer | None, int]:
    """The offer that the page names, which is a look at it, and how many stand in line behind it."""
    offer, in_line = offer_and_line(db_session(), listing, actor())
    if offer is not None:
        record_read(db_session(), "show-offer", offer, actor=actor())
    return offer, in_line
