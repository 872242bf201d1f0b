"""Two numbers that somebody typed or sent, read as a point. Pure."""

import re

from maps.distance import Point

_NUMBER = r"(-?\d{1,3}(?:[.,]\d{1,20})?)\s*°?"
_TYPED = re.compile(rf"\s*{_NUMBER}\s*(?:[,;]\s*|\s){_NUMBER}\s*", re.ASCII)
_SENT = re.compile(r"-?\d{1,2}(?:\.\d{1,20})?,-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
LONGEST = 200  # letters of a point
_DECIMALS = 5  # of a degree: a metre


def typed_point(text: str) -> Point | None:
    """`35.3387, 25.1442`, `35,3387 25,1442`; None for anything else. Raises ValueError for what is not on the globe."""
    found = _TYPED.fullmatch(text) if len(text) <= LONGEST else None
    return Point(*(float(number.replace(",", ".")) for number in found.groups())) if found else None


def read_point(text: str) -> Point:
    """What `write_point` wrote. Raises ValueError for anything else."""
    if not _SENT.fullmatch(text):
        raise ValueError("a point is two numbers")
    return Point(*map(float, text.split(",")))


def write_point(point: Point) -> str:
    """Latitude and longitude as a part of an address."""
    return f"{point.latitude:.{_DECIMALS}f},{point.longitude:.{_DECIMALS}f}"
