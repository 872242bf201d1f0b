"""Why what was found for an address is not taken without a word of somebody."""

from enum import StrEnum

from maps.boundaries import is_on_land
from maps.distance import Point
from maps.located import Answer
from maps.region import region


class Doubt(StrEnum):
    """What is odd about a point or an answer."""

    OUTSIDE = "outside"  # the region that the service is for
    AT_SEA = "at-sea"
    SEVERAL = "several"  # places are called so, or there may be others than the one that we know
    UNKNOWN = "unknown"  # nobody knows the address


def doubt_about(point: Point) -> Doubt | None:
    """None for a point where a home may stand."""
    if point not in region().box:
        return Doubt.OUTSIDE
    return None if is_on_land(point) else Doubt.AT_SEA


def doubt_of(answer: Answer) -> Doubt | None:
    """None for an answer that can be taken as it is."""
    if answer.located is not None:
        return doubt_about(answer.located.point)
    return Doubt.SEVERAL if answer.choices else Doubt.UNKNOWN
