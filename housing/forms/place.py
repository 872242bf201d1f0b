"""Forms that put a flat on the map."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from core.forms import CoordinateField, Required, StegiForm, TextField, between
from housing.words.listings import DOUBT_WORDS
from maps.distance import Point
from maps.doubts import Doubt, doubt_about
from maps.located import PIN, Precision

_LATITUDE = between(-90, 90, _l("Latitude is between -90 and 90"))
_LONGITUDE = between(-180, 180, _l("Longitude is between -180 and 180"))


class PointForm(StegiForm):
    """The point of a flat, with what is known of how it was found; in the sea or elsewhere it is asked for twice."""

    latitude = CoordinateField(_l("Latitude"), [_LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [_LONGITUDE])
    precision = TextField("", most=20)
    found_at = TextField("", most=50)  # the point that `precision` tells of
    stands_there = BooleanField(_l("The flat does stand there"))

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
    def doubt(self) -> Doubt | None:
        """What is odd about the point."""
        return doubt_about(self.point) if self.point is not None else None

    def validate_latitude(self, field: CoordinateField) -> None:
        if self.doubt is not None and not self.stands_there.data:
            raise ValidationError(DOUBT_WORDS[self.doubt])


class PlaceForm(PointForm):
    """A point for a flat that has none, or a better one."""

    latitude = CoordinateField(_l("Latitude"), [Required(_l("Enter the latitude, such as 35,3387")), _LATITUDE])
    longitude = CoordinateField(_l("Longitude"), [Required(_l("Enter the longitude, such as 25,1442")), _LONGITUDE])


def _written(point: Point) -> str:
    return f"{point.latitude} {point.longitude}"
