import pytest

from maps.seating import Box, crowded, seated

FRAME = Box(0, 0, 100, 100)


def pins(*spots: tuple[float, float]) -> list[Box]:
    return [Box.upon(spot, 20, 10) for spot in spots]


@pytest.mark.parametrize(
    ("spots", "are_dots"),
    [
        pytest.param([(20, 50), (80, 50)], [False, False], id="far-apart"),
        pytest.param([(20, 50), (25, 50)], [True, True], id="each-would-cover-the-others-point"),
        pytest.param([(20, 50), (39.5, 45)], [False, True], id="the-first-gets-the-room"),
        pytest.param([(50, 52)], [True], id="the-house-goes-before-all"),
    ],
)
def test_a_pin_without_room_is_a_dot(spots: list[tuple[float, float]], are_dots: list[bool]) -> None:
    house = Box.upon((50, 50), 10, 10)

    assert list(crowded(pins(*spots), spots, [house])) == are_dots


def test_a_name_takes_the_first_seat_that_is_free_and_none_out_of_sight() -> None:
    seats = [(50.0, 50.0), (50.0, 70.0)]
    names = [(seats, 40.0, 10.0), (seats, 40.0, 10.0), (seats, 40.0, 10.0), ([(95.0, 20.0)], 40.0, 10.0)]

    assert list(seated(names, FRAME, [])) == [(50.0, 50.0), (50.0, 70.0), None, None]


def test_a_name_keeps_off_what_is_taken() -> None:
    assert list(seated([([(50.0, 50.0), (50.0, 80.0)], 40.0, 10.0)], FRAME, pins((50, 55)))) == [(50.0, 80.0)]
