"""The shortlist of a household, and from a flat's side which households have it on theirs."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.ports import answer_to
from core.session import db_session
from housing.ports import SubsidyEstimates
from housing.services.dealings.flat_hold_queries import holds_of
from housing.services.homes.running_leases import homes_of
from housing.services.households.shortlists import doubtful, kept_for, shortlist_of
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import live_offers
from housing.services.ranking.matching import judge
from housing.states import AVAILABLE, OFFERABLE, can_be_shown
from housing.views.blueprint import bp
from housing.views.households.shortlist_steps import keep_form
from people.services.households import get_household
from people.services.places import places_of


@bp.get("/households/<int:household_id>/shortlist")
@requires(Permission.VIEW_LISTINGS)
def show_shortlist(household_id: int) -> ResponseReturnValue:
    session = db_session()
    household = get_household(session, household_id, actor())
    found = shortlist_of(session, household_id)
    listings = [entry.listing for entry in found.kept]
    figures, ranked = judge(session, household, listings, answer_to(SubsidyEstimates), on=today())
    record_read(session, "show-shortlist", household, actor=actor())
    return render_template(
        "housing/show_shortlist.html",
        household=household,
        kept=found.kept,
        dropped=found.dropped,
        figures=figures,
        ranked=ranked,
        offerable={listing.id for listing in listings if listing.status in OFFERABLE},
        held=holds_of(session, listings, today()),
        showable={listing.id for listing in listings if can_be_shown(listing.status)},
        shareable=any(listing.status in AVAILABLE for listing in listings),
        doubtful=doubtful(found.kept, ranked),
        offer=live_offers(session, [household_id]).get(household_id),
        home=homes_of(session, [household_id], today()).get(household_id),
        own_places=places_of(session, household),
    )


@bp.get("/listings/<int:listing_id>/shortlists")
@requires(Permission.VIEW_LISTINGS)
def show_flat_shortlists(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    form = keep_form()
    entries = kept_for(db_session(), listing_id, actor())
    record_read(db_session(), "show-shortlists", listing, actor=actor(), values={"shown": len(entries)})
    may_put = actor().may(Permission.MAKE_OFFERS, listing.centre_id) and can_be_shown(listing.status)
    return render_template(
        "housing/show_flat_shortlists.html", listing=listing, entries=entries, form=form, may_put=may_put
    )
