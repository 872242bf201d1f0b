"""Offers from the best set of offers: what was chosen is read over once more, and offered by who confirms it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.i18n import say
from core.messages import Transports
from core.ports import answer_to
from core.session import db_session
from core.structure import Centre
from housing.allocation import Pair
from housing.forms.allocation import PlannedOffersForm
from housing.ports import SubsidyEstimates
from housing.services.allocation.planned_offers import offer_pairs
from housing.services.allocation.planned_review import review_pairs
from housing.services.offers.offers import DAYS_TO_ANSWER
from housing.services.offers.reminders import words_of_sms
from housing.views.allocation.allocation import chosen_centre
from housing.views.blueprint import bp
from housing.views.offers.offers import tell_households


@bp.get("/allocation/offers")
@requires(Permission.MAKE_OFFERS)
def review_planned() -> ResponseReturnValue:
    """What was ticked, or the whole page of the plan: the pairs that the person saw, whatever the plan is by now."""
    centre, pairs = chosen_centre(), _pairs("all_pairs" if "all" in request.args else "pair")
    if not pairs:
        flash(_("Tick the rows that are to be offered."), "wait")
        return redirect(url_for(".show_allocation", centre=centre.id))
    return _page(PlannedOffersForm(answer_by=today() + timedelta(days=DAYS_TO_ANSWER)), centre, pairs)


@bp.post("/allocation/offers")
@requires(Permission.MAKE_OFFERS)
def offer_planned() -> ResponseReturnValue:
    """What was read over and confirmed."""
    form, centre, pairs = PlannedOffersForm(), chosen_centre(), _pairs("pair")
    if not pairs:
        abort(400)
    if form.validate_on_submit():
        with form.refusals("answer_by"):
            _offer(form, centre, pairs)
            return redirect(url_for(".show_allocation", centre=centre.id))
    return _page(form, centre, pairs)


def _page(form: PlannedOffersForm, centre: Centre, pairs: Sequence[Pair]) -> ResponseReturnValue:
    review = review_pairs(
        db_session(), centre, pairs, answer_to(SubsidyEstimates), ways=answer_to(Transports), on=today()
    )
    record_read(db_session(), "show-allocation", actor=actor(), values={"centre": centre.id, "shown": len(pairs)})
    answer_by = form.answer_by.data
    page = render_template(
        "housing/review_planned.html",
        form=form,
        centre=centre,
        review=review,
        sms=words_of_sms(answer_by) if answer_by else None,
    )
    return page, 422 if form.is_submitted() else 200


def _offer(form: PlannedOffersForm, centre: Centre, pairs: Sequence[Pair]) -> None:
    outcome = offer_pairs(
        db_session(), centre, pairs, answer_to(SubsidyEstimates), answer_by=form.answer_by.data, actor=actor(),
        at=utc_now(), on=today(),
    )  # fmt: skip
    tell_households(outcome.made)
    made = len(outcome.made)
    if made:
        flash(
            ngettext(
                "%(num)s flat is offered. The household sees it by its personal link.",
                "%(num)s flats are offered. The households see them by their personal links.",
                made,
            )
        )
    for one in outcome.refused:
        who = _("Not offered to %(name)s: “%(flat)s”.", name=one.household.name, flat=one.listing.title)
        flash(f"{who} {say(one.why)}", "wait")


def _pairs(name: str) -> list[Pair]:
    """As the boxes send them: the keys of household and flat."""
    found = []
    for value in request.values.getlist(name):
        household, _dash, flat = value.partition("-")
        if not (household.isascii() and household.isdigit() and flat.isascii() and flat.isdigit()):
            abort(400)
        found.append((int(household), int(flat)))
    return list(dict.fromkeys(found))
