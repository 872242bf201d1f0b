"""The flats of one landlord on a map, by their stage."""

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today
from core.session import db_session
from core.structure import Centre
from housing.models import Landlord
from housing.services.landlord_reach import get_record
from housing.services.landlord_records import flats_of
from housing.services.spots_in_view import MOST_PINS, ground_of, listings_of
from housing.views.blueprint import bp
from housing.views.listings_map import on_page, picture_around
from housing.views.points import answer, flats
from housing.views.stills import as_image
from maps.picture import Marker, Picture
from maps.rendering import RenderedMap

_AROUND, _LEAST = 0.1, 0.005  # of the ground that the flats cover; half a kilometre


def draw_flats(landlord: Landlord) -> RenderedMap | None:
    """The map on the landlord's page; None where no flat has a place."""
    picture = _picture(landlord)
    still = url_for("housing.landlord_still", landlord_id=landlord.id)
    return on_page(picture, still) if picture else None


@bp.get("/landlords/<int:landlord_id>/map.js")
@requires(Permission.VIEW_LISTINGS)
def landlord_map_script(landlord_id: int) -> ResponseReturnValue:
    drawn = draw_flats(get_record(db_session(), landlord_id, actor()))
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
    landlord = get_record(db_session(), landlord_id, actor())
    shown = listings_of(db_session(), flats_of(landlord, actor(), on=today()), MOST_PINS)
    return as_image(_picture(landlord, tuple(flats(None)(shown))))


def _picture(landlord: Landlord, markers: tuple[Marker, ...] = ()) -> Picture | None:
    """Around all its flats; in a browser they are asked for."""
    ground = ground_of(db_session(), flats_of(landlord, actor(), on=today()))
    if ground is None:
        return None
    points = url_for("housing.landlord_points", landlord_id=landlord.id)
    view = ground.widened(_AROUND, _LEAST)
    return picture_around(_centre(), _("Map of the flats"), markers=markers, points=(points, points), view=view)


def _centre() -> Centre:
    """The first of the reader's own."""
    return centres_of(db_session(), actor())[0]
