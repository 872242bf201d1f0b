"""The flats of one landlord on a map, by their stage."""

from collections.abc import Container, Sequence

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from housing.models import Landlord, Listing
from housing.services.homes.let_homes import let_among
from housing.services.landlords.landlord_reach import get_record
from housing.services.landlords.landlord_records import adverts_of, flats_of
from housing.services.mapping.spots_in_view import MOST_PINS
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import on_page, picture_around
from housing.views.mapping.points import answer, flats
from housing.views.mapping.stills import as_image
from maps.distance import BoundingBox
from maps.picture import Marker, Picture
from maps.rendering import RenderedMap


def draw_flats(landlord: Landlord, shown: Sequence[Listing]) -> RenderedMap | None:
    """The map on the landlord's page; None where it shows no flat."""
    picture = _picture(landlord, shown)
    still = url_for("housing.landlord_still", landlord_id=landlord.id)
    return on_page(picture, still) if picture else None


@bp.get("/landlords/<int:landlord_id>/map.js")
@requires(Permission.VIEW_LISTINGS)
def landlord_map_script(landlord_id: int) -> ResponseReturnValue:
    drawn = draw_flats(*_known(landlord_id))
    return Response(drawn.script, mimetype="text/javascript") if drawn else abort(404)


@bp.get("/landlords/<int:landlord_id>/points.geojson")
@requires(Permission.VIEW_LISTINGS)
def landlord_points(landlord_id: int) -> ResponseReturnValue:
    landlord = get_record(db_session(), landlord_id, actor())
    return answer(flats_of(landlord, actor(), on=today()), flats(None))


@bp.get("/landlords/<int:landlord_id>/map.svg")
@requires(Permission.VIEW_LISTINGS)
def landlord_still(landlord_id: int) -> ResponseReturnValue:
    """With as many flats as a map shows one by one."""
    landlord, shown = _known(landlord_id)
    return as_image(_picture(landlord, shown, tuple(flats(None)(shown[:MOST_PINS]))))


def _known(landlord_id: int) -> tuple[Landlord, Sequence[Listing]]:
    """The landlord, and what its map shows."""
    landlord = get_record(db_session(), landlord_id, actor())
    adverts = adverts_of(db_session(), landlord, actor())
    return landlord, placed(adverts, let_among(db_session(), adverts, today()))


def placed(adverts: Sequence[Listing], let: Container[int]) -> list[Listing]:
    """Which of the landlord's adverts its map shows: none whose keys are `let`."""
    own = (advert for advert in adverts if advert.same_as_id is None and advert.id not in let)
    return [advert for advert in own if advert.dwelling.point]


def _picture(landlord: Landlord, shown: Sequence[Listing], markers: tuple[Marker, ...] = ()) -> Picture | None:
    """Around all its flats; in a browser they are asked for."""
    places = [advert.dwelling.point for advert in shown if advert.dwelling.point]
    if not places:
        return None
    points = url_for("housing.landlord_points", landlord_id=landlord.id)
    view = BoundingBox.spanning(*places).widened()
    return picture_around(shown[0].centre, _("Map of the flats"), markers=markers, points=(points, points), view=view)
