"""Places of interest and distances in words, for pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from core.i18n import distance, language
from maps.amenities import AmenityKind
from maps.distance import Point
from maps.picture import MapTexts
from maps.places import nearest_place
from maps.region import region
from maps.travel import Minutes, Mode

AMENITY_WORDS = {
    AmenityKind.SCHOOL: _l("School"),
    AmenityKind.CLINIC: _l("Doctor or clinic"),
    AmenityKind.PHARMACY: _l("Pharmacy"),
    AmenityKind.BUS_STOP: _l("Bus stop"),
    AmenityKind.COMMUNITY_CENTRE: _l("Community centre"),
    AmenityKind.OFFICE: _l("Public office"),
}
PLACE_FIELD_WORDS = {
    "": _l("the whole row"),
    "reference": _l("Reference"),
    "kind": _l("Kind"),
    "name": _l("Name"),
    "name_en": _l("Name in Latin letters"),
    "latitude": _l("Latitude"),
    "longitude": _l("Longitude"),
}
WIND_WORDS = {
    "N": _l("north"),
    "NE": _l("north-east"),
    "E": _l("east"),
    "SE": _l("south-east"),
    "S": _l("south"),
    "SW": _l("south-west"),
    "W": _l("west"),
    "NW": _l("north-west"),
}


def map_texts(title: str) -> MapTexts:
    """The words of every map, in the reader's language."""
    return MapTexts(
        title=title,
        zoom_in=_("Zoom in"),
        zoom_out=_("Zoom out"),
        close=_("Close"),
        trouble=_("The flats could not be loaded. Move the map or load the page again."),
        attribution=_("Coastline: %(source)s · Names: GeoNames", source=region().coast),
    )


def crow_flies(distance_km: float) -> str:
    """`1.25 km as the crow flies`, `440 m as the crow flies`: nobody takes it for the way on foot."""
    return _("%(distance)s as the crow flies", distance=distance(distance_km))


def place_near(point: Point) -> str:
    """The town or village at or near the point."""
    return nearest_place(point).name(language())


def point_words(point: Point) -> str:
    """What a point is called that somebody chose."""
    return _("The point, near %(place)s", place=place_near(point))


def way_there(distance_km: float, minutes: Minutes) -> str:
    """`1.3 km as the crow flies, 18 minutes on foot, 9 by bus`: as much of it as is known."""
    parts = [crow_flies(distance_km)]
    foot, bus = minutes.get(Mode.FOOT), minutes.get(Mode.BUS)
    if foot is not None:
        parts.append(ngettext("%(num)s minute on foot", "%(num)s minutes on foot", foot))
    if bus is not None and foot is not None:
        parts.append(_("%(minutes)s by bus", minutes=bus))
    elif bus is not None:
        parts.append(ngettext("%(num)s minute by bus", "%(num)s minutes by bus", bus))
    return ", ".join(parts)
