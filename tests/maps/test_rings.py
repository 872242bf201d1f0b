"""Rings over bands: nothing between the two circles is missed, and nothing is met twice."""

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st

from maps.bands import band_of
from maps.distance import PLANE_KM, SPHERE_ERROR, BoundingBox, Point, geodesic_km
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
    if inner <= geodesic_km(centre, point) <= inner + further:
        assert len(found) == 1
    assert len(found) <= 1


azimuths = st.floats(-180, 180)


def away(centre: Point, azimuth: float, kilometres: float) -> Point:
    there = Geodesic.WGS84.Direct(centre.latitude, centre.longitude, azimuth, 1000 * kilometres)
    return Point(there["lat2"], there["lon2"])


@given(centre=greek, azimuth=azimuths, inner=radii, further=st.floats(0.0001, 0.01))
def test_a_ring_of_any_size_holds_what_lies_at_its_very_edges(
    centre: Point, azimuth: float, inner: float, further: float
):
    ring = spans_of_ring(centre, inner, inner + further)
    for kilometres in (inner + 0.000_001, inner + further - 0.000_001):
        assert sum(holds(span, away(centre, azimuth, kilometres)) for span in ring) == 1


@given(centre=greek, azimuth=azimuths, radius=radii)
def test_what_is_just_outside_is_not_surely_inside(centre: Point, azimuth: float, radius: float):
    outside = away(centre, azimuth, radius + 0.000_001)
    assert not any(holds(span, outside) for span in spans_inside(centre, radius))


@given(centre=anywhere, point=anywhere, radius=st.floats(0.05, 60) | st.floats(60, 2000))
def test_a_whole_circle_misses_nothing_anywhere_on_the_globe(centre: Point, point: Point, radius: float):
    if geodesic_km(centre, point) <= radius:
        assert any(holds(span, point) for span in spans_of_ring(centre, 0, radius))


@given(centre=greek, north=steps, east=steps, radius=radii)
def test_what_is_surely_inside_is_inside(centre: Point, north: float, east: float, radius: float):
    point = near(centre, north, east)
    if any(holds(span, point) for span in spans_inside(centre, radius)):
        assert geodesic_km(centre, point) <= radius


@given(centre=greek, north=steps, east=steps, radius=st.floats(3, 120))
def test_what_is_left_out_inside_is_near_the_edge(centre: Point, north: float, east: float, radius: float):
    point = near(centre, north, east)
    unsure = 0.16 + (2 * SPHERE_ERROR * radius if radius > PLANE_KM else 0)  # the height of a band, and some
    if geodesic_km(centre, point) < radius - unsure:
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
