"""The map on a centre's page: where flats are measured from."""

from flask import Response
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.reach import get_unit
from core.session import db_session
from core.structure import Centre, PlaceKind
from housing.views.blueprint import bp
from housing.views.listings_map import draw_centre


@bp.get("/structure/centre/<int:centre_id>/map.js")
@requires(Permission.ADMINISTER)
def centre_map_script(centre_id: int) -> ResponseReturnValue:
    centre = get_unit(db_session(), PlaceKind.CENTRE, centre_id, actor())
    assert isinstance(centre, Centre)
    return Response(draw_centre(centre).script, mimetype="text/javascript")
