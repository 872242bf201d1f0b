"""What the map shows of the adverts in sight, for static/js/points.js: with its script, and when it is moved."""

from collections.abc import Container, Iterable
from dataclasses import replace
from math import floor

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from housing.models import Listing
from housing.search import SearchCriteria
from housing.search.let_homes import is_let_home
from housing.services.homes.let_homes import let_among
from housing.services.mapping.spots_in_view import look_at, of_search
from housing.services.mapping.tallies import Sought
from housing.views.blueprint import bp
from housing.views.mapping.listings_map import on_page, picture_of_results
from housing.views.mapping.points import Drawing, answer, flats, mark_all
from housing.views.search.filters import Filters, read_filters
from housing.views.search.watched import opened
from maps.clusters import FAREST_ZOOM, NEAREST_ZOOM, View
from maps.picture import Marker, Picture, Sight
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
    return answer(_sought(filters.criteria), _flats_of(filters, filters.criteria))


def _first_sight(picture: Picture, filters: Filters, criteria: SearchCriteria) -> Sight:
    """What is in sight on a screen of usual size."""
    padding = PADDING if picture.view is None else 0
    fitting = Projection.fitting(picture.bounds, *USUAL_FRAME, padding)
    rest = floor(fitting.zoom * SNAP) / SNAP
    seen = replace(fitting, scale=fitting.scale * 2 ** (rest - fitting.zoom)).seen
    view = View(seen, min(max(floor(rest), FAREST_ZOOM), NEAREST_ZOOM))
    found = look_at(db_session(), view, _sought(criteria))
    nearest = view.zoom if found.marks else NEAREST_ZOOM
    box = None if criteria.within is None else seen
    return Sight(*mark_all(found, view, _flats_of(filters, criteria)), (view.zoom, nearest), box)


def _sought(criteria: SearchCriteria) -> Sought:
    """What is still to be had is nobody's home; of the other stages, where a household lives is left out."""
    found = of_search(criteria)
    if criteria.status is None:
        return found
    return replace(found, conditions=(*found.conditions, ~is_let_home(today())))


def let_of(filters: Filters, listings: Iterable[Listing]) -> Container[int]:
    """Which of the adverts that were found are left out of the map, by their keys."""
    return let_among(db_session(), listings, today()) if filters.form.status.meaning else ()


def _flats_of(filters: Filters, criteria: SearchCriteria) -> Drawing:
    """Of a saved search that is open, what is new says so, as in the list."""
    draw, shown = flats(criteria.near, filters.form.marks.meaning, from_point=filters.point is not None), opened()
    return draw if shown is None else lambda listings: _with_news(draw(listings), shown.new_among(_keys(listings)))


def _with_news(markers: Iterable[Marker], new: Container[int]) -> Iterable[Marker]:
    for marker in markers:
        is_new = int(marker.id) in new
        yield replace(marker, popup_lines=(_("New"), *marker.popup_lines)) if is_new else marker


def _keys(listings: Iterable[Listing]) -> list[int]:
    return [listing.id for listing in listings]
