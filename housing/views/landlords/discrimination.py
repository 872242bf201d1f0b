"""The log of discrimination and what is done about it: for the staff who keep it, on no page of a household."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today, utc_now
from core.pages import page_number
from core.session import db_session
from housing.discrimination import GROUNDS, Evidence
from housing.figures.periods import EVER, read_period
from housing.figures.told import Asked
from housing.forms.discrimination import DiscriminationForm, DiscriminationStepForm
from housing.models import Landlord, LandlordTalk, Listing
from housing.services.figures.discrimination import Sources, sources_in
from housing.services.landlords import discrimination
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.landlords.talks import get_talk
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp
from housing.views.figures.figures import Report
from people.views.centres import centre_choices


@bp.get("/discrimination")
@requires(Permission.KEEP_DISCRIMINATION_LOG)
def list_discrimination() -> ResponseReturnValue:
    page = discrimination.list_reports(db_session(), actor(), page_number())
    record_read(
        db_session(), "list-discrimination", actor=actor(), values={"page": page.number, "shown": len(page.rows)}
    )
    return render_template(
        "housing/list_discrimination.html",
        page=page,
        grounds=discrimination.count_grounds(db_session(), actor()),
        form=Report.of_address().form(),
        sources=_sources(),
        ever=EVER,
    )


def _sources() -> Sources:
    """Of all cases that the figures count, since the beginning."""
    centre_ids = [centre.id for centre in centres_of(db_session(), actor()) if actor().sees_centre(centre.id)]
    return sources_in(db_session(), Asked(read_period(EVER, today()), tuple(centre_ids), today()))


@bp.route("/discrimination/new", methods=["GET", "POST"])
@requires(Permission.KEEP_DISCRIMINATION_LOG)
def report_discrimination() -> ResponseReturnValue:
    landlord, listing, talk = _subject()
    centres = [choice for choice in centre_choices() if listing is None or choice[0] == listing.centre_id]
    form = DiscriminationForm(centres=centres, **_said_in(talk))
    if form.validate_on_submit():
        with form.refusals():
            discrimination.report_discrimination(
                db_session(), form.details(), landlord=landlord, listing=listing, talk=talk, actor=actor(), at=utc_now()
            )
            flash(_("The report is written down. No household sees it."))
            return redirect(url_for(".list_discrimination"))
    record_read(db_session(), "show-form", landlord or listing, actor=actor())
    page = render_template("housing/report_discrimination.html", form=form, landlord=landlord, listing=listing)
    return page, 422 if form.is_submitted() else 200


@bp.route("/discrimination/<int:report_id>/steps/new", methods=["GET", "POST"])
@requires(Permission.KEEP_DISCRIMINATION_LOG)
def note_discrimination_step(report_id: int) -> ResponseReturnValue:
    report = discrimination.get_report(db_session(), report_id, actor())
    form = DiscriminationStepForm(done_on=today())
    if form.validate_on_submit():
        with form.refusals():
            discrimination.note_step(db_session(), report, form.details(), actor=actor(), at=utc_now())
            flash(_("It is written down with the report."))
            return redirect(url_for(".list_discrimination"))
    record_read(db_session(), "list-discrimination", report, actor=actor())
    page = render_template("housing/note_discrimination_step.html", form=form, report=report)
    return page, 422 if form.is_submitted() else 200


def _subject() -> tuple[Landlord | None, Listing | None, LandlordTalk | None]:
    """Whom or what is reported: an advert with whoever lets it, a landlord, or what one said in a talk."""
    landlord_id, listing_id, talk_id = (request.args.get(key, type=int) for key in ("landlord", "listing", "talk"))
    talk = get_talk(db_session(), talk_id, actor()) if talk_id is not None else None
    if talk is not None:
        landlord_id, listing_id = talk.landlord_id, talk.listing_id
    if listing_id is not None:
        listing = get_listing(db_session(), listing_id, actor())
        return listing.landlord, listing, talk
    if landlord_id is None:
        abort(404)
    return get_landlord(db_session(), landlord_id, actor()), None, talk


def _said_in(talk: LandlordTalk | None) -> dict[str, Any]:
    """What a new report begins with."""
    if talk is None:
        return {"happened_on": today()}
    said = talk.entry.note if talk.entry.note_is_open_to(actor()) else None
    ground = GROUNDS.get(talk.refusal) if talk.refusal else None
    return {"happened_on": talk.entry.happened_on, "evidence": Evidence.TALK, "ground": ground, "words": said}
