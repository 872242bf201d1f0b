import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.distance import BoundingBox, Point, distance_km
from maps.projection import Projection
from maps.shapes import Shape, clipped

HERAKLION = Point(35.3387, 25.1442)
PLAN = Projection.fitting(BoundingBox.around(HERAKLION, 5), 600, 400, 20)
offsets = st.floats(-0.04, 0.04)


def test_the_box_fills_the_picture_within_its_padding() -> None:
    left, top = PLAN.spot(Point(BoundingBox.around(HERAKLION, 5).north, BoundingBox.around(HERAKLION, 5).west))

    assert (left, top) == pytest.approx((300 - 180, 20), abs=0.1)
    assert PLAN.spot(HERAKLION) == pytest.approx((300, 200), abs=0.1)


@given(offsets, offsets)
def test_what_is_a_kilometre_away_is_as_many_pixels_away_in_all_directions(north: float, east: float) -> None:
    point = Point(HERAKLION.latitude + north, HERAKLION.longitude + east)
    (x, y), (x0, y0) = PLAN.spot(point), PLAN.spot(HERAKLION)

    assert ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5 == pytest.approx(PLAN.pixels(distance_km(HERAKLION, point)), abs=0.2)


def test_a_single_point_is_seen_with_its_surroundings() -> None:
    plan = Projection.fitting(BoundingBox.spanning(HERAKLION), 600, 400, 20)

    assert plan.zoom == pytest.approx(15)


def test_lines_are_drawn_as_far_as_they_are_seen() -> None:
    far, near = (
        ((20.0, 35.3), (21.0, 35.3)),
        ((25.1, 35.33), (25.14, 35.33), (25.14, 35.34), (28.0, 35.34), (28.0, 36.0)),
    )

    [stroke] = PLAN.strokes([far, near])

    assert len(stroke) == 4


def test_a_shape_around_the_picture_fills_it() -> None:
    [area] = PLAN.areas([Shape(((20.0, 30.0), (30.0, 30.0), (30.0, 40.0), (20.0, 40.0), (20.0, 30.0)))])

    assert min(x for x, _ in area) < 0 < 600 < max(x for x, _ in area) < 700
    assert min(y for _, y in area) < 0 < 400 < max(y for _, y in area) < 500


@pytest.mark.parametrize(
    ("ring", "kept"),
    [
        (((0, 0), (4, 0), (4, 4), (0, 4), (0, 0)), {(1, 1), (3, 1), (3, 3), (1, 3)}),
        (((1.5, 1.5), (2, 1.5), (2, 2), (1.5, 1.5)), {(1.5, 1.5), (2, 1.5), (2, 2)}),
        (((2, 2), (4, 2), (4, 2.5), (2, 2.5), (2, 2)), {(2, 2), (3, 2), (3, 2.5), (2, 2.5)}),
        (((5, 5), (6, 5), (6, 6), (5, 5)), set()),
    ],
)
def test_a_ring_is_cut_at_the_edges(ring: tuple[tuple[float, float], ...], kept: set[tuple[float, float]]) -> None:
    assert set(clipped(ring, (1, 1), (3, 3))) == kept
