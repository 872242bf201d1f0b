"""Where no home stands."""

import pytest

from maps.distance import Point
from maps.doubts import Doubt, doubt_about


@pytest.mark.parametrize(
    ("latitude", "longitude", "doubt"),
    [
        (35.3312, 25.1467, None),
        (35.3440, 25.1360, None),  # on the old harbour's mole
        (35.45, 25.50, Doubt.AT_SEA),
        (25.1467, 35.3312, Doubt.OUTSIDE),  # the wrong way round
        (37.98, 23.73, Doubt.OUTSIDE),
    ],
)
def test_a_point_in_the_sea_or_outside_the_region_is_doubtful(latitude: float, longitude: float, doubt: Doubt | None):
    assert doubt_about(Point(latitude, longitude)) is doubt
