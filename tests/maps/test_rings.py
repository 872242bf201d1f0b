"""Rings over bands: nothing between the two circles is missed, and nothing is met twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.bands import band_of
from maps.distance import BoundingBox, Point, distance_km
from maps.rings import Span, clipped, spans_inside, spans_of_ring

latitudes, longitudes = st.floats(34.0, 42.0), st.floats(19.0, 30.0)
greek = st.builds(Point, latitudes, longitudes)
anywhere = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))
radii = st.floats(0.05, 120)


def holds(span: Span, point: Point) -> bool:
    return span.band == band_of(point.latitude) and span.west <= point.longitude <= span.east


def near(centre: Point, north: float, east: float) -> Point:
    return Point(min(max(centre.latitude + north, -90), 90), min(max(centre.longitude + east, -180), 180))


steps = st.floats(-1.3, 1.3)


@given(centre=greek, north=steps, east=steps, inner=radii, further=st.floats(0.01, 60))
def test_what_lies_between_the_circles_is_in_one_span(
    centre: Point, north: float, east: float, inner: float, further: float
):
    point = near(centre, north, east)
    found = [span for span in spans_of_ring(centre, inner, inner + further) if holds(span, point)]
    if inner <= distance_km(centre, point) <= inner + further:
        assert len(found) == 1
    assert len(found) <= 1


@given(centre=anywhere, point=anywhere, radius=st.floats(0.05, 2000))
def test_a_whole_circle_misses_nothing_anywhere_on_the_globe(centre: Point, point: Point, radius: float):
    if distance_km(centre, point) <= radius:
        assert any(holds(span, point) for span in spans_of_ring(centre, 0, radius))


@given(centre=greek, north=steps, east=steps, radius=radii)
def test_what_is_surely_inside_is_inside(centre: Point, north: float, east: float, radius: float):
    point = near(centre, north, east)
    if any(holds(span, point) for span in spans_inside(centre, radius)):
        assert distance_km(centre, point) <= radius


@given(centre=greek, north=steps, east=steps, radius=st.floats(3, 120))
def test_what_is_left_out_inside_is_near_the_edge(centre: Point, north: float, east: float, radius: float):
    point = near(centre, north, east)
    if distance_km(centre, point) < radius - 0.16:  # the height of a band, and some
        assert any(holds(span, point) for span in spans_inside(centre, radius))


@given(centre=greek, corners=st.tuples(greek, greek), point=greek, inner=radii, further=st.floats(0.01, 900))
def test_clipped_to_a_box_nothing_of_it_is_missed_and_little_is_read_beside_it(
    centre: Point, corners: tuple[Point, Point], point: Point, inner: float, further: float
):
    box, ring = BoundingBox.spanning(*corners), spans_of_ring(centre, inner, inner + further)
    if point in box:
        assert [holds(span, point) for span in clipped(ring, box)].count(True) == any(
            holds(span, point) for span in ring
        )
    for span in clipped(ring, box):
        assert box.west - 0.001 < span.west <= span.east < box.east + 0.001
        assert band_of(box.south) - 1 <= span.band <= band_of(box.north) + 1


@pytest.mark.parametrize(("inner", "outer", "most"), [(0, 0.1, 4), (0, 50, 905), (50, 50.2, 1820)])
def test_a_ring_has_no_more_spans_than_two_for_each_band(inner: float, outer: float, most: int):
    assert 0 < len(spans_of_ring(Point(35.3387, 25.1442), inner, outer)) <= most
