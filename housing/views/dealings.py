"""What was asked of a landlord and what was promised, of one flat or of all."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from housing.services.flat_hold_queries import holds_of_flat, holds_of_landlord
from housing.services.landlord_reach import get_landlord
from housing.services.listings import get_listing
from housing.views.blueprint import bp


@bp.get("/listings/<int:listing_id>/dealings")
@requires(Permission.VIEW_LISTINGS)
def show_dealings(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    record_read(db_session(), "show-dealings", listing, actor=actor())
    return render_template(
        "housing/show_dealings.html",
        listing=listing,
        landlord=listing.landlord,
        holds=holds_of_flat(db_session(), listing),
        on=today(),
    )


@bp.get("/landlords/<int:landlord_id>/dealings")
@requires(Permission.VIEW_LISTINGS)
def show_landlord_dealings(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    record_read(db_session(), "show-dealings", landlord, actor=actor())
    return render_template(
        "housing/show_dealings.html",
        listing=None,
        landlord=landlord,
        holds=holds_of_landlord(db_session(), landlord, actor()),
        on=today(),
    )
