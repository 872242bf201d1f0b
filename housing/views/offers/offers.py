"""Offers, as officers make and follow them."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.calendar.pages import calendar_answer
from core.dates import DAY, today, utc_now
from core.messages import Channel, Transports
from core.pages import page_number
from core.ports import answer_to
from core.session import db_session
from housing.forms.offer import ACCEPTED, AnswerForm, OfferForm, TakeBackForm
from housing.jobs.offers import announce
from housing.models import Listing, Offer
from housing.panels.dates import answer_entry
from housing.ports import SubsidyEstimates
from housing.ranking import mending
from housing.reasons.withdrawn_offers import CLOSES_FOR, TakenBack
from housing.services.allocation.pair_rulings import why_pinned
from housing.services.dealings.flat_hold_queries import find_hold
from housing.services.dealings.shown_households import find_proposal
from housing.services.homes.current_home import home_opinion_and_offer
from housing.services.listings.listings import get_listing
from housing.services.offers import offer_queries, offers, reminders
from housing.services.offers.offered_facts import changed_since
from housing.services.offers.offers import DAYS_TO_ANSWER
from housing.services.ranking.costs import MonthlyFigures
from housing.services.ranking.matching import judge
from housing.states import OfferStatus
from housing.views.blueprint import bp
from housing.views.viewings.untold import say_untold
from people.models import Household
from people.services.households import get_household
from people.services.places import places_of
from people.services.sms import sms_number


@bp.get("/offers")
@requires(Permission.VIEW_LISTINGS)
def list_offers() -> ResponseReturnValue:
    on = today()
    page = offer_queries.list_offers(db_session(), actor(), page_number())
    late = offer_queries.offers_ending(db_session(), actor(), by=on - DAY)
    record_read(db_session(), "list-offers", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_offers.html", page=page, offers=page.rows, late=late, on=on)


@bp.route("/offers/new", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def make_offer() -> ResponseReturnValue:
    """Shows what will be offered at which figures, and whether it fits; nothing is offered before the button."""
    household_id, listing_id = (request.args.get(name, type=int) for name in ("household", "listing"))
    if household_id is None or listing_id is None:
        abort(404)
    household = get_household(db_session(), household_id, actor())
    listing = get_listing(db_session(), listing_id, actor())
    by_flat, ranked = judge(db_session(), household, [listing], answer_to(SubsidyEstimates), on=today())
    figures, held = by_flat[listing.id], find_hold(db_session(), listing, today())
    form = OfferForm(answer_by=today() + timedelta(days=DAYS_TO_ANSWER))
    if form.validate_on_submit():
        with form.refusals():
            offer = _put_before(household, listing, figures, form)
            tell_households([offer])
            flash(_("The flat is offered. The household sees it by its personal link."))
            return redirect(url_for(".show_offer", offer_id=offer.id))
    home, opinion, standing = home_opinion_and_offer(db_session(), household_id, listing, today())
    if (home or held) and not form.is_submitted():  # why they are pinned is not asked for again
        form.despite_lease.data = form.despite_landlord.data = why_pinned(db_session(), household, listing)
    record_read(db_session(), "show-household", household, actor=actor())
    page = render_template(
        "housing/make_offer.html",
        form=form,
        household=household,
        listing=listing,
        figures=figures,
        held=held,
        home=home,
        asked=find_proposal(db_session(), listing, household),
        ranked=ranked.get(listing.id),
        opinion=opinion,
        standing=standing,
        why_not=offers.why_not_offered(listing, standing),
        mending=mending,
        own_places=places_of(db_session(), household),
    )
    return page, 422 if form.is_submitted() else 200


def _put_before(household: Household, listing: Listing, figures: MonthlyFigures, form: OfferForm) -> Offer:
    return offers.make_offer(
        db_session(),
        household,
        listing,
        figures=figures,
        answer_by=form.answer_by.data,
        despite_landlord=form.despite_landlord.data or "",
        despite_lease=form.despite_lease.data or "",
        actor=actor(),
        at=utc_now(),
        on=today(),
    )


@bp.get("/offers/<int:offer_id>")
@requires(Permission.VIEW_LISTINGS)
def show_offer(offer_id: int) -> ResponseReturnValue:
    offer = offer_queries.get_offer(db_session(), offer_id, actor())
    record_read(db_session(), "show-offer", offer, actor=actor())
    by_sms = offer.status is OfferStatus.OPEN and Channel.SMS in answer_to(Transports)
    can_remind = by_sms and sms_number(db_session(), offer.household) is not None
    is_reminded = can_remind and reminders.is_reminded(db_session(), offer, on=today())
    changed = changed_since(db_session(), offer, on=today())
    return render_template(
        "housing/show_offer.html", offer=offer, can_remind=can_remind, is_reminded=is_reminded, changed=changed,
        on=today(),
    )  # fmt: skip


@bp.get("/offers/<int:offer_id>/answer.ics")
@requires(Permission.VIEW_LISTINGS)
def download_answer_day(offer_id: int) -> ResponseReturnValue:
    offer = offer_queries.get_offer(db_session(), offer_id, actor())
    record_read(db_session(), "show-offer", offer, actor=actor())
    return calendar_answer([answer_entry(offer)], "offer")


@bp.route("/offers/<int:offer_id>/household-answer", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def write_answer_down(offer_id: int) -> ResponseReturnValue:
    """For who answers on the telephone or in the office: many have no page of their own, or do not read it."""
    offer = offer_queries.get_offer(db_session(), offer_id, actor())
    form = AnswerForm()
    if form.validate_on_submit():
        with form.refusals():
            _keep_answer(offer, form)
            flash(_("The household's answer is written down."))
            return redirect(url_for(".show_offer", offer_id=offer.id))
    record_read(db_session(), "show-offer", offer, actor=actor())
    page = render_template("housing/write_answer_down.html", form=form, offer=offer)
    return page, 422 if form.is_submitted() else 200


def _keep_answer(offer: Offer, form: AnswerForm) -> None:
    by, at, on, words = actor(), utc_now(), today(), form.words.data or ""
    if form.answer.data == ACCEPTED:
        offers.accept_offer(db_session(), offer, words=words, actor=by, at=at, on=on)
    else:
        offers.decline_offer(db_session(), offer, reason=form.decline_reason, words=words, actor=by, at=at, on=on)


@bp.route("/offers/<int:offer_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def withdraw_offer(offer_id: int) -> ResponseReturnValue:
    """Asks whose doing it is: what the figures say of lost homes stands on it."""
    offer = offer_queries.get_offer(db_session(), offer_id, actor())
    form = TakeBackForm()
    if form.validate_on_submit():
        with form.refusals():
            because, words = TakenBack(form.because.data), form.words.data or ""
            offers.withdraw_offer(db_session(), offer, because=because, words=words, actor=actor(), at=utc_now())
            if because in CLOSES_FOR:
                flash(_("The offer is taken back; the flat is gone, and its listing is closed."))
            else:
                flash(_("The offer is taken back; the flat is free again."))
            return redirect(url_for(".show_offer", offer_id=offer.id))
    record_read(db_session(), "show-offer", offer, actor=actor())
    page = render_template("housing/withdraw_offer.html", form=form, offer=offer)
    return page, 422 if form.is_submitted() else 200


@bp.post("/offers/<int:offer_id>/reminder")
@requires(Permission.MAKE_OFFERS)
def remind_of_offer(offer_id: int) -> ResponseReturnValue:
    offer = offer_queries.get_offer(db_session(), offer_id, actor())
    reminders.remind_of_offer(db_session(), offer, actor=actor(), at=utc_now(), on=today())
    flash(_("The reminder is on its way."))
    return redirect(url_for(".show_offer", offer_id=offer.id))


@bp.post("/offers/expire")
@requires(Permission.MAKE_OFFERS)
def expire_offers() -> ResponseReturnValue:
    closed = offers.expire_offers(db_session(), actor=actor(), on=today(), at=utc_now())
    flash(
        ngettext("%(num)s offer without an answer is closed.", "%(num)s offers without an answer are closed.", closed)
    )
    return redirect(url_for(".list_offers"))


def tell_households(made: Sequence[Offer]) -> None:
    """Tell the households of their new offers, and the person who made them who cannot be told, and why."""
    untold = [offer for offer in made if not announce(db_session(), offer, actor=actor(), at=utc_now())]
    say_untold(offer.household for offer in untold)
