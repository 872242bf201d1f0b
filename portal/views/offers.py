"""One offer: the flat, roughly where it is, what it costs, and the answer."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.dates import today, utc_now
from core.ports import answer_to
from core.session import db_session
from housing.models import Offer
from housing.ports import SubsidyEstimates
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import TakenBack
from housing.services.listings.photos import photos_offered
from housing.services.offers import offers
from housing.services.offers.offer_queries import get_own_offer, shows_home
from housing.services.ranking.matching import judge
from housing.views.mapping.listings_map import on_page
from housing.views.mapping.stills import as_image, picture_of_area
from maps.picture import Picture
from maps.rendering import RenderedMap
from portal.access import for_household, own_household
from portal.forms import DeclineForm, GiveUpForm
from portal.views.blueprint import bp


@bp.get("/my/offers/<int:offer_id>")
@for_household
def show_offer(offer_id: int) -> ResponseReturnValue:
    offer = _offer(offer_id)
    record_read(db_session(), "show-own-offer", offer, actor=own_household())
    photos = photos_offered(db_session(), offer, on=today())
    _figures, ranked = judge(db_session(), own_household(), [offer.listing], answer_to(SubsidyEstimates), on=today())
    return render_template(
        "portal/show_offer.html",
        offer=offer,
        fit=ranked.get(offer.listing_id),
        photos=photos,
        is_open=offer.awaits_answer(today()),
        map=_draw_area(offer),
    )


@bp.get("/my/offers/<int:offer_id>/map.js")
@for_household
def offer_map_script(offer_id: int) -> ResponseReturnValue:
    drawn = _draw_area(_offer(offer_id))
    if drawn is None:
        abort(404)
    response = Response(drawn.script, mimetype="text/javascript")
    response.cache_control.no_store = True
    return response


@bp.get("/my/offers/<int:offer_id>/map.svg")
@for_household
def offer_still(offer_id: int) -> ResponseReturnValue:
    return as_image(_picture(_offer(offer_id)))


@bp.post("/my/offers/<int:offer_id>/accept")
@for_household
def accept_offer(offer_id: int) -> ResponseReturnValue:
    offers.accept_offer(db_session(), _offer(offer_id), at=utc_now(), on=today())
    flash(_("We have your answer: you want this home."))
    return redirect(url_for(".show_offer", offer_id=offer_id))


@bp.route("/my/offers/<int:offer_id>/decline", methods=["GET", "POST"])
@for_household
def decline_offer(offer_id: int) -> ResponseReturnValue:
    offer = _offer(offer_id)
    form = DeclineForm()
    if form.validate_on_submit():
        reason, words = DeclineReason(form.reason.data), form.words.data or ""
        with form.refusals():
            offers.decline_offer(db_session(), offer, reason=reason, words=words, at=utc_now(), on=today())
            flash(_("We have your answer: you do not want this home."))
            return redirect(url_for(".home"))
    record_read(db_session(), "show-own-offer", offer, actor=own_household())
    status = 422 if form.is_submitted() else 200
    return render_template("portal/decline_offer.html", form=form, offer=offer), status


@bp.route("/my/offers/<int:offer_id>/give-up", methods=["GET", "POST"])
@for_household
def give_up_offer(offer_id: int) -> ResponseReturnValue:
    """Says what it means before anything is done."""
    offer = _offer(offer_id)
    form = GiveUpForm()
    if form.validate_on_submit():
        because, words = TakenBack(form.because.data), form.words.data or ""
        with form.refusals():
            offers.give_up_offer(db_session(), offer, because=because, words=words, at=utc_now())
            flash(_("We know now that you do not want this home any more."))
            return redirect(url_for(".home"))
    record_read(db_session(), "show-own-offer", offer, actor=own_household())
    status = 422 if form.is_submitted() else 200
    return render_template("portal/give_up_offer.html", form=form, offer=offer), status


def _offer(offer_id: int) -> Offer:
    return get_own_offer(db_session(), offer_id, own_household())


def _draw_area(offer: Offer) -> RenderedMap | None:
    picture = _picture(offer)
    return on_page(picture, url_for(".offer_still", offer_id=offer.id)) if picture else None


def _picture(offer: Offer) -> Picture | None:
    """None also where the household does not see the home any more."""
    return picture_of_area(offer.listing) if shows_home(db_session(), offer, on=today()) else None
