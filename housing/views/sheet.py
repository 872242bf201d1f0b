"""A flat on one sheet of paper, for somebody outside: in that reader's language, without door number and landlord."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import direction, language, offered_languages, speaking, tag
from core.session import db_session
from housing.models import Listing
from housing.services.listings import get_listing
from housing.services.photos import photos_of
from housing.views.blueprint import bp
from housing.views.stills import picture_of_area


@bp.get("/listings/<int:listing_id>/sheet")
@requires(Permission.VIEW_LISTINGS)
def show_sheet(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    asked = request.args.get("language")
    reads = asked if asked in offered_languages() else language()
    return render_template("housing/show_sheet.html", listing=listing, reads=reads, sheet=_sheet(listing, reads))


def _sheet(listing: Listing, reads: str) -> Markup:
    """What is printed, in the language of who will read it."""
    facts = {"photos": photos_of(db_session(), listing, actor()), "shows_area": picture_of_area(listing) is not None}
    with speaking(reads):
        body = render_template("housing/_sheet.html", listing=listing, **facts)
        return Markup('<article class="st-card st-sheet" lang="{}" dir="{}">{}</article>').format(
            tag(reads), direction(), Markup(body)
        )
