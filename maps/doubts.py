"""Why a point that was found is not taken without a word of somebody."""

from enum import StrEnum

from maps.boundaries import is_on_land
from maps.distance import Point
from maps.region import region


class Doubt(StrEnum):
    """What is odd about a point."""

    OUTSIDE = "outside"  # the region that the service is for
    AT_SEA = "at-sea"


def doubt_about(point: Point) -> Doubt | None:
    """None for a point where a home may stand."""
    if point not in region().box:
        return Doubt.OUTSIDE
    return None if is_on_land(point) else Doubt.AT_SEA
