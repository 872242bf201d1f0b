"""A day's viewings stand in the order in which somebody can go to them."""

from datetime import datetime, timedelta

import pytest

from core.dates import ATHENS
from housing.rounds import Stop, in_order
from maps.distance import Point

CENTRE, NEAR, FAR = Point(35.3387, 25.1442), Point(35.34, 25.15), Point(35.2, 25.7)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=ATHENS)


def stop(key: int, starts_at: datetime, point: Point | None = CENTRE, minutes: int = 30) -> Stop:
    return Stop(key, starts_at, starts_at + timedelta(minutes=minutes), point)


@pytest.mark.parametrize(
    ("stops", "order"),
    [
        pytest.param([], [], id="none"),
        pytest.param([stop(1, at(12)), stop(2, at(10)), stop(3, at(11))], [2, 3, 1], id="by-time"),
        pytest.param(
            [stop(1, at(9)), stop(2, at(10), FAR), stop(3, at(10), NEAR)], [1, 3, 2], id="at-once-the-nearest-next"
        ),
        pytest.param([stop(2, at(10), NEAR), stop(1, at(10), FAR)], [1, 2], id="the-first-by-its-key"),
        pytest.param(
            [stop(1, at(10), None), stop(2, at(10), FAR)], [2, 1], id="of-which-nobody-knows-where-last"
        ),
        pytest.param(
            [stop(1, at(9), FAR), stop(2, at(10), NEAR), stop(3, at(10), FAR), stop(4, at(11), FAR)], [1, 3, 2, 4],
            id="and-time-goes-first",
        ),
    ],
)  # fmt: skip
def test_they_stand_by_time_and_then_by_the_way(stops: list[Stop], order: list[int]):
    assert [leg.stop.key for leg in in_order(stops)] == order
    assert [leg.stop.key for leg in in_order(reversed(stops))] == order


def test_of_each_it_is_known_how_far_it_is_and_how_much_time_there_is():
    first, second, third = in_order([stop(1, at(9)), stop(2, at(10), NEAR), stop(3, at(11), None)])
    assert (first.km, first.free) == (None, None)
    assert second.km == pytest.approx(0.55, abs=0.05)
    assert (second.free, third.km, third.free) == (timedelta(minutes=30), None, timedelta(minutes=30))


@pytest.mark.parametrize(
    ("hour", "is_tight"),
    [pytest.param(at(9, 30), True, id="no-time"), pytest.param(at(11), True, id="an-hour-and-a-half-for-53-km"),
     pytest.param(at(12), False, id="two-and-a-half")],
)  # fmt: skip
def test_too_little_time_for_the_way_is_seen(hour: datetime, is_tight: bool):
    assert in_order([stop(1, at(9)), stop(2, hour, FAR)])[1].is_tight is is_tight


def test_side_by_side_there_is_always_time():
    assert not in_order([stop(1, at(9)), stop(2, at(9, 30))])[1].is_tight
