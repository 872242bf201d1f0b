"""Forms that put a flat on the map."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from core.forms import CoordinateField, Required, StegiForm, TextField, between
from housing.services.listings import PIN
from maps.distance import Point
from maps.geocoding import Precision
from maps.region import region

_LATITUDE = between(-90, 90, _l("Latitude is between -90 and 90"))
_LONGITUDE = between(-180, 180, _l("Longitude is between -180 and 180"))


class PointForm(StegiForm):
    """The point of a flat, with what is known of how it was found; outside the region it is asked for twice."""

    latitude = CoordinateField(_l("Latitude"), [_LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [_LONGITUDE])
    precision = TextField("", most=20)
    found_at = TextField("", most=50)  # the point that `precision` tells of
    stands_there = BooleanField(_l("The flat does stand outside the region"))

    def fill_point(self, point: Point, precision: str) -> None:
        """Show a point that was found, in place of what was typed."""
        filled = {"latitude": point.latitude, "longitude": point.longitude, "precision": precision}
        for name, value in (filled | {"found_at": _written(point)}).items():
            self[name].data, self[name].raw_data = value, None

    @property
    def point(self) -> Point | None:
        """What was typed, where it is a point."""
        try:
            return Point(self.latitude.data, self.longitude.data)
        except (TypeError, ValueError):
            return None

    @property
    def found_by(self) -> str:
        """How the point was found; whoever moves the pin or types other figures gives it."""
        is_found = self.point is not None and self.found_at.data == _written(self.point)
        return self.precision.data if is_found and self.precision.data in set(Precision) else PIN

    @property
    def is_outside(self) -> bool:
        """Whether the point is none of the region that the service is for."""
        return self.point is not None and self.point not in region().box

    def validate_latitude(self, field: CoordinateField) -> None:
        if self.is_outside and not self.stands_there.data:
            raise ValidationError(
                _l("This point is outside the region. Are latitude and longitude the right way round?")
            )


class PlaceForm(PointForm):
    """A point for a flat that has none, or a better one."""

    latitude = CoordinateField(_l("Latitude"), [Required(_l("Enter the latitude, such as 35,3387")), _LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [Required(_l("Enter the longitude, such as 25,1442")), _LONGITUDE])


def _written(point: Point) -> str:
    return f"{point.latitude} {point.longitude}"
