import math

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from maps.distance import PLANE_ERROR_KM, PLANE_KM, BoundingBox, Plane, Point, distance_km, geodesic_km

HERAKLION = Point(35.3387, 25.1442)
CHANIA = Point(35.5138, 24.0180)

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
cretan_points = st.builds(Point, st.floats(34.75, 35.75), st.floats(23.4, 26.4))


@pytest.mark.parametrize(
    ("a", "b", "kilometres"),
    [
        (HERAKLION, HERAKLION, 0),
        (HERAKLION, CHANIA, 103.9),
        (HERAKLION, Point(35.3656, 24.4823), 60.08),  # Rethymno
        (Point(0, 0), Point(0, 1), 111.195),  # a degree of the equator of the mean sphere
        (Point(0, 0), Point(1, 0), 111.195),
        (Point(0, 179.5), Point(0, -179.5), 111.195),  # over the date line
        (Point(90, 0), Point(-90, 0), math.pi * 6371.0088),  # pole to pole
        (Point(0, 0), Point(0, 180), math.pi * 6371.0088),  # antipodes
    ],
)
def test_known_distances_are_found(a: Point, b: Point, kilometres: float) -> None:
    assert distance_km(a, b) == pytest.approx(kilometres, abs=0.3 if a == HERAKLION else 0.01)


def test_what_is_shown_is_the_distance_on_the_ellipsoid() -> None:
    assert geodesic_km(Point(0, 0), Point(0, 1)) == pytest.approx(111.3195, abs=0.0001)
    assert geodesic_km(HERAKLION, CHANIA) == pytest.approx(104.1, abs=0.1)


NEARBY = st.floats(-0.01, 0.01)


@given(points, points, NEARBY, NEARBY)
def test_it_is_the_librarys_to_a_millimetre(a: Point, far: Point, north: float, east: float) -> None:
    near = Point(min(max(a.latitude + north, -90), 90), min(max(a.longitude + east, -180), 180))
    for b in (far, near):
        metres = Geodesic.WGS84.Inverse(a.latitude, a.longitude, b.latitude, b.longitude, Geodesic.DISTANCE)["s12"]
        assert geodesic_km(a, b) == pytest.approx(metres / 1000, abs=1e-6)


def test_of_antipodes_it_is_known_too() -> None:
    assert geodesic_km(Point(0, 0), Point(0.5, 179.7)) == pytest.approx(19944.127421, abs=1e-6)
    assert geodesic_km(Point(0, 0), Point(0, 180)) == pytest.approx(20003.931459, abs=1e-6)
    assert geodesic_km(Point(90, 0), Point(-90, 0)) == pytest.approx(20003.931459, abs=1e-6)


@given(points, points)
def test_a_distance_is_the_same_there_and_back(a: Point, b: Point) -> None:
    assert distance_km(a, b) == pytest.approx(distance_km(b, a), abs=1e-9)


@given(points)
def test_a_point_is_at_no_distance_from_itself(point: Point) -> None:
    assert distance_km(point, point) == 0


@given(points, points, points)
def test_a_detour_is_never_shorter(a: Point, b: Point, c: Point) -> None:
    # Near the antipodes the haversine loses half of its digits: 20,000 km are known to 0.1 m only.
    assert distance_km(a, c) <= distance_km(a, b) + distance_km(b, c) + 0.001


@given(points, points)
def test_the_sphere_is_within_six_thousandths_of_the_ellipsoid(a: Point, b: Point) -> None:
    assert distance_km(a, b) == pytest.approx(geodesic_km(a, b), rel=0.006, abs=0.001)


@given(cretan_points, cretan_points)
def test_over_crete_the_sphere_is_within_a_quarter_of_a_percent(a: Point, b: Point) -> None:
    assert distance_km(a, b) == pytest.approx(geodesic_km(a, b), rel=0.0025, abs=0.001)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.nan), (math.inf, 0), (0, -math.inf)],
)
def test_a_point_outside_the_globe_is_refused(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="is a number from"):
        Point(latitude, longitude)


@given(cretan_points, cretan_points, st.floats(0, 300))
def test_a_box_holds_every_point_of_its_circle(centre: Point, point: Point, radius_km: float) -> None:
    if distance_km(centre, point) <= radius_km:
        assert point in BoundingBox.around(centre, radius_km + 1e-6)


def test_a_box_is_no_larger_than_its_circle_needs() -> None:
    box = BoundingBox.around(HERAKLION, 5)

    for point in (Point(box.south, 25.1442), Point(box.north, 25.1442)):
        assert distance_km(HERAKLION, point) == pytest.approx(5, abs=0.001)
    for point in (Point(35.3387, box.west), Point(35.3387, box.east)):
        assert distance_km(HERAKLION, point) == pytest.approx(5, abs=0.01)


def test_a_circle_over_the_pole_reaches_all_meridians() -> None:
    box = BoundingBox.around(Point(89.9, 10), 50)

    assert (box.west, box.north, box.east) == (-180, 90, 180)
    assert box.south == pytest.approx(89.45, abs=0.01)


def test_points_on_the_edge_are_inside() -> None:
    box = BoundingBox(south=35, west=24, north=36, east=25)

    assert Point(35, 24) in box
    assert Point(36, 25) in box
    assert Point(36.0001, 25) not in box
    assert Point(35.5, 23.9999) not in box


def test_a_box_that_spans_points_touches_the_outermost() -> None:
    assert BoundingBox.spanning(HERAKLION, CHANIA) == BoundingBox(35.3387, 24.0180, 35.5138, 25.1442)


def test_a_box_turned_inside_out_is_refused() -> None:
    with pytest.raises(ValueError, match="south-west"):
        BoundingBox(south=36, west=24, north=35, east=25)


def test_a_negative_radius_is_refused() -> None:
    with pytest.raises(ValueError, match="radius"):
        BoundingBox.around(HERAKLION, -1)


@given(cretan_points, st.floats(-0.5, 0.5), st.floats(-0.6, 0.6), st.sampled_from([1, 0.1, 0.01, 0.001]))
def test_the_plane_of_databases_is_right_to_three_metres_and_nearer_to_less(
    centre: Point, north: float, east: float, share: float
) -> None:
    point = Point(centre.latitude + share * north, centre.longitude + share * east)
    if (kilometres := geodesic_km(centre, point)) <= PLANE_KM:
        squared = Plane.around(centre).squared_km(point.latitude, point.longitude)
        assert math.sqrt(squared) == pytest.approx(kilometres, rel=0, abs=Plane.error_km(kilometres))
        assert Plane.error_km(kilometres) <= PLANE_ERROR_KM + 0.000_001


BOX = BoundingBox(34.0, 23.0, 36.0, 27.0)


@pytest.mark.parametrize(
    ("other", "left"),
    [
        (BoundingBox(-90, -180, 90, 180), BOX),
        (BoundingBox(35.0, 24.0, 35.5, 25.0), BoundingBox(35.0, 24.0, 35.5, 25.0)),
        (BoundingBox(30.0, 26.0, 35.0, 30.0), BoundingBox(34.0, 26.0, 35.0, 27.0)),
        (BoundingBox(36.0, 27.0, 40.0, 30.0), BoundingBox(36.0, 27.0, 36.0, 27.0)),
    ],
)
def test_of_a_box_is_left_what_lies_in_the_other_too(other: BoundingBox, left: BoundingBox) -> None:
    assert BOX.clipped(other) == other.clipped(BOX) == left


def test_of_boxes_that_lie_apart_nothing_is_left() -> None:
    with pytest.raises(ValueError, match="south-west"):
        BOX.clipped(BoundingBox(37.0, 23.0, 38.0, 27.0))
