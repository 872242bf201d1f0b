"""The search behind list and map, read once from the address, so that both show the same."""

from dataclasses import dataclass

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.i18n import kilometres, language, whole_euros
from core.session import db_session, settings
from core.structure import Centre, list_centres
from housing.forms.listing import FilterForm
from housing.models import Listing
from housing.search import Found, SearchCriteria, SearchResult, search
from housing.views.blueprint import bp
from housing.words import listing_facts
from maps.distance import Point
from maps.picture import MapTexts, Marker, Picture, Pin, Ring
from maps.rendering import RenderedMap, render

_RINGS_KM = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Filters:
    """The filter form as sent, the centre it is about, and what was found."""

    form: FilterForm
    centre: Centre | None
    criteria: SearchCriteria | None
    result: SearchResult
    query: dict[str, str]  # the filters as parts of an address


def read_filters() -> Filters:
    """Search by the filters in the address. With a wrong filter nothing is found and the form says why."""
    centres = list_centres(db_session())
    own = actor().centre
    form = FilterForm(request.args)
    form.centre.choices = [SelectChoice(centre.key, centre.name(language())) for centre in centres]
    form.centre.data = form.centre.data or (own.key if own else next((c.key for c in centres), ""))
    form.radius_km.data = form.radius_km.data or 5
    centre = next((c for c in centres if c.key == form.centre.data), None)
    if centre is None or not form.validate():
        return Filters(form, centre, None, SearchResult((), 0), {})
    criteria = SearchCriteria(
        near=Point(centre.latitude, centre.longitude),
        radius_km=form.radius_km.data,
        centre_id=actor().centre_id,
        most_rent=form.most_rent.data,
        least_bedrooms=form.least_bedrooms.data,
        least_size_m2=form.least_size_m2.data,
    )
    return Filters(form, centre, criteria, search(db_session(), criteria), request.args.to_dict())


def draw_results(filters: Filters) -> RenderedMap:
    """The map beside the list."""
    assert filters.centre is not None
    centre = filters.centre
    radius_km = filters.criteria.radius_km if filters.criteria else 5
    picture = Picture(
        centre=Point(centre.latitude, centre.longitude),
        centre_name=centre.name(language()),
        texts=map_texts(_("Map of the listings")),
        language=language(),
        markers=tuple(_marker(found) for found in filters.result.found),
        rings=tuple(Ring(ring, kilometres(ring)) for ring in _RINGS_KM if radius_km / 6 <= ring <= radius_km),
        radius_km=radius_km,
        tile_url=settings().tile_url,
        tile_attribution=settings().tile_attribution,
    )
    return render(picture, static_url=url_for("static", filename="").rstrip("/"))


def map_texts(title: str) -> MapTexts:
    """The words of every map, in the reader's language."""
    return MapTexts(
        title=title,
        zoom_in=_("Zoom in"),
        zoom_out=_("Zoom out"),
        close=_("Close"),
        attribution=_("Coastline: geodata.gov.gr · Names: GeoNames"),
    )


@bp.get("/listings/map.js")
@requires(Permission.VIEW_LISTINGS)
def listings_map_script() -> ResponseReturnValue:
    """The script of the map, rendered from the same address as the page that shows it."""
    filters = read_filters()
    if filters.centre is None:
        abort(404)
    return Response(draw_results(filters).script, mimetype="text/javascript")


def _marker(found: Found) -> Marker:
    listing = found.listing
    return Marker(
        id=str(listing.id),
        point=_point(listing),
        label=whole_euros(listing.monthly_rent),
        kind=Pin.PLAIN,
        popup_title=listing.title,
        popup_lines=(listing_facts(listing), listing.place, kilometres(found.distance_km)),
        url=url_for("housing.show_listing", listing_id=listing.id),
    )


def _point(listing: Listing) -> Point:
    latitude, longitude = listing.dwelling.latitude, listing.dwelling.longitude
    assert latitude is not None
    assert longitude is not None
    return Point(latitude, longitude)
