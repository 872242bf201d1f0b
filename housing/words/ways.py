"""How far it is from a flat to a place of a household, in words."""

from flask_babel import gettext as _

from housing.models import Listing
from maps.distance import geodesic_km
from maps.words import crow_flies
from people.models import HouseholdPlace


def way_words(listing: Listing, place: HouseholdPlace) -> str:
    """`1.3 km as the crow flies`; about so much where of the flat or of the place only the town is known."""
    assert listing.dwelling.point is not None  # nobody asks for the way from nowhere
    distance = crow_flies(geodesic_km(listing.dwelling.point, place.point))
    if place.town or listing.dwelling.is_roughly_placed:
        return _("about %(distance)s: only the town is known", distance=distance)
    return distance
