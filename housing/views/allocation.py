"""The best set of offers of a centre: looked at beside the greedy one, saved as a file, and offered by who confirms."""

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today, utc_now
from core.exporting.delimited import Cell
from core.exporting.workbook import write_workbook
from core.i18n import direction, say
from core.pages import page_number
from core.paging import cut_page
from core.ports import answer_to
from core.session import db_session
from core.structure import Centre
from housing.allocation import Pair
from housing.forms.allocation import PlannedOffersForm
from housing.ports import SubsidyEstimates
from housing.services.allocations import CentrePlan, PlanRow, plan_offers
from housing.services.offers import DAYS_TO_ANSWER
from housing.services.planned_offers import MOST_AT_ONCE, offer_pairs
from housing.views.blueprint import bp
from housing.views.exports import KINDS
from housing.views.offers import tell_households

MOST_WAITING = 50  # shown; the file has all


@bp.get("/allocation")
@requires(Permission.MAKE_OFFERS)
def show_allocation() -> ResponseReturnValue:
    """Of the first of the person's centres, or of that in ?centre=. Nothing is offered by looking."""
    return _page(PlannedOffersForm(answer_by=today() + timedelta(days=DAYS_TO_ANSWER)))


@bp.post("/allocation/offers")
@requires(Permission.MAKE_OFFERS)
def offer_planned() -> ResponseReturnValue:
    """What was ticked, or the whole page of the plan: the pairs that the person saw, whatever the plan is by now."""
    form, pairs = PlannedOffersForm(), _pairs("all_pairs" if "all" in request.form else "pair")
    if form.validate_on_submit():
        centre = chosen_centre()
        if not pairs:
            flash(_("Tick the rows that are to be offered."), "wait")
            return redirect(url_for(".show_allocation", centre=centre.id))
        with form.refusals("answer_by"):
            _offer(form, centre, pairs)
            return redirect(url_for(".show_allocation", centre=centre.id))
    return _page(form, ticked=pairs)


@bp.get("/allocation/export")
@requires(Permission.MAKE_OFFERS)
def export_allocation() -> ResponseReturnValue:
    """Everybody who waits, with both plans and the points, as one sheet."""
    centre = chosen_centre()
    plan = plan_offers(db_session(), centre, answer_to(SubsidyEstimates), on=today())
    content = write_workbook(_("Best set of offers"), _header(), _rows(plan), rtl=direction() == "rtl")
    record_read(db_session(), "export-allocation", actor=actor(), values={"centre": centre.id, "shown": len(plan.rows)})
    response = Response(content, mimetype=KINDS["xlsx"].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"offers-{today():%Y-%m-%d}.xlsx")
    return response


def chosen_centre(centres: Sequence[Centre] | None = None) -> Centre:
    """That of the address or the form, of those where this person makes offers; else the first."""
    centres = centres_of(db_session(), actor()) if centres is None else centres
    asked = request.values.get("centre", type=int)
    found = next((centre for centre in centres if asked in (None, centre.id)), None)
    return found or abort(404)


def _page(form: PlannedOffersForm, ticked: Collection[Pair] = ()) -> ResponseReturnValue:
    centres = centres_of(db_session(), actor())
    centre = chosen_centre(centres)
    plan = plan_offers(db_session(), centre, answer_to(SubsidyEstimates), on=today())
    placed = cut_page(plan.placed, page_number(), length=MOST_AT_ONCE)
    waits = plan.waits
    shown = len(placed.rows) + min(len(waits), MOST_WAITING)
    record_read(db_session(), "show-allocation", actor=actor(), values={"centre": centre.id, "shown": shown})
    page = render_template(
        "housing/show_allocation.html",
        form=form,
        plan=plan,
        page=placed,
        waits=waits[:MOST_WAITING],
        more_waiting=max(0, len(waits) - MOST_WAITING),
        centres=centres,
        ticked=ticked,
        may_see_weights=actor().may(Permission.ADMINISTER),
    )
    return page, 422 if form.is_submitted() else 200


def _offer(form: PlannedOffersForm, centre: Centre, pairs: Collection[Pair]) -> None:
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
    for value in request.form.getlist(name):
        household, _dash, flat = value.partition("-")
        if not (household.isascii() and household.isdigit() and flat.isascii() and flat.isdigit()):
            abort(400)
        found.append((int(household), int(flat)))
    return list(dict.fromkeys(found))


def _header() -> list[str]:
    return [
        _("Household"), _("Name"), _("People"), _("Waits since"), _("Flat"), _("Rent"), _("Left to pay"),
        _("Points for the flat"), _("Points for waiting"), _("Points for vulnerability"), _("Points together"),
        _("Flat down the list"), _("Flats that would fit"), _("Pinned because"),
    ]  # fmt: skip


def _rows(plan: CentrePlan) -> Iterator[list[Cell]]:
    for row in plan.rows:
        yield _row(row)


def _row(row: PlanRow) -> list[Cell]:
    household, fairness = row.waiter.household, row.waiter.fairness
    return [
        household.reference,
        household.name,
        row.waiter.wishes.people,
        row.waiter.since_on,
        row.flat.title if row.flat else None,
        row.flat.monthly_rent if row.flat else None,
        row.figures.household_pays if row.figures else None,
        row.fit,
        fairness.for_waiting,
        fairness.for_vulnerability,
        row.placement.points if row.placement else None,
        row.greedy_flat.title if row.greedy_flat else None,
        row.possible,
        row.ruling.reason if row.ruling else None,
    ]
