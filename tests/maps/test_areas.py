from hypothesis import given
from hypothesis import strategies as st

from maps.areas import AREA_RADIUS_KM, area_centre
from maps.distance import Point, distance_km
from maps.picture import Area

greek_points = st.builds(Point, st.floats(34.7, 41.8), st.floats(19.3, 29.7))


@given(greek_points)
def test_the_circle_always_holds_the_home(home: Point) -> None:
    assert distance_km(area_centre(home), home) < AREA_RADIUS_KM


def test_all_homes_of_a_neighbourhood_share_one_circle() -> None:
    assert area_centre(Point(35.3381, 25.1442)) == area_centre(Point(35.3419, 25.1361)) == Point(35.34, 25.14)


def test_an_area_around_a_home_does_not_hold_its_exact_place() -> None:
    area = Area.around_home(Point(35.33871, 25.14423), "Around here")

    assert area == Area(Point(35.34, 25.14), AREA_RADIUS_KM, "Around here")
