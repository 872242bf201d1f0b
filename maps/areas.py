"""Where a home is, said only roughly: for those who may know the neighbourhood but not yet the door."""

from maps.distance import Point

AREA_RADIUS_KM = 0.75  # reaches from the middle of a cell to its corners anywhere in Greece
_DECIMALS = 2  # cells of a hundredth of a degree: 1.1 km by 0.9 km at 35° north


def area_centre(point: Point) -> Point:
    """The middle of the grid cell in which the point lies.

    A circle of `AREA_RADIUS_KM` around it always holds the point. All homes of a cell share one circle,
    so that neither one circle nor many of them give the door away.
    """
    return Point(round(point.latitude, _DECIMALS), round(point.longitude, _DECIMALS))
