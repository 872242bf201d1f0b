"""The search in an area that somebody drew: what both databases find is what reckoning it apart finds."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, event, text
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import Listing
from housing.search import Order, SearchCriteria, count, search
from housing.services.mapping.spots_in_view import look_at, of_search
from maps.clusters import View
from maps.distance import BoundingBox, Point, geodesic_km
from maps.polygon import Polygon
from tests.support import rows
from tests.support.many_spots import add_spots

NEAR = Point(35.3387, 25.1442)
SOUTH, WEST = 3_533_000, 2_514_000  # of the ground that is drawn on, in steps of an area
WHOLE = View(BoundingBox(35.3, 25.1, 35.4, 25.2), 12)

# So narrow that points stand on lines and corners too; the last tells how many tenths of a step farther.
corners = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=9)
shapes = corners.filter(lambda corners: len(set(corners)) > 2)
places = st.tuples(st.integers(-1, 13), st.integers(-1, 13), st.integers(0, 9), st.integers(0, 9))


def is_held(drawn: list[tuple[int, int]], y: Fraction, x: Fraction) -> bool:
    """By the lines that lie straight east: whole numbers and their fractions alone."""
    crossings = 0
    for (y1, x1), (y2, x2) in zip(drawn, drawn[1:] + drawn[:1], strict=True):
        if (y1 <= y) != (y2 <= y):
            crossings += x1 + Fraction(x2 - x1, y2 - y1) * (y - y1) > x
    return crossings % 2 == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=shapes, stored=st.lists(places, max_size=25), order=st.sampled_from(Order))
def test_what_the_search_finds_in_an_area_is_what_reckoning_it_apart_finds(session: Session, drawn, stored, order):
    session.execute(delete(Listing))
    centre = session.query(Centre).first() or rows.add_centre(session)
    expected = set()
    for y, x, tenth_y, tenth_x in stored:
        latitude, longitude = (10 * (SOUTH + y) + tenth_y) / 1_000_000, (10 * (WEST + x) + tenth_x) / 1_000_000
        listing = rows.add_listing(session, centre, latitude=latitude, longitude=longitude)
        if is_held(drawn, y + Fraction(tenth_y, 10), x + Fraction(tenth_x, 10)):
            expected.add(listing.id)
    area = Polygon(tuple((SOUTH + y, WEST + x) for y, x in drawn))
    criteria = SearchCriteria(NEAR, 5.0, area=area, order=order)
    found = [one.listing.id for one in search(session, criteria, most=30).found]
    assert sorted(found) == sorted(expected)
    assert count(session, criteria) == len(expected)
    assert {listing.id for listing in look_at(session, WHOLE, of_search(criteria)).listings} == expected
    points = {row.id: Point(row.dwelling.latitude, row.dwelling.longitude) for row in session.query(Listing)}
    assert {key for key, point in points.items() if point in area} == expected
    if order is Order.DISTANCE:
        assert found == sorted(found, key=lambda key: (geodesic_km(NEAR, points[key]), key))


def square(south: float, west: float, side: float) -> Polygon:
    at = [floor(degrees * 100_000 + 0.5) for degrees in (south, west, south + side, west + side)]
    return Polygon(((at[0], at[1]), (at[0], at[3]), (at[2], at[3]), (at[2], at[1])))


def test_an_area_holds_together_with_every_other_filter(session: Session, centre: Centre):
    for title, latitude, rent in (("in", 35.335, "400.00"), ("dear", 35.336, "900.00"), ("out", 35.36, "400.00")):
        rows.add_listing(session, centre, title, latitude=latitude, longitude=25.145, rent=rent)
    other = rows.add_centre(session, "chania")
    rows.add_listing(session, other, "another centre's", latitude=35.335, longitude=25.145, rent="400.00")
    criteria = SearchCriteria(
        NEAR, 5.0, frozenset({centre.id}), most_rent=Decimal(500), words="in", area=square(35.33, 25.14, 0.01)
    )
    assert [one.listing.title for one in search(session, criteria).found] == ["in"]
    assert count(session, criteria) == 1


def test_from_far_away_the_map_counts_what_the_area_holds(session: Session, centre: Centre):
    for i in range(6):
        rows.add_listing(session, centre, latitude=35.331 + i / 1000, longitude=25.145)
    sought = of_search(SearchCriteria(NEAR, 5.0, area=square(35.33, 25.143, 0.0042)))
    [mark] = look_at(session, View(BoundingBox(34, 23, 36, 27), 8), sought).marks
    assert mark.count == 4


@pytest.mark.parametrize("order", Order)
def test_the_pages_of_an_area_follow_one_another(session: Session, centre: Centre, order: Order, monkeypatch):
    monkeypatch.setattr("housing.search.pages.COUNTED", 3)
    for i in range(9):
        rows.add_listing(session, centre, str(i), latitude=35.331 + i / 1000, longitude=25.145, rent=f"{500 + i}.00")
    criteria = SearchCriteria(NEAR, 5.0, area=square(35.33, 25.14, 0.0062), order=order)
    first = search(session, criteria, 4)
    second = search(session, criteria, 4, first.last)
    assert second.last is None
    shown = [one.listing.title for one in (*first.found, *second.found)]
    assert sorted(shown) == ["0", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_ten_thousand_an_order_is_read_from_its_index_and_an_area_costs_little_more_than_its_box(
    session: Session, centre: Centre
):
    rows.add_listing(session, centre)
    session.commit()
    add_spots(session, 10_000)
    north = [(3_545_000 - 90 * (i % 2), 2_410_000 + 6_000 * i) for i in range(30)]
    south = [(3_502_000 + 90 * (i % 2), 2_584_000 - 6_000 * i) for i in range(30)]
    island = Polygon((*north, *south))
    circle, box, area = (
        SearchCriteria(NEAR, 150.0, order=Order.RENT, **where)
        for where in ({}, {"within": island.box}, {"area": island})
    )
    assert seconds(session, area) < 12 * seconds(session, box)
    believe_in_ten_times_as_many(session)
    for criteria in (circle, box, area):
        steps = steps_of_order(session, criteria)
        assert "ix_listing_spot_by_rent" in steps
        assert "TEMP B-TREE" not in steps


def believe_in_ten_times_as_many(session: Session) -> None:
    """SQLite plans by what it once counted: here, that there are a hundred thousand."""
    counted = session.execute(text("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'listing_spot'")).all()
    for index, stat in counted:
        grown = " ".join(str(10 * int(number)) if int(number) > 1 else number for number in stat.split())
        session.execute(
            text("UPDATE sqlite_stat1 SET stat = :grown WHERE idx = :index"), {"grown": grown, "index": index}
        )
    session.execute(text("ANALYZE sqlite_schema"))


def steps_of_order(session: Session, criteria: SearchCriteria) -> str:
    """How SQLite goes about the order of a page."""
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, statement: str, values: object, *_details: object) -> None:
        asked.append((statement, values))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    search(session, criteria)
    event.remove(session.get_bind(), "before_cursor_execute", note)
    [(statement, values)] = [one for one in asked if "ORDER BY listing_spot.monthly_rent" in one[0]]
    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return " ".join(step[3] for step in plan)


def seconds(session: Session, criteria: SearchCriteria) -> float:
    """Of the processor, for a page, the count and the map; the least of some, as others use it too."""
    spent = []
    for _ in range(4):
        begun = process_time()
        search(session, criteria)
        count(session, criteria)
        look_at(session, View(BoundingBox(34, 23, 36, 27), 8), of_search(criteria))
        spent.append(process_time() - begun)
    return min(spent)
