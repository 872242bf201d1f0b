"""A flat on a sheet of paper, or many, for somebody outside: in that reader's language, without door and landlord."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import direction, language, offered_languages, speaking, tag
from core.session import db_session
from housing.models import Listing, ListingPhoto
from housing.services.listings.listings import get_listing
from housing.services.listings.photos import photos_of_homes
from housing.views.blueprint import bp
from housing.views.mapping.stills import picture_of_area
from housing.views.search.choosing import address_without, back_to_results, chosen
from housing.views.search.filters import read_filters

MOST_PRINTED = 50


@bp.get("/listings/<int:listing_id>/sheet")
@requires(Permission.VIEW_LISTINGS)
def show_sheet(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    [sheet] = _sheets([listing], reads := _language_of_reader())
    return render_template("housing/show_sheet.html", listing=listing, reads=reads, sheet=sheet)


@bp.get("/listings/sheets")
@requires(Permission.VIEW_LISTINGS)
def show_sheets() -> ResponseReturnValue:
    """Of the adverts that were chosen, as many as one prints at once."""
    filters = read_filters()
    listings = chosen(filters)
    return render_template(
        "housing/show_sheets.html",
        sheets=_sheets(listings[:MOST_PRINTED], reads := _language_of_reader()),
        reads=reads,
        total=len(listings),
        most_printed=MOST_PRINTED,
        back=back_to_results(filters),
        query=address_without("language"),
    )


def _language_of_reader() -> str:
    """Of who will read what is printed."""
    asked = request.args.get("language")
    return asked if asked in offered_languages() else language()


def _sheets(listings: Sequence[Listing], reads: str) -> list[Markup]:
    photos = photos_of_homes(db_session(), [listing.dwelling_id for listing in listings], actor())
    return [_sheet(listing, photos[listing.dwelling_id], reads) for listing in listings]


def _sheet(listing: Listing, photos: Sequence[ListingPhoto], reads: str) -> Markup:
    """What is printed, in the language of who will read it."""
    facts = {"photos": photos, "shows_area": picture_of_area(listing) is not None}
    with speaking(reads):
        body = render_template("housing/_sheet.html", listing=listing, **facts)
        return Markup('<article class="st-card st-sheet" lang="{}" dir="{}">{}</article>').format(
            tag(reads), direction(), Markup(body)
        )
