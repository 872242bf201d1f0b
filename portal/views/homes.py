"""The homes that the centre has in mind for the household: roughly where they are, and what is left to pay."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.dates import today
from core.ports import answer_to
from core.session import db_session
from housing.ports import SubsidyEstimates
from housing.services.matching import judge
from housing.services.shortlists import get_shown, shown_to
from housing.views.stills import as_image, picture_of_area
from portal.access import for_household, own_household
from portal.views.blueprint import bp


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


@bp.get("/my/homes/<int:shortlist_entry_id>/map.svg")
@for_household
def home_still(shortlist_entry_id: int) -> Response:
    entry = get_shown(db_session(), shortlist_entry_id, own_household(), on=today())
    return as_image(picture_of_area(entry.listing))
