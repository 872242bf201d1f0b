"""What the map shows of the adverts in sight, for static/js/points.js: with its script, and when it is moved."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from math import floor

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
from housing.search import SearchCriteria
from housing.services.spots_in_view import InView, look_at, of_search
from housing.views.blueprint import bp
from housing.views.filters import Filters, read_filters
from housing.views.listings_map import mark, on_page, picture_of_results
from maps.clusters import FAREST_ZOOM, NEAREST_ZOOM, Mark, View, side
from maps.distance import BoundingBox, Point
from maps.picture import Crowd, Ground, Marker, Picture, Pin, Sight
from maps.points import write_points
from maps.projection import Projection

USUAL_FRAME = 820, 730  # pixels: the map beside its list on a screen of 1440 by 900 or more
PADDING = 40
SNAP = 4  # steps of a zoom at which maps come to rest


@bp.get("/listings/map.js")
@requires(Permission.VIEW_LISTINGS)
def listings_map_script() -> ResponseReturnValue:
    """The script of the map, rendered from the same address as the page that shows it, with what it shows at first:
    there, and not in the page, since the list is loaded anew whenever the map is moved."""
    filters = read_filters()
    if filters.centre is None:
        abort(404)
    picture = picture_of_results(filters)
    if filters.criteria:
        picture = replace(picture, first=_first_sight(picture, filters, filters.criteria))
    return Response(on_page(picture).script, mimetype="text/javascript")


@bp.get("/listings/points.geojson")
@requires(Permission.VIEW_LISTINGS)
def listings_points() -> ResponseReturnValue:
    """What the filters of the address leave in the part of the world that `bbox` and `zoom` name."""
    filters = read_filters()
    if filters.criteria is None:
        abort(404)
    view = _view()
    found = look_at(db_session(), view, of_search(filters.criteria))
    return Response(write_points(*_marked(found, view, filters, filters.criteria)), mimetype="application/geo+json")


def _first_sight(picture: Picture, filters: Filters, criteria: SearchCriteria) -> Sight:
    """What is in sight on a screen of usual size."""
    padding = PADDING if picture.view is None else 0
    fitting = Projection.fitting(picture.bounds, *USUAL_FRAME, padding)
    rest = floor(fitting.zoom * SNAP) / SNAP
    seen = replace(fitting, scale=fitting.scale * 2 ** (rest - fitting.zoom)).seen
    view = View(seen, min(max(floor(rest), FAREST_ZOOM), NEAREST_ZOOM))
    found = look_at(db_session(), view, of_search(criteria))
    nearest = view.zoom if found.marks else NEAREST_ZOOM
    box = None if criteria.within is None else seen
    return Sight(*_marked(found, view, filters, criteria), (view.zoom, nearest), box)


def _marked(
    found: InView, view: View, filters: Filters, criteria: SearchCriteria
) -> tuple[tuple[Marker, ...], tuple[Crowd, ...]]:
    """The pins, and the circles of those that stand at one place or are counted together. Distances are from the centre
    or the point that somebody chose, shapes say what they go by."""
    by, from_point = filters.form.marks.meaning, filters.point is not None
    pins, places = _pins(found.listings, criteria.near, by, from_point=from_point)
    return tuple(pins), (*places, *(_crowd(many, view.cells.zoom) for many in found.marks))


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
