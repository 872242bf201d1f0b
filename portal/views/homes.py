"""The homes that the centre has in mind for the household: roughly where they are, and what is left to pay."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.dates import today, utc_now
from core.ports import answer_to
from core.session import db_session
from housing.forms.opinion import OpinionForm
from housing.models import ShortlistEntry
from housing.opinions import Opinion
from housing.ports import SubsidyEstimates
from housing.services.households.opinions import StatedOpinion, opinion_of, say_opinion
from housing.services.households.shortlists import get_shown, shown_to
from housing.services.ranking.matching import judge
from housing.views.mapping.stills import as_image, picture_of_area
from portal.access import for_household, own_household
from portal.views.blueprint import bp

ON_A_PHONE = 320, 240  # its width and height, in pixels: letters as large as they are drawn


@bp.get("/my/homes")
@for_household
def list_homes() -> ResponseReturnValue:
    session, household = db_session(), own_household()
    entries = shown_to(session, household, on=today())
    listings = [entry.listing for entry in entries]
    figures, ranked = judge(session, household, listings, answer_to(SubsidyEstimates), on=today())
    record_read(session, "show-own-homes", household, actor=household)
    homes = [(entry, figures[entry.listing_id], picture_of_area(entry.listing) is not None) for entry in entries]
    return render_template("portal/list_homes.html", homes=homes, ranked=ranked)


@bp.route("/my/homes/<int:shortlist_entry_id>/answer", methods=["GET", "POST"])
@for_household
def answer_home(shortlist_entry_id: int) -> ResponseReturnValue:
    """One answer for each home, filled in with what was said last, or with what was pressed on the page before."""
    entry = get_shown(db_session(), shortlist_entry_id, own_household(), on=today())
    form = OpinionForm(obj=_said(entry))
    if form.validate_on_submit():
        with form.refusals():
            say_opinion(db_session(), entry, **form.said(), actor=own_household(), at=utc_now())
            flash(_("Your centre reads what you said."))
            return redirect(url_for(".list_homes", _anchor=f"home-{entry.id}"))
    record_read(db_session(), "show-own-homes", own_household(), actor=own_household())
    return render_template("portal/answer_home.html", form=form, entry=entry), 422 if form.is_submitted() else 200


def _said(entry: ShortlistEntry) -> StatedOpinion:
    pressed = next((one for one in Opinion if one == request.args.get("opinion")), None)
    if pressed and pressed is not entry.opinion:
        return StatedOpinion(pressed)  # a reason for the one is none for the other
    return opinion_of(entry)


@bp.get("/my/homes/<int:shortlist_entry_id>/map.svg")
@for_household
def home_still(shortlist_entry_id: int) -> Response:
    entry = get_shown(db_session(), shortlist_entry_id, own_household(), on=today())
    return as_image(picture_of_area(entry.listing), *ON_A_PHONE)
