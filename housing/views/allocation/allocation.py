"""The best set of offers of a centre: looked at beside the greedy one, and saved as a file."""

from collections.abc import Iterator, Sequence

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import housing.jobs.plans  # noqa: F401  (registers the job)
from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today, utc_now
from core.exporting.delimited import Cell
from core.exporting.workbook import write_workbook
from core.i18n import direction
from core.jobs import Job
from core.pages import page_number
from core.paging import cut_page
from core.ports import answer_to
from core.session import db_session
from core.structure import Centre
from housing.ports import SubsidyEstimates
from housing.services.allocation import stored_plans
from housing.services.allocation.allocations import CentrePlan, PlanRow
from housing.services.allocation.current_plans import current_plan
from housing.services.allocation.planned_offers import MOST_AT_ONCE
from housing.services.allocation.stored_plans import last_job
from housing.views.blueprint import bp
from housing.views.search.exports import KINDS

MOST_WAITING = 50  # shown; the file has all


@bp.get("/allocation")
@requires(Permission.MAKE_OFFERS)
def show_allocation() -> ResponseReturnValue:
    """Of the first of the person's centres, or of that in ?centre=. Nothing is offered by looking."""
    centres = centres_of(db_session(), actor())
    centre = chosen_centre(centres)
    if request.args.get("job") and (job := last_job(db_session(), centre)) and job.is_live:
        return _await(centre, centres, job)  # looked at every other second: nothing is gathered for it
    plan = current_plan(db_session(), centre, answer_to(SubsidyEstimates), on=today())
    if plan is None:
        return _await(centre, centres, last_job(db_session(), centre))
    placed = cut_page(plan.placed, page_number(), length=MOST_AT_ONCE)
    waits = plan.waits
    shown = len(placed.rows) + min(len(waits), MOST_WAITING)
    record_read(db_session(), "show-allocation", actor=actor(), values={"centre": centre.id, "shown": shown})
    return render_template(
        "housing/show_allocation.html",
        plan=plan,
        page=placed,
        waits=waits[:MOST_WAITING],
        more_waiting=max(0, len(waits) - MOST_WAITING),
        centres=centres,
        may_see_weights=actor().may(Permission.ADMINISTER),
    )


@bp.post("/allocation/plan")
@requires(Permission.MAKE_OFFERS)
def ask_for_plan() -> ResponseReturnValue:
    """Of a large centre: workers work it out, and the page says how far they are."""
    centre = chosen_centre()
    stored_plans.ask_for_plan(db_session(), centre, actor=actor(), at=utc_now())
    return redirect(url_for(".show_allocation", centre=centre.id, job="yes"))


@bp.get("/allocation/export")
@requires(Permission.MAKE_OFFERS)
def export_allocation() -> ResponseReturnValue:
    """Everybody who waits, with both plans and the points, as one sheet."""
    centre = chosen_centre()
    plan = current_plan(db_session(), centre, answer_to(SubsidyEstimates), on=today())
    if plan is None:
        return redirect(url_for(".show_allocation", centre=centre.id))
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


def _await(centre: Centre, centres: Sequence[Centre], job: Job | None) -> str:
    return render_template("housing/await_allocation.html", centre=centre, centres=centres, job=job)


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
