"""What a square metre asks, as colours on the map and as a table under it."""

from dataclasses import dataclass

from flask import Response, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.auth.access import requires
from core.auth.permissions import Permission
from core.i18n import kilometres, language, money, number
from core.session import db_session
from housing.map_marks import per_m2_level
from housing.services.mapping.rent_map import RentCell, RentFigure, RentMap, rents_by_place
from housing.views.blueprint import bp
from housing.views.search.filters import Filters, read_filters
from maps.compass import wind
from maps.distance import Plane, Point, geodesic_km
from maps.picture import Patch
from maps.places import places
from maps.points import write_patches
from maps.words import WIND_WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    place: str
    figure: RentFigure
    level: int


@dataclass(frozen=True, slots=True)
class RentTable:
    """What the colours say, for who does not see them."""

    rows: list[Row]
    together: RentFigure | None


@bp.get("/listings/rents.geojson")
@requires(Permission.VIEW_LISTINGS)
def listings_rents() -> ResponseReturnValue:
    """What the filters of the address leave, by place; once a map was moved, in what `bbox` names."""
    rents = find_rents(read_filters())
    if rents is None:
        abort(404)
    return Response(write_patches(patches_of(rents)), mimetype="application/geo+json")


def find_rents(filters: Filters) -> RentMap | None:
    """None where the address does not ask for it."""
    if not filters.shows_rents or filters.criteria is None:
        return None
    return rents_by_place(db_session(), filters.criteria)


def describe_rents(filters: Filters) -> RentTable | None:
    """The table of the same figures."""
    rents = find_rents(filters)
    if rents is None or filters.centre is None:
        return None
    near = Point(filters.centre.latitude, filters.centre.longitude)
    rows = [Row(_where(cell, near), cell.figure, per_m2_level(cell.figure.per_m2)) for cell in rents.cells]
    return RentTable(rows, rents.together)


def patches_of(rents: RentMap) -> tuple[Patch, ...]:
    return tuple(Patch(cell.box, per_m2_level(cell.figure.per_m2), _title(cell.figure)) for cell in rents.cells)


def _title(figure: RentFigure) -> str:
    asked = _("%(amount)s per m²", amount=money(figure.per_m2))
    adverts = ngettext("%(count)s advert", "%(count)s adverts", figure.adverts, count=number(figure.adverts))
    return f"{asked} · {adverts}"


def _where(cell: RentCell, near: Point) -> str:
    """`Poros, 1.2 km north-east`: the nearest town or village, and where its middle lies from the centre."""
    middle = cell.box.middle
    away = Plane.around(middle)
    place = min(places(), key=lambda place: away.squared_km(place.point.latitude, place.point.longitude))
    distance, direction = kilometres(geodesic_km(near, middle)), WIND_WORDS[wind(near, middle)]
    return _(
        "%(place)s, %(distance)s %(wind)s of the centre",
        place=place.name(language()),
        distance=distance,
        wind=direction,
    )
