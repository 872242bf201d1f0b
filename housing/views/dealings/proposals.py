"""Households put to landlords: asked in a talk, and answered in the same or a later one."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.proposal import ProposalAnswerForm, ProposalForm
from housing.models import Landlord, Listing, Proposal
from housing.services.dealings import proposals
from housing.services.dealings.shown_households import get_proposal
from housing.services.landlords.talks import colleagues_of
from housing.services.listings.listings import get_listing, landlord_of
from housing.services.offers.line_queries import stands_in_line
from housing.states.landlords import LandlordAnswer
from housing.views.blueprint import bp
from housing.views.landlords.talks import say_where_let
from housing.views.viewings.viewings import households_for
from people.models import Channel, Household, TalkOutcome
from people.services.households import find_household, get_household


@bp.route("/listings/<int:listing_id>/proposals/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def propose_household(listing_id: int) -> ResponseReturnValue:
    """Of the flat that leads here, perhaps for a household that does."""
    listing, household_id = get_listing(db_session(), listing_id, actor()), request.args.get("household", type=int)
    landlord = landlord_of(listing)
    chosen = get_household(db_session(), household_id, actor()) if household_id else None
    households = households_for(listing, chosen)
    form = ProposalForm(households=households, chosen=household_id, **_talk_with(landlord))
    if form.validate_on_submit():
        with form.refusals():
            _propose(listing, form, households)
            return redirect(url_for(".show_dealings", listing_id=listing.id))
    record_read(db_session(), "list-households", actor=actor(), values={"shown": len(households)})
    page = render_template("housing/propose_household.html", form=form, listing=listing, landlord=landlord)
    return page, 422 if form.is_submitted() else 200


@bp.route("/proposals/<int:proposal_id>/answer", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def answer_proposal(proposal_id: int) -> ResponseReturnValue:
    proposal = get_proposal(db_session(), proposal_id, actor())
    form = ProposalAnswerForm(**_talk_with(proposal.landlord))
    if form.validate_on_submit():
        with form.refusals():
            stood = stands_in_line(db_session(), proposal.listing, proposal.household)
            proposals.answer_proposal(
                db_session(), proposal, form.details(), refusal=form.refusal.data, actor=actor(), at=utc_now()
            )
            flash(_("The landlord's answer is written down."))
            say_where_let(proposal.listing, form.refusal.data)
            _say_who_left(proposal, stood)
            return redirect(url_for(".show_dealings", listing_id=proposal.listing_id))
    record_read(db_session(), "show-proposal", proposal, actor=actor())
    page = render_template("housing/answer_proposal.html", form=form, proposal=proposal)
    return page, 422 if form.is_submitted() else 200


def _talk_with(landlord: Landlord) -> dict[str, Any]:
    """What a form about a talk begins with: a call of today."""
    staff = colleagues_of(db_session(), actor(), on=today())
    called = {
        "happened_on": today(),
        "spoken_with": landlord.name,
        "channel": Channel.PHONE,
        "outcome": TalkOutcome.WAITS,
    }
    return {"actor": actor(), "staff": staff, **called}


def _propose(listing: Listing, form: ProposalForm, households: list[Household]) -> None:
    named = {one.id: one for one in households}
    household = named.get(form.household_id.data) or find_household(db_session(), form.reference.data, actor())
    stood = stands_in_line(db_session(), listing, household)
    proposal = proposals.propose(
        db_session(), listing, household, form.details(), told=form.told.data, refusal=form.refusal.data,
        actor=actor(), at=utc_now(), on=today(),
    )  # fmt: skip
    flash(_("It is written down whom the landlord was asked about, and the answer."))
    say_where_let(listing, form.refusal.data)
    _say_who_left(proposal, stood)


def _say_who_left(proposal: Proposal, stood: bool) -> None:
    """By a no a household that stood in line for the flat stands there no more."""
    if stood and proposal.answer is LandlordAnswer.NO:
        flash(_("%(name)s stands in line for this flat no more.", name=proposal.household.name), "wait")
