"""What a map is told of what is in sight, for static/js/points.js, whatever it is that is sought."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from flask import Response, abort, request
from flask_babel import gettext as _
from flask_babel import ngettext

from core.i18n import number
from core.session import db_session
from housing.map_marks import MarkBy
from housing.models import Listing
from housing.services.mapping.spots_in_view import InView, look_at
from housing.services.mapping.tallies import Sought
from housing.views.mapping.listings_map import mark
from maps.clusters import Mark, View, side
from maps.distance import BoundingBox, Point
from maps.picture import Crowd, Ground, Marker, Pin
from maps.points import write_points
from maps.region import region

Drawing = Callable[[Sequence[Listing]], Iterable[Marker]]  # how those that are shown one by one are drawn


def answer(sought: Sought, drawing: Drawing) -> Response:
    """What is in sight of what is sought."""
    view = asked_view()
    marked = mark_all(look_at(db_session(), view, sought), view, drawing)
    return Response(write_points(*marked), mimetype="application/geo+json")


def flats(near: Point | None, by: MarkBy = MarkBy.STAGE, *, from_point: bool = False) -> Drawing:
    """Distances are from `near`, a centre or a point that somebody chose, and shapes say what they go by."""
    return lambda listings: [mark(listing, Pin.PLAIN, near, by, from_point=from_point) for listing in listings]


def mark_all(found: InView, view: View, drawing: Drawing) -> tuple[tuple[Marker, ...], tuple[Crowd, ...]]:
    """The pins, and the circles of those that stand at one place or are counted together."""
    pins, places = _pins(drawing(found.listings))
    return tuple(pins), (*places, *(_crowd(many, view.cells.zoom) for many in found.marks))


def asked_view() -> View:
    """What the map is turned to, as the address says: west, south, east and north, and from how far."""
    try:
        box = BoundingBox.reading(request.args.get("bbox", "")).clipped(region().ground)
        return View(box, int(request.args.get("zoom", "")))
    except ValueError:
        abort(404)


def _pins(markers: Iterable[Marker]) -> tuple[list[Marker], list[Crowd]]:
    """A pin for each flat, and a circle for those that stand at the very same place."""
    by_place: dict[Point, list[Marker]] = defaultdict(list)
    for pin in markers:
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
