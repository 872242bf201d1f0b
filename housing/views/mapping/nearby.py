"""How long the ways from a flat take: fetched by its page once that is there, and a page of its own without scripts."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.ports import answer_to
from core.session import db_session
from housing.services.listings.listings import get_listing
from housing.services.mapping.nearby import nearby_of
from housing.views.blueprint import bp
from maps.travel import TravelTimes


@bp.get("/listings/<int:listing_id>/nearby")
@requires(Permission.VIEW_LISTINGS)
def show_nearby(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    times = answer_to(TravelTimes)
    nearby = nearby_of(db_session(), listing, times, on=today())
    is_away = times.is_there and nearby is not None and not nearby.has_times
    return render_template("housing/show_nearby.html", listing=listing, nearby=nearby, is_away=is_away)
