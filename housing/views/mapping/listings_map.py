"""The maps of listings."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import kilometres, language, whole_euros
from core.session import db_session
from core.structure import Centre
from housing.forms.search import ON_THE_MAP
from housing.map_marks import MarkBy
from housing.models import Listing
from housing.services.listings.listings import get_listing
from housing.views.blueprint import bp
from housing.views.search.filters import DEFAULT_RADIUS_KM, Filters, write_mark
from housing.views.search.watched import opened
from housing.words.listings import LISTING_WORDS, distance_words, listing_facts, rent_words
from housing.words.maps import shape_of
from maps.distance import BoundingBox, Point, geodesic_km
from maps.picture import Area, Marker, Patch, Picture, Pin, Ring
from maps.rendering import RenderedMap, render
from maps.views.tiles import configured_tiles
from maps.words import map_texts, point_words

_RINGS_KM = (1, 2, 5, 10, 20, 50)


def draw_results(filters: Filters) -> RenderedMap:
    """The map beside the list."""
    page = dict(filters.query) | ({"after": write_mark(filters.after)} if filters.after else {})
    return on_page(picture_of_results(filters), f"{url_for('housing.listings_still')}?{urlencode(page)}")


def picture_of_results(filters: Filters, markers: tuple[Marker, ...] = (), patches: tuple[Patch, ...] = ()) -> Picture:
    """What fits, around its centre: a browser asks for it by itself, a still has its marks and colours with it."""
    assert filters.centre is not None
    radius_km = filters.criteria.radius_km if filters.criteria else DEFAULT_RADIUS_KM
    area = filters.criteria.area if filters.criteria else None
    shown = opened()
    return picture_around(
        filters.centre,
        _("Map of the listings"),
        markers=markers,
        patches=patches,
        points=_asked_at("housing.listings_points", filters.query, shown.query if shown else {})
        if filters.criteria
        else None,
        patches_at=_asked_at("housing.listings_rents", filters.query) if filters.shows_rents else None,
        view=filters.criteria.frame if filters.criteria and not area else None,
        rings=tuple(Ring(ring, kilometres(ring)) for ring in _RINGS_KM if radius_km / 6 <= ring <= radius_km),
        point=filters.point,
        drawn=area.points if area else (),
        radius_km=radius_km,
    )


def _asked_at(endpoint: str, query: Mapping[str, str], told: Mapping[str, int] | None = None) -> tuple[str, str]:
    """Where to ask for what the search finds, and, once the map was moved, for all that it shows."""
    moved = {**query, "radius_km": str(ON_THE_MAP)}
    first, then = (f"{url_for(endpoint)}?{urlencode({**parts, **(told or {})})}" for parts in (query, moved))
    return first, then


def draw_home(listing: Listing) -> RenderedMap | None:
    """The map on a listing's own page."""
    picture = picture_of_home(listing)
    return on_page(picture, url_for("housing.listing_still", listing_id=listing.id)) if picture else None


def picture_of_home(listing: Listing) -> Picture | None:
    """The home at its exact point: for the staff only. None while it has no place."""
    if listing.dwelling.point is None:
        return None
    centre = Point(listing.centre.latitude, listing.centre.longitude)
    return picture_around(listing.centre, _("Where the flat is"), markers=(mark(listing, Pin.HERE, centre),))


def draw_centre(centre: Centre) -> RenderedMap:
    """The map on a centre's own page."""
    return on_page(picture_of_centre(centre), url_for("housing.centre_still", centre_id=centre.id))


def picture_of_centre(centre: Centre) -> Picture:
    """The centre with what is around it."""
    return picture_around(centre, _("Where the centre is"))


def draw_for_pin(centre: Centre) -> RenderedMap:
    """The map on which somebody puts the pin of a flat (static/js/place.js)."""
    return on_page(picture_around(centre, _("Where the flat is")))


def on_page(picture: Picture, still_url: str | None = None) -> RenderedMap:
    """The picture with what a page needs for it; `still_url` answers browsers without scripts."""
    return render(picture, static_url=url_for("static", filename="").rstrip("/"), still_url=still_url)


def picture_around(
    centre: Centre,
    title: str,
    *,
    markers: tuple[Marker, ...] = (),
    rings: tuple[Ring, ...] = (),
    points: tuple[str, str] | None = None,
    patches: tuple[Patch, ...] = (),
    patches_at: tuple[str, str] | None = None,
    area: Area | None = None,
    point: Point | None = None,
    drawn: tuple[Point, ...] = (),
    view: BoundingBox | None = None,
    radius_km: float | None = None,
) -> Picture:
    """A picture in the reader's language, on the ground that the settings name."""
    return Picture(
        centre=Point(centre.latitude, centre.longitude),
        centre_name=centre.name(language()),
        texts=map_texts(title),
        language=language(),
        markers=markers,
        rings=rings,
        points=points,
        patches=patches,
        patches_at=patches_at,
        area=area,
        point=point,
        point_name=point_words(point) if point else "",
        drawn=drawn,
        view=view,
        radius_km=radius_km,
        tiles=configured_tiles(),
    )


@bp.get("/listings/<int:listing_id>/map.js")
@requires(Permission.VIEW_LISTINGS)
def listing_map_script(listing_id: int) -> ResponseReturnValue:
    drawn = draw_home(get_listing(db_session(), listing_id, actor()))
    if drawn is None:
        abort(404)
    return Response(drawn.script, mimetype="text/javascript")


def mark(
    listing: Listing, kind: Pin, near: Point | None, by: MarkBy = MarkBy.STAGE, *, from_point: bool = False
) -> Marker:
    """A flat as the map shows it: its rent, the shape of what the markers say, and what opens from it."""
    point = listing.dwelling.point
    assert point is not None
    away = [distance_words(listing, geodesic_km(near, point), from_point=from_point)] if near else []
    return Marker(
        id=str(listing.id),
        point=point,
        label=whole_euros(listing.monthly_rent),
        kind=kind,
        popup_title=listing.title,
        popup_lines=(
            rent_words(listing),
            str(LISTING_WORDS[listing.status]),
            listing_facts(listing),
            listing.place,
            *away,
        ),
        url=url_for("housing.show_listing", listing_id=listing.id),
        shape="" if kind is Pin.HERE else shape_of(listing, by),
    )
