"""Maps as drawings, for paper and for browsers without scripts: those of the staff, and the area that others see."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import language, offered_languages, speaking
from core.letters.letter import FONTS
from core.session import db_session
from housing.models import Listing
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import mark, picture_around, picture_of_home, picture_of_results
from housing.views.mapping.listings_points import let_of
from housing.views.mapping.rent_map import find_rents, patches_of
from housing.views.search.filters import read_filters
from maps.distance import Point
from maps.picture import Area, Marker, Picture, Pin
from maps.still import HEIGHT, WIDTH, draw

BESIDE_A_LIST = 800, 880  # its width and height, in pixels


@bp.get("/listings/map.svg")
@requires(Permission.VIEW_LISTINGS)
def listings_still() -> ResponseReturnValue:
    """What stands on this page of the list, without the homes of households."""
    filters = read_filters()
    if filters.centre is None:
        abort(404)
    near = filters.point or Point(filters.centre.latitude, filters.centre.longitude)
    shown = [found.listing for found in filters.find().found]
    let = let_of(filters, shown)
    by = filters.form.marks.meaning
    markers = tuple(mark(listing, Pin.PLAIN, near, by) for listing in shown if listing.id not in let)
    rents = find_rents(filters)
    return as_image(picture_of_results(filters, markers, patches_of(rents) if rents else ()), *BESIDE_A_LIST)


@bp.get("/listings/<int:listing_id>/map.svg")
@requires(Permission.VIEW_LISTINGS)
def listing_still(listing_id: int) -> ResponseReturnValue:
    return as_image(picture_of_home(get_listing(db_session(), listing_id, actor())))


@bp.get("/listings/<int:listing_id>/area.svg")
@requires(Permission.VIEW_LISTINGS)
def listing_area(listing_id: int) -> ResponseReturnValue:
    """For the sheet, in the language of who will read it."""
    listing = get_listing(db_session(), listing_id, actor())
    asked = request.args.get("language")
    with speaking(asked if asked in offered_languages() else language()):
        return as_image(picture_of_area(listing))


def picture_of_area(listing: Listing) -> Picture | None:
    """A circle that holds the home and gives the door away to nobody; None where nobody knows where it stands."""
    home = listing.dwelling
    if home.point is None or home.is_roughly_placed:
        return None
    area = Area.around_home(home.point, listing.place)
    return picture_around(listing.centre, _("Map of the neighbourhood"), area=area)


def picture_of_door(listing: Listing) -> Picture | None:
    """The home at its exact point, for a household that comes to see it; without its advert."""
    point = listing.dwelling.point
    if point is None:
        return None
    marker = Marker(id="home", point=point, label=_("The home"), kind=Pin.HERE, popup_title=listing.dwelling.known_as)
    return picture_around(listing.centre, _("Where the home is"), markers=(marker,))


@bp.app_template_global()
def area_drawing(listing: Listing) -> Markup | None:
    """The same to stand in a letter."""
    picture = picture_of_area(listing)
    return draw(picture, height=200, fonts=FONTS) if picture else None


def as_image(picture: Picture | None, width: int = WIDTH, height: int = HEIGHT) -> Response:
    """The drawing by itself; 404 where there is nothing to draw."""
    return Response(draw(picture, width, height), mimetype="image/svg+xml") if picture else abort(404)
