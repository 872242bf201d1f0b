"""What is near a flat: its centre and the nearest place of each kind, and how long the ways to them take."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing.models import Listing
from maps.distance import Point, geodesic_km
from maps.services.nearest import Near, nearest_of_each_kind
from maps.travel import Minutes, TravelTimes


@dataclass(frozen=True, slots=True)
class Nearby:
    """The distances are as the crow flies; the ways are those to the centre first, then to each place."""

    centre_km: float
    to_centre: Minutes
    places: list[tuple[Near, Minutes]]

    @property
    def has_times(self) -> bool:
        """Whether any way is known."""
        return bool(self.to_centre) or any(minutes for _near, minutes in self.places)


def nearby_of(session: Session, listing: Listing, times: TravelTimes, *, on: date) -> Nearby | None:
    """None while nobody knows where the flat is. The service for ways is told points alone."""
    point, centre = listing.dwelling.point, Point(listing.centre.latitude, listing.centre.longitude)
    if point is None:
        return None
    near = nearest_of_each_kind(session, point)
    to_centre, *to_places = times.from_point(point, [centre, *(found.amenity.point for found in near)], on=on)
    return Nearby(geodesic_km(point, centre), to_centre, list(zip(near, to_places, strict=True)))
