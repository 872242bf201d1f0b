"""What was asked of a landlord and what was promised, of one flat or of all."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from housing.models import FlatHold, Landlord, LandlordPromise, Listing
from housing.services.dealings.flat_hold_queries import holds_of_flat, holds_of_landlord
from housing.services.dealings.promises import promises_of_flat, promises_of_landlord
from housing.services.dealings.shown_households import Shown, refusing_talks, shown_of_flat, shown_of_landlord
from housing.services.landlords.discrimination import reported_talks
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp


@bp.get("/listings/<int:listing_id>/dealings")
@requires(Permission.VIEW_LISTINGS)
def show_dealings(listing_id: int) -> ResponseReturnValue:
    session, listing = db_session(), get_listing(db_session(), listing_id, actor())
    shown, holds = shown_of_flat(session, listing), holds_of_flat(session, listing)
    record_read(session, "show-dealings", listing, actor=actor(), values={"shown": len(shown)})
    promises = promises_of_flat(session, listing, actor())
    return _page(shown, holds, promises, landlord=listing.landlord, listing=listing)


@bp.get("/landlords/<int:landlord_id>/dealings")
@requires(Permission.VIEW_LISTINGS)
def show_landlord_dealings(landlord_id: int) -> ResponseReturnValue:
    session, landlord = db_session(), get_landlord(db_session(), landlord_id, actor())
    shown, holds = shown_of_landlord(session, landlord, actor()), holds_of_landlord(session, landlord, actor())
    record_read(session, "show-dealings", landlord, actor=actor(), values={"shown": len(shown)})
    promises = promises_of_landlord(session, landlord, actor())
    return _page(shown, holds, promises, landlord=landlord, listing=None)


def _page(
    shown: list[Shown], holds: Sequence[FlatHold], promises: Sequence[LandlordPromise], *, landlord: Landlord | None,
    listing: Listing | None,
) -> str:  # fmt: skip
    return render_template(
        "housing/show_dealings.html",
        listing=listing,
        landlord=landlord,
        shown=shown,
        reported=_reported(shown),
        holds=holds,
        promises=promises,
        on=today(),
    )


def _reported(shown: list[Shown]) -> set[int]:
    """The talks of which discrimination was reported, for those who keep that log."""
    if not actor().may(Permission.KEEP_DISCRIMINATION_LOG):
        return set()
    with actor().acting_under(Permission.KEEP_DISCRIMINATION_LOG):
        return reported_talks(db_session(), refusing_talks(shown), actor())
