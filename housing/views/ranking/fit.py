"""Which flats suit a household, which households a flat, and why a pair does not fit."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.pages import page_number
from core.ports import answer_to
from core.session import db_session
from housing.ports import SubsidyEstimates
from housing.ranking import Verdict, mending
from housing.services.dealings.flat_hold_queries import find_hold, holds_of
from housing.services.homes.current_home import home_and_offer
from housing.services.homes.running_leases import homes_of
from housing.services.homes.voids import find_void
from housing.services.households.needs import find_needs
from housing.services.households.shortlists import keepers_of, kept_and_refused
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import live_offers
from housing.services.ranking.matching import rank_flats_for, rank_these
from housing.services.ranking.waiting import rank_households_for
from housing.states import AVAILABLE, can_be_shown
from housing.views.blueprint import bp
from people.services.households import get_household
from people.services.places import places_of


@bp.get("/households/<int:household_id>/flats")
@requires(Permission.VIEW_LISTINGS)
def list_flats(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    needs, verdict = find_needs(db_session(), household_id), _asked_verdict()
    estimates, number = answer_to(SubsidyEstimates), page_number()
    kept, refused = kept_and_refused(db_session(), household_id)
    ranked = needs and rank_flats_for(db_session(), needs, estimates, on=today(), verdict=verdict, page=number)
    home, offer = home_and_offer(db_session(), household_id, today())
    record_read(db_session(), "show-flats", household, actor=actor())
    return render_template(
        "housing/list_flats.html",
        household=household,
        needs=needs,
        ranked=ranked,
        verdict=verdict,
        offer=offer,
        home=home,
        own_places=places_of(db_session(), household),
        kept=kept,
        refused=refused,
        held=holds_of(db_session(), [match.listing for match in ranked.page.rows], today()) if ranked else {},
    )


@bp.get("/households/<int:household_id>/flats/<int:listing_id>")
@requires(Permission.VIEW_LISTINGS)
def show_fit(household_id: int, listing_id: int) -> ResponseReturnValue:
    """Any pair that this person may see, also a flat that somebody else has."""
    household = get_household(db_session(), household_id, actor())
    listing = get_listing(db_session(), listing_id, actor())
    needs = find_needs(db_session(), household_id)
    if needs is None:
        return redirect(url_for(".list_flats", household_id=household_id))
    kept, refused = kept_and_refused(db_session(), household_id)
    (match,) = rank_these(db_session(), needs, [listing], answer_to(SubsidyEstimates), on=today())
    is_out_of_use = find_void(db_session(), listing.dwelling_id, today()) is not None
    record_read(db_session(), "show-flats", household, actor=actor())
    return render_template(
        "housing/show_fit.html",
        household=household,
        match=match,
        mending=mending,
        is_free=listing.status in AVAILABLE,
        is_out_of_use=is_out_of_use,
        own_places=places_of(db_session(), household),
        kept=kept,
        refused=refused,
        held=holds_of(db_session(), [listing], today()),
    )


@bp.get("/listings/<int:listing_id>/households")
@requires(Permission.VIEW_LISTINGS)
def list_fitting_households(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    estimates = answer_to(SubsidyEstimates)
    page = rank_households_for(db_session(), listing, estimates, actor(), on=today(), page=page_number())
    keepers, in_line, refused, is_out_of_use = keepers_of(db_session(), listing, on=today())
    record_read(db_session(), "list-fitting-households", listing, actor=actor())
    return render_template(
        "housing/list_fitting_households.html",
        listing=listing,
        page=page,
        offers=live_offers(db_session(), [one.household.id for one in page.rows]),
        homes=homes_of(db_session(), [one.household.id for one in page.rows], today()),
        keepers=keepers,
        refused=refused,
        in_line=in_line,
        held=find_hold(db_session(), listing, today()),
        is_free=listing.status in AVAILABLE and not is_out_of_use,
        can_be_shown=can_be_shown(listing.status),
    )


def _asked_verdict() -> Verdict | None:
    """That of the address; all of them where it says nothing that we know."""
    asked = request.args.get("fit")
    return next((verdict for verdict in Verdict if verdict == asked), None)
