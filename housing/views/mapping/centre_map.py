"""The map on a centre's page: where flats are measured from."""

from flask import Response
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.reach import get_unit
from core.session import db_session
from core.structure import Centre, PlaceKind
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import draw_centre, picture_of_centre
from housing.views.mapping.stills import as_image


@bp.get("/structure/centre/<int:centre_id>/map.js")
@requires(Permission.ADMINISTER)
def centre_map_script(centre_id: int) -> ResponseReturnValue:
    return Response(draw_centre(_centre(centre_id)).script, mimetype="text/javascript")


@bp.get("/structure/centre/<int:centre_id>/map.svg")
@requires(Permission.ADMINISTER)
def centre_still(centre_id: int) -> ResponseReturnValue:
    return as_image(picture_of_centre(_centre(centre_id)))


def _centre(centre_id: int) -> Centre:
    centre = get_unit(db_session(), PlaceKind.CENTRE, centre_id, actor())
    assert isinstance(centre, Centre)
    return centre
