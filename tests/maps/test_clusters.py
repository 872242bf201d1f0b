"""Many points to few marks: nobody is lost, nothing overlaps, and the order does not matter."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.clusters import MILLION, NEAREST_ZOOM, Cells, Tally, cell_of, marks, side
from maps.distance import BoundingBox, Point

HERAKLION, PEZA, CHANIA = Point(35.3387, 25.1442), Point(35.2216, 25.1934), Point(35.5138, 24.018)

zooms = st.integers(8, NEAREST_ZOOM)
flats = st.lists(st.builds(Point, st.floats(34.9, 35.6), st.floats(23.5, 26.3)), max_size=60)


def counted(points: list[Point], zoom: int) -> list[Tally]:
    """As the database counts: a tally for each cell."""
    cells: dict[tuple[int, int], Tally] = defaultdict(lambda: Tally(0, 0, 0, 0))
    for key, point in enumerate(points, start=1):
        cells[cell_of(point, zoom)] += Tally.of(key, point)
    return list(cells.values())


@pytest.mark.parametrize(
    ("points", "zoom", "expected"),
    [
        pytest.param([], 9, [], id="nothing"),
        pytest.param([HERAKLION], 9, [(35.3387, 25.1442, 1, 1)], id="one-alone-keeps-its-place-and-key"),
        pytest.param([HERAKLION, HERAKLION], 18, [(35.3387, 25.1442, 2, None)], id="two-at-one-place"),
        pytest.param(
            [HERAKLION, PEZA, CHANIA], 8, [(35.28015, 25.1688, 2, None), (35.5138, 24.018, 1, 3)], id="far-away"
        ),
        pytest.param(
            [HERAKLION, PEZA, CHANIA],
            12,
            [(35.2216, 25.1934, 1, 2), (35.3387, 25.1442, 1, 1), (35.5138, 24.018, 1, 3)],
            id="nearer",
        ),
    ],
)
def test_points_become_marks(points: list[Point], zoom: int, expected: list[tuple[float, float, int, int | None]]):
    found = marks(counted(points, zoom), zoom)
    assert [(round(m.point.latitude, 6), round(m.point.longitude, 6), m.count, m.key) for m in found] == expected


def test_neighbours_on_both_sides_of_an_edge_are_one_mark_where_the_more_are():
    edge = side(12) * 5700 / MILLION - 90
    points = [Point(edge + 0.001, 25), Point(edge + 0.001, 25), Point(edge - 0.001, 25)]

    assert len(counted(points, 12)) == 2
    (mark,) = marks(counted(points, 12), 12)
    assert (round(mark.point.latitude, 4), mark.point.longitude, mark.count) == (round(edge + 0.001, 4), 25, 3)


@given(flats, zooms)
def test_nobody_is_lost(points: list[Point], zoom: int):
    assert sum(mark.count for mark in marks(counted(points, zoom), zoom)) == len(points)


@given(flats, zooms, st.randoms())
def test_the_order_does_not_matter(points: list[Point], zoom: int, chance):
    tallies = counted(points, zoom)
    shuffled = chance.sample(tallies, len(tallies))
    assert marks(shuffled, zoom) == marks(tallies, zoom)


@given(flats, zooms)
def test_no_mark_lies_upon_another_and_each_lies_in_a_cell_with_flats(points: list[Point], zoom: int):
    found = marks(counted(points, zoom), zoom)
    reach = 0.8 * side(zoom) / MILLION
    for i, a in enumerate(found):
        assert all(
            max(abs(a.point.latitude - b.point.latitude), abs(a.point.longitude - b.point.longitude)) >= reach
            for b in found[:i]
        )
    near = 1.5 / MILLION  # sums are of whole millionths, and a mean may lie on the edge
    cells = {cell_of(point, zoom) for point in points}
    for mark in found:
        around = (
            Point(mark.point.latitude + up, mark.point.longitude + right)
            for up in (-near, near)
            for right in (-near, near)
        )
        assert cells & {cell_of(point, zoom) for point in around}


@given(flats, zooms)
def test_one_that_stands_alone_keeps_its_key(points: list[Point], zoom: int):
    for mark in marks(counted(points, zoom), zoom):
        if mark.key is not None:
            own = points[mark.key - 1]
            assert mark.count == 1
            assert mark.point.latitude == pytest.approx(own.latitude, abs=1e-6)
            assert mark.point.longitude == pytest.approx(own.longitude, abs=1e-6)


@given(flats, zooms)
def test_a_mark_knows_the_cells_whose_flats_it_stands_for(points: list[Point], zoom: int):
    cells = [cell_of(point, zoom) for point in points]
    found = marks(counted(points, zoom), zoom)
    assert [mark.count for mark in found] == [sum(cell in mark.fields for cell in cells) for mark in found]


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(1, NEAREST_ZOOM))
def test_a_cell_holds_the_four_of_the_next_zoom(latitude: float, longitude: float, zoom: int):
    near, far = cell_of(Point(latitude, longitude), zoom), cell_of(Point(latitude, longitude), zoom - 1)
    assert (near[0] // 2, near[1] // 2) == far


@given(st.builds(Point, st.floats(34.9, 35.6), st.floats(23.5, 26.3)), st.integers(8, 13))
def test_the_cells_over_a_box_hold_it_and_are_the_same_ground_from_nearer(point: Point, zoom: int):
    cells = Cells.over(BoundingBox(35.1, 24.1, 35.4, 25.2), zoom)
    assert point in cells or point not in BoundingBox(35.1, 24.1, 35.4, 25.2)
    assert (point in cells) is (point in cells.nearer(zoom + 3))


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))), max_size=9)
)
def test_what_was_added_can_be_taken_away(rows: list[tuple[int, Point]]):
    total = Tally(0, 0, 0, 0)
    for row in rows:
        total += Tally.of(*row)
    for row in rows:
        one = Tally.of(*row)
        total += Tally(-one.count, -one.latitudes, -one.longitudes, -one.keys)
    assert total == Tally(0, 0, 0, 0)
