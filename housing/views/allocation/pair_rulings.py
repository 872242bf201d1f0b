"""What a person decides of a household and a flat in the best set of offers."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.i18n import say
from core.ports import answer_to
from core.session import db_session
from housing.allocation.rulings import Ruling
from housing.forms.allocation import RulingForm
from housing.models import Listing
from housing.ports import SubsidyEstimates
from housing.services.allocation import pair_rulings
from housing.services.allocation.waiting_and_free import what_is_free
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import live_offers
from housing.services.ranking.matching import judge
from housing.services.ranking.waiting import searching
from housing.views.allocation.allocation import chosen_centre
from housing.views.blueprint import bp
from people.models import Household
from people.services.households import get_household


@bp.route("/allocation/decisions/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def rule_pair() -> ResponseReturnValue:
    """Of those who wait at a centre and what is free there; ?household= and ?listing= are chosen at first."""
    centre = chosen_centre()
    waiting = [needs.household for needs in searching(db_session(), Household.centre_id == centre.id)]
    flats = what_is_free(db_session(), centre, on=today())
    form = RulingForm(
        households=[(one.id, f"{one.name} ({one.reference})") for one in waiting],
        flats=[(one.listing_id, one.title) for one in flats.values()],
        data={
            "household_id": request.args.get("household", type=int),
            "listing_id": request.args.get("listing", type=int),
            "ruling": request.args.get("ruling"),
        },
    )
    if form.validate_on_submit():
        with form.refusals("listing_id"):
            household = get_household(db_session(), form.household_id.data, actor())
            listing = get_listing(db_session(), form.listing_id.data, actor())
            pair_rulings.rule_pair(
                db_session(), household, listing, form.ruling.data, reason=form.reason.data, actor=actor(), at=utc_now()
            )
            _say_what_it_does(household, listing, form.ruling.data)
            return redirect(url_for(".show_allocation", centre=centre.id, _anchor="decisions"))
    record_read(db_session(), "list-households", actor=actor(), values={"shown": len(waiting)})
    page = render_template("housing/rule_pair.html", form=form, centre=centre)
    return page, 422 if form.is_submitted() else 200


def _say_what_it_does(household: Household, listing: Listing, ruling: Ruling) -> None:
    """That it does not count yet, and which limits a pin overrides."""
    if live_offers(db_session(), [household.id]):
        flash(_("Written down. It does not count now: the household has an offer."), "wait")
    else:
        flash(_("The plan keeps to that from now on."))
    _figures, ranked = judge(db_session(), household, [listing], answer_to(SubsidyEstimates), on=today())
    if ruling is Ruling.PIN and ranked and ranked[listing.id].broken:
        broken = "; ".join(say(one.sentence) for one in ranked[listing.id].broken)
        flash(_("The flat that is pinned breaks a limit: %(limits)s", limits=broken), "wait")


@bp.post("/allocation/decisions/<int:pair_ruling_id>/lift")
@requires(Permission.MAKE_OFFERS)
def lift_ruling(pair_ruling_id: int) -> ResponseReturnValue:
    ruling = pair_rulings.get_ruling(db_session(), pair_ruling_id, actor())
    pair_rulings.lift_ruling(db_session(), ruling, actor=actor(), at=utc_now())
    flash(_("The decision holds no more."))
    return redirect(url_for(".show_allocation", centre=ruling.household.centre_id, _anchor="decisions"))
