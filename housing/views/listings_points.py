"""What the map shows of the adverts in sight, for static/js/points.js."""

from collections import defaultdict
from collections.abc import Iterable

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.auth.access import requires
from core.auth.permissions import Permission
from core.i18n import number
from core.session import db_session
from housing.map_marks import MarkBy
from housing.models import Listing
from housing.services.spots_in_view import Sought, look_at, of_search
from housing.views.blueprint import bp
from housing.views.filters import read_filters
from housing.views.listings_map import mark
from maps.clusters import Mark, View, side
from maps.distance import BoundingBox, Point
from maps.picture import Crowd, Ground, Marker, Pin
from maps.points import write_points


@bp.get("/listings/points.geojson")
@requires(Permission.VIEW_LISTINGS)
def listings_points() -> ResponseReturnValue:
    """What the filters of the address leave in the part of the world that `bbox` and `zoom` name."""
    filters = read_filters()
    if filters.criteria is None:
        abort(404)
    by, from_point = filters.form.marks.meaning, filters.point is not None
    return answer(of_search(filters.criteria), filters.criteria.near, by, from_point=from_point)


def answer(sought: Sought, near: Point, by: MarkBy, *, from_point: bool = False) -> Response:
    """What is in sight of what is sought; distances are from `near`, a centre or a point that somebody chose, and
    shapes say what they go by."""
    view = _view()
    found = look_at(db_session(), view, sought)
    pins, places = _pins(found.listings, near, by, from_point=from_point)
    crowds = [*places, *(_crowd(many, view.cells.zoom) for many in found.marks)]
    return Response(write_points(pins, crowds), mimetype="application/geo+json")


def _view() -> View:
    """What the map is turned to, as the address says: west, south, east and north, and from how far."""
    try:
        return View(BoundingBox.reading(request.args.get("bbox", "")), int(request.args.get("zoom", "")))
    except ValueError:
        abort(404)


def _pins(
    listings: Iterable[Listing], near: Point, by: MarkBy, *, from_point: bool
) -> tuple[list[Marker], list[Crowd]]:
    """A pin for each flat, and a circle for those that stand at the very same place."""
    by_place: dict[Point, list[Marker]] = defaultdict(list)
    for listing in listings:
        pin = mark(listing, Pin.PLAIN, near, by, from_point=from_point)
        by_place[pin.point].append(pin)
    pins = [pins[0] for pins in by_place.values() if len(pins) == 1]
    crowds = [
        Crowd(point, number(len(pins)), _("%(num)s flats at one place", num=len(pins)), tuple(pins))
        for point, pins in by_place.items()
        if len(pins) > 1
    ]
    return pins, crowds


def _crowd(many: Mark, zoom: int) -> Crowd:
    """A circle for the flats all around."""
    label = number(many.count)
    title = ngettext("%(count)s flat: zoom in", "%(count)s flats: zoom in", many.count, count=label)
    return Crowd(many.point, label, title, ground=Ground(side(zoom), many.fields))
