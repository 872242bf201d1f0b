"""Lines behind flats: looked at, put together, moved, and gone on with."""

from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import housing.jobs.lines  # noqa: F401  (registers the job)
from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.ports import answer_to
from core.session import db_session
from housing.forms.line import TakeOutForm
from housing.forms.offer import OfferForm
from housing.models import LinePlace, Listing
from housing.ports import SubsidyEstimates
from housing.reasons.lines import LineReason
from housing.services.listings.listings import get_listing
from housing.services.offers import line_queries, lines
from housing.services.offers.line_turns import Turn, fits, offer_to_next
from housing.services.offers.offer_queries import find_live_offer
from housing.services.offers.offers import DAYS_TO_ANSWER
from housing.services.ranking.matching import judge
from housing.states import OFFERABLE, can_be_shown
from housing.views.blueprint import bp
from housing.views.offers.offers import tell_households
from housing.words.lines import LINE_REASON_WORDS
from people.services.households import get_household


@bp.get("/lines")
@requires(Permission.VIEW_LISTINGS)
def list_lines() -> ResponseReturnValue:
    page = line_queries.list_lines(db_session(), actor(), page_number())
    behind = line_queries.waiting_behind(db_session(), [flat.id for flat in page.rows], actor())
    record_read(db_session(), "list-lines", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_lines.html", page=page, behind=behind)


@bp.get("/listings/<int:listing_id>/line")
@requires(Permission.VIEW_LISTINGS)
def show_line(listing_id: int) -> ResponseReturnValue:
    """Who waits, in which order, and what became of those who waited before."""
    return _page(get_listing(db_session(), listing_id, actor()), _offer_form())


@bp.post("/listings/<int:listing_id>/line")
@requires(Permission.MAKE_OFFERS)
def put_in_line(listing_id: int) -> ResponseReturnValue:
    """One more household, at its end."""
    listing = get_listing(db_session(), listing_id, actor())
    household = get_household(db_session(), request.form.get("household", type=int) or abort(400), actor())
    _figures, ranked = judge(db_session(), household, [listing], answer_to(SubsidyEstimates), on=today())
    it_fits = fits(ranked.get(listing.id))
    lines.put_in_line(db_session(), listing, household, fits=it_fits, actor=actor(), at=utc_now())
    flash(_("%(name)s stands in line for the flat. The household is told nothing of it.", name=household.name))
    return _to_line(listing)


@bp.post("/listings/<int:listing_id>/line/offer")
@requires(Permission.MAKE_OFFERS)
def offer_to_next_in_line(listing_id: int) -> ResponseReturnValue:
    """To the one that the page showed as next; who cannot be offered it is passed over, and the page says so."""
    listing, form = get_listing(db_session(), listing_id, actor()), OfferForm()
    if form.validate_on_submit():
        with form.refusals("answer_by"):
            turn = offer_to_next(
                db_session(), listing, answer_to(SubsidyEstimates), expected=request.form.get("place", type=int),
                answer_by=form.answer_by.data, actor=actor(), at=utc_now(), on=today(),
            )  # fmt: skip
            return _tell(listing, turn)
    return _page(listing, form)


@bp.post("/listings/<int:listing_id>/line/turns")
@requires(Permission.MAKE_OFFERS)
def let_line_go(listing_id: int) -> ResponseReturnValue:
    """By itself from now on, or no more."""
    listing, by_itself = get_listing(db_session(), listing_id, actor()), request.form.get("by_itself") == "yes"
    lines.let_line_go(db_session(), listing, by_itself=by_itself, actor=actor(), at=utc_now())
    flash(
        _("The next in line is offered the flat by itself, in your name.")
        if by_itself
        else _("Nothing goes out by itself any more.")
    )
    return _to_line(listing)


@bp.post("/line-places/<int:line_place_id>/move")
@requires(Permission.MAKE_OFFERS)
def move_in_line(line_place_id: int) -> ResponseReturnValue:
    place = _place(line_place_id)
    lines.move_in_line(db_session(), place, earlier=request.form.get("to") == "earlier", actor=actor())
    return _to_line(place.listing)


@bp.route("/line-places/<int:line_place_id>/take-out", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def take_out_of_line(line_place_id: int) -> ResponseReturnValue:
    place, form = _place(line_place_id), TakeOutForm()
    if form.validate_on_submit():
        with form.refusals():
            because, words = LineReason(form.because.data), form.words.data or ""
            lines.take_out_of_line(db_session(), place, because=because, words=words, actor=actor(), on=today())
            flash(_("%(name)s is taken out of the line; the reason stays.", name=place.household.name))
            return _to_line(place.listing)
    record_read(db_session(), "show-line", place.listing, actor=actor())
    page = render_template("housing/take_out_of_line.html", form=form, place=place)
    return page, 422 if form.is_submitted() else 200


def _page(listing: Listing, form: OfferForm) -> ResponseReturnValue:
    line = line_queries.line_of(db_session(), listing.id, actor())
    record_read(db_session(), "show-line", listing, actor=actor(), values={"shown": len(line.waiting)})
    page = render_template(
        "housing/show_line.html",
        form=form,
        listing=listing,
        line=line,
        offer=find_live_offer(db_session(), listing, actor()),
        may_put=actor().may(Permission.MAKE_OFFERS, listing.centre_id) and can_be_shown(listing.status),
        may_offer=listing.status in OFFERABLE,
        most=lines.MOST_IN_LINE,
        days=DAYS_TO_ANSWER,
    )
    return page, 422 if form.is_submitted() else 200


def _tell(listing: Listing, turn: Turn) -> ResponseReturnValue:
    for place in turn.passed_over:
        assert place.closed_because is not None  # whoever is passed over is told of with a reason
        why = LINE_REASON_WORDS[place.closed_because]
        flash(_("%(name)s was passed over: %(why)s.", name=place.household.name, why=why), "wait")
    if turn.offer is None:
        flash(_("Nobody in line could be offered the flat: it is free."), "wait")
        return _to_line(listing)
    tell_households([turn.offer])
    flash(_("The flat is offered. The household sees it by its personal link."))
    return redirect(url_for(".show_offer", offer_id=turn.offer.id))


def _offer_form() -> OfferForm:
    return OfferForm(answer_by=today() + timedelta(days=DAYS_TO_ANSWER))


def _place(line_place_id: int) -> LinePlace:
    return line_queries.get_place(db_session(), line_place_id, actor())


def _to_line(listing: Listing) -> ResponseReturnValue:
    return redirect(url_for(".show_line", listing_id=listing.id))
