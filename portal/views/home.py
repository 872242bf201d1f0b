"""The first page of a household: what is to be answered, or where it lives, or that we are searching."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.dates import today, utc_now
from core.session import db_session
from housing.services.households.shortlists import shown_to
from housing.services.leases.leases import latest_lease
from housing.services.offers.offer_queries import live_offers
from housing.services.viewings.viewing_queries import own_viewings
from portal.access import for_household, own_household
from portal.views.blueprint import bp


@bp.get("/my")
@for_household
def home() -> ResponseReturnValue:
    household = own_household()
    lease, on = latest_lease(db_session(), household.id), today()
    if lease is not None and lease.cut_short_on is not None and lease.ends_on <= on:
        lease = None  # it has left that home
    record_read(db_session(), "show-own-home", own_household(), actor=own_household())
    return render_template(
        "portal/home.html",
        offer=live_offers(db_session(), [household.id]).get(household.id),
        lease=lease,
        homes=shown_to(db_session(), household, on=on),
        visits=own_viewings(db_session(), household.id, since=utc_now()),
        on=on,
    )
