"""Places of interest and distances in words, for pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.i18n import kilometres, number
from maps.amenities import AmenityKind

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
_STEP = 10  # metres


def crow_flies(distance_km: float) -> str:
    """`1.3 km as the crow flies`, `440 m as the crow flies`: nobody takes it for the way on foot."""
    metres = round(distance_km * 1000 / _STEP) * _STEP
    if metres < 1000:
        return _("%(metres)s m as the crow flies", metres=number(metres))
    return _("%(distance)s as the crow flies", distance=kilometres(distance_km))
