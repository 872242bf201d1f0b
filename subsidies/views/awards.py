"""Awards: prepared from a lease with their arithmetic in view, then approved or returned by another person."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.dates import DAY, today, utc_now
from core.forms import StegiForm
from core.pages import page_number
from core.session import db_session
from housing.models import Lease
from housing.services.landlords.landlord_flags import flags_of_lease
from housing.services.leases.leases import get_lease
from subsidies.forms import ReturnForm
from subsidies.models import AwardStatus, Instalment, Payee, SchemeVersion, SubsidyAward
from subsidies.rules.case import Period
from subsidies.services import awards, reviews
from subsidies.services.approval import decision_obstacle
from subsidies.services.assessments import (
    Assessment,
    assess_lease,
    awards_of_lease,
    case_behind,
    last_returned,
    leases_without_award,
    obstacles,
    support_beside_quote,
)
from subsidies.services.by_scheme import reckon_by_scheme, rows_beside
from subsidies.services.empty_months import EmptyMonth, with_empty_months
from subsidies.services.other_support import blocked_by, support_beside
from subsidies.services.reassessments import reassess
from subsidies.services.replacing import find_successor
from subsidies.services.same_months import paid_twice
from subsidies.services.schemes import get_awarding_versions, load_scheme
from subsidies.views.blueprint import bp


@bp.get("/awards")
@requires(Permission.VIEW_AWARDS)
def list_awards() -> ResponseReturnValue:
    status = request.args.get("status", type=AwardStatus)
    page = awards.list_awards(db_session(), actor(), status, page_number())
    leases = leases_without_award(db_session(), actor(), today())
    shown = {"status": status, "page": page.number, "shown": len(page.rows), "without_award": len(leases)}
    record_read(db_session(), "list-awards", actor=actor(), values=shown)
    return render_template("subsidies/list_awards.html", page=page, leases=leases, status=status)


@bp.route("/leases/<int:lease_id>/award", methods=["GET", "POST"])
@requires(Permission.PREPARE_AWARDS)
def prepare_award(lease_id: int) -> ResponseReturnValue:
    """Shows what would be decided today; nothing is stored before the button. Of several schemes a person chooses."""
    lease = get_lease(db_session(), lease_id, actor())
    versions = get_awarding_versions(db_session(), today())
    version = _chosen(versions)
    if version is None:
        return _choice(lease, versions)
    assessment = assess_lease(lease, version, today())
    form = StegiForm()
    if form.validate_on_submit():
        with form.refusals():
            award = awards.prepare_award(db_session(), lease, version, on=today(), actor=actor(), at=utc_now())
            flash(_("The award waits for the approval of another person."))
            return redirect(url_for(".show_award", award_id=award.id))
    record_read(db_session(), "show-lease", lease, actor=actor())
    before, beside = awards_of_lease(db_session(), lease), support_beside_quote(db_session(), assessment)
    return render_template(
        "subsidies/prepare_award.html",
        form=form,
        may_choose=len(versions) > 1,
        assessment=assessment,
        obstacles=obstacles(before, assessment, Payee.HOUSEHOLD, beside),
        beside=beside,
        returned=last_returned(before),
        household=lease.household,
        flags=flags_of_lease(db_session(), lease, actor()),
        last_day=assessment.quote.award.ends_on - DAY,
        rows=_rows(assessment),
        count=len(assessment.quote.instalments),
    ), 422 if form.is_submitted() else 200


def _rows(assessment: Assessment) -> list[Instalment | EmptyMonth]:
    """The schedule that an award would have; without a right to one there is none."""
    if not assessment.quote.is_eligible:
        return []
    instalments = map(awards.instalment_of, assessment.quote.instalments)
    return with_empty_months(assessment.case, assessment.quote.award, instalments)


def _chosen(versions: Sequence[SchemeVersion]) -> SchemeVersion | None:
    """The version of the scheme that the address names; the only one needs no name."""
    key = request.args.get("scheme")
    if key is None and len(versions) == 1:
        return versions[0]
    return next((version for version in versions if version.key == key), None)


def _choice(lease: Lease, versions: Sequence[SchemeVersion]) -> str:
    record_read(db_session(), "show-lease", lease, actor=actor())
    schemes = [load_scheme(version) for version in versions]
    return render_template("subsidies/choose_scheme.html", lease=lease, schemes=schemes)


@bp.get("/awards/<int:award_id>")
@requires(Permission.VIEW_AWARDS)
def show_award(award_id: int) -> ResponseReturnValue:
    return _page(awards.get_award(db_session(), award_id, actor()), ReturnForm())


@bp.post("/awards/<int:award_id>/approve")
@requires(Permission.APPROVE_AWARDS)
def approve_award(award_id: int) -> ResponseReturnValue:
    award = awards.get_award(db_session(), award_id, actor())
    awards.approve_award(db_session(), award, actor=actor(), at=utc_now())
    flash(_("The award is approved: its instalments can be paid."))
    return redirect(url_for(".show_award", award_id=award.id))


@bp.post("/awards/<int:award_id>/return")
@requires(Permission.APPROVE_AWARDS)
def return_award(award_id: int) -> ResponseReturnValue:
    award = awards.get_award(db_session(), award_id, actor())
    form = ReturnForm()
    if form.validate_on_submit():
        awards.return_award(db_session(), award, reason=form.reason.data, actor=actor(), at=utc_now())
        flash(_("The award goes back to who prepared it."))
        return redirect(url_for(".show_award", award_id=award.id))
    return _page(award, form), 422


@bp.post("/awards/<int:award_id>/reviewed")
@requires(Permission.PREPARE_AWARDS)
def close_reviews(award_id: int) -> ResponseReturnValue:
    award = awards.get_award(db_session(), award_id, actor())
    seen = request.form.getlist("seen", type=int)
    reviews.close_reviews(db_session(), award, seen, actor=actor(), at=utc_now())
    flash(_("It is written down that you have looked."))
    return redirect(url_for(".show_award", award_id=award.id))


def _page(award: SubsidyAward, form: ReturnForm) -> str:
    record_read(db_session(), "show-award", award, actor=actor())
    waits = award.status is AwardStatus.PREPARED
    beside = support_beside(db_session(), award.lease.household, award.starts_on, award.ends_on)
    payments = awards.living_payments(db_session(), award)
    return render_template(
        "subsidies/show_award.html",
        award=award,
        form=form,
        scheme=load_scheme(award.scheme_version),
        **_schedule(award),
        successor=find_successor(db_session(), award) if award.status is AwardStatus.SUPERSEDED else None,
        changes={review.id: reviews.sentence_of(review) for review in reviews.reviews_of(db_session(), award)},
        reassessed=reassess(award, payments),
        payments=payments,
        flags=flags_of_lease(db_session(), award.lease, actor()) if waits else (),
        paid_twice=paid_twice(db_session(), award) if waits else (),
        beside=beside,
        blocked_by=blocked_by(beside) if waits else (),
        obstacle=decision_obstacle(award, actor()),
        approvers=people_who_may(
            db_session(),
            Permission.APPROVE_AWARDS,
            besides=award.prepared_by,
            on=today(),
            centres={award.lease.household.centre_id},
        ),
    )


def _schedule(award: SubsidyAward) -> dict[str, object]:
    """The months of the award: with why others bring nothing, or as they were given beside what the scheme would
    bring.
    """
    if award.is_taken_over:
        by_scheme = reckon_by_scheme(award.scheme_version, award.case)
        return {"case": None, "by_scheme": by_scheme, "rows": rows_beside(award.instalments, by_scheme)}
    case, period = case_behind(award), Period(award.starts_on, award.ends_on)
    return {"case": case, "by_scheme": None, "rows": with_empty_months(case, period, award.instalments)}
