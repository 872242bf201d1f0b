"""What somebody gave or drew on a map, as it stands in the address: from where is measured, and in which area."""

from typing import Any

from flask_babel import lazy_gettext as _l

from core.forms import TypedField
from housing.words.listings import DOUBT_WORDS
from maps.coordinates import read_point, write_point
from maps.distance import Point
from maps.doubts import Doubt
from maps.polygon import MOST_CORNERS, Polygon, TooFewCorners, TooManyCorners
from maps.region import region


class PointField(TypedField):
    """A point somewhere on the map."""

    message = _l("Enter a point such as 35.3387,25.1442")

    def parse(self, text: str) -> Point:
        point = read_point(text)
        if point not in region().ground:
            raise ValueError("not on the map")
        return point

    def show(self, value: Point) -> str:
        return write_point(value)

    def explain(self, text: str) -> Any:
        try:
            read_point(text)
        except ValueError:
            return self.message
        return DOUBT_WORDS[Doubt.OUTSIDE]


class AreaField(TypedField):
    """An area, written by static/js/draw.js."""

    message = _l("This area cannot be read: draw it again")

    def parse(self, text: str) -> Polygon:
        area = Polygon.reading(text)
        if not all(corner in region().ground for corner in area.points):
            raise ValueError("not on the map")
        return area

    def show(self, value: Polygon) -> str:
        return value.write()

    def explain(self, text: str) -> Any:
        try:
            Polygon.reading(text)
        except TooManyCorners:
            return _l("An area has at most %(most)s corners: draw it more simply", most=MOST_CORNERS)
        except TooFewCorners:
            return _l("An area has three corners or more: draw it again")
        except ValueError:
            return self.message
        return _l("This area reaches beyond the map: draw a smaller one")
