"""An area that somebody drew: what it holds, how it stands in an address, and what is none."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.distance import BoundingBox, Point
from maps.polygon import MOST_CORNERS, Polygon, TooFewCorners, TooManyCorners

SQUARE = Polygon(((3_530_000, 2_510_000), (3_530_000, 2_520_000), (3_540_000, 2_520_000), (3_540_000, 2_510_000)))
BOW = Polygon(((3_530_000, 2_510_000), (3_540_000, 2_520_000), (3_540_000, 2_510_000), (3_530_000, 2_520_000)))
STAR = Polygon(((0, 95), (-81, -59), (95, 31), (-95, 31), (81, -59)))

steps = st.tuples(st.integers(-50, 50), st.integers(-50, 50))
shapes = st.lists(steps, min_size=3, max_size=12).filter(lambda corners: len(set(corners)) > 2)


@pytest.mark.parametrize(
    ("area", "latitude", "longitude", "is_inside"),
    [
        pytest.param(SQUARE, 35.35, 25.15, True, id="in the middle"),
        pytest.param(SQUARE, 35.41, 25.15, False, id="north of it"),
        pytest.param(SQUARE, 35.35, 25.21, False, id="east of it"),
        pytest.param(SQUARE, 35.35, 25.09, False, id="west of it"),
        pytest.param(SQUARE, 35.30, 25.15, True, id="on its southern edge"),
        pytest.param(SQUARE, 35.40, 25.15, False, id="on its northern edge"),
        pytest.param(SQUARE, 35.35, 25.10, True, id="on its western edge"),
        pytest.param(SQUARE, 35.35, 25.20, False, id="on its eastern edge"),
        pytest.param(BOW, 35.35, 25.16, False, id="east of the knot"),
        pytest.param(BOW, 35.35, 25.12, False, id="west of the knot"),
        pytest.param(BOW, 35.31, 25.15, True, id="in the lower wing"),
        pytest.param(BOW, 35.39, 25.15, True, id="in the upper wing"),
        pytest.param(STAR, 0.0, 0.0, False, id="what lines go around twice lies outside"),
        pytest.param(STAR, 0.0, 0.0007, True, id="in a point of the star"),
    ],
)
def test_an_area_holds_what_its_lines_go_around_once(
    area: Polygon, latitude: float, longitude: float, *, is_inside: bool
):
    assert (Point(latitude, longitude) in area) == is_inside


@given(shapes)
def test_an_area_in_an_address_is_the_same_area_and_needs_no_escaping(corners):
    area = Polygon(tuple((3_533_000 + north, 2_514_000 + east) for north, east in corners))
    assert Polygon.reading(area.write()) == area
    assert set(area.write()) <= set("0123456789abcdefghijklmnopqrstuvwxyz.-_")


@given(shapes, st.integers(0, 11), steps)
def test_it_matters_neither_where_one_begins_to_draw_nor_which_way_round(corners, begin, where):
    point = Point(where[0] / 100_000, where[1] / 100_000)
    turned = corners[begin % len(corners) :] + corners[: begin % len(corners)]
    first = point in Polygon(tuple(corners))
    assert (point in Polygon(tuple(turned))) == (point in Polygon(tuple(reversed(corners)))) == first


@given(st.integers(-40, 40), st.integers(-40, 40), steps)
def test_two_areas_that_share_a_line_share_no_point(at_south, at_north, where):
    south, north = (-50, at_south), (50, at_north)
    west = Polygon(((-50, -60), (50, -60), north, south))
    east = Polygon((south, north, (50, 60), (-50, 60)))
    point = Point(where[0] / 100_000, where[1] / 100_000)
    assert (point in west) + (point in east) == (where[0] < 50)


def test_as_many_corners_as_are_allowed_fit_in_an_address():
    corners = tuple((3_533_000 + 900 * (i % 7), 2_514_000 + 5 * i * i) for i in range(MOST_CORNERS))
    written = Polygon(corners).write()
    assert len(written) < 500
    assert Polygon.reading(written).corners == corners
    with pytest.raises(TooManyCorners):
        Polygon.reading(f"{written}_1.1")


@pytest.mark.parametrize("corners", [(), ((1, 1),), ((1, 1), (2, 2)), ((1, 1), (2, 2), (1, 1), (2, 2))])
def test_two_corners_hold_nothing(corners):
    with pytest.raises(TooFewCorners):
        Polygon(corners)


@pytest.mark.parametrize(
    "text",
    ["", "x", "1.1", "1.1_2.2", "1.1_2.2_3", "1.1_2.2_3.", "1.1_2.2_3.-", "1.1_2.2_3.3_", "1.1 2.2 3.3", "1.1_2.2_+3.3",
     "1.1_2.2_3.3\n", "1.1_2.2_٣.3", "1.1_2.2_Z.3", "5cwlb.1_1.1_2.2", "1.zzzzz_1.1_2.2", "1.1_2.2_3.333333",
     "1.1_2.2_3.3" * 99, "1.1_2.2_1_1.1", "<script>"],
)  # fmt: skip
def test_what_is_no_area_is_refused(text: str):
    with pytest.raises(ValueError, match=".*"):
        Polygon.reading(text)


@pytest.mark.parametrize("corner", [(9_500_000, 0), (-9_000_001, 0), (0, 18_000_001), (0, -18_000_001)])
def test_a_corner_that_is_not_on_the_globe_is_refused(corner: tuple[int, int]):
    with pytest.raises(ValueError, match="not on the globe"):
        Polygon((corner, (0, 1), (1, 1)))


def test_it_is_refused_where_python_leaves_assertions_out_too():
    code = "from maps.polygon import Polygon; Polygon(((9_500_000, 0), (0, 1), (1, 1)))"
    done = subprocess.run([sys.executable, "-O", "-c", code], capture_output=True, text=True, check=False)
    assert "ValueError: a corner is not on the globe" in done.stderr


def test_its_box_and_its_corners_are_in_degrees():
    assert SQUARE.box == BoundingBox(35.3, 25.1, 35.4, 25.2)
    assert SQUARE.points[1] == Point(35.3, 25.2)
