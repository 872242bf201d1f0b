"""What may be chance: intervals as their inventors published them, and the test of waits by an example of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.figures.chance import Interval, beyond_chance, difference_interval, share_interval, slower_beyond_chance
from housing.figures.waits import End, Wait

SHARES = st.integers(1, 200).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@pytest.mark.parametrize(
    ("having", "size", "interval"),
    [  # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_the_interval_of_a_share_is_wilson_s(having: int, size: int, interval: tuple[float, float]):
    assert share_interval(having, size) == pytest.approx(interval, abs=5e-5)


@pytest.mark.parametrize(
    ("shares", "interval"),
    [  # of the paper that the module names, table II, method 10
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0)),
        ((10, 10, 0, 10), (0.6075, 1.0)),
    ],
)
def test_the_interval_of_a_difference_is_newcombe_s(shares: tuple[int, int, int, int], interval: tuple[float, float]):
    assert difference_interval(*shares) == pytest.approx(interval, abs=5e-5)


@pytest.mark.parametrize(("having", "size"), [(1, 0), (0, 0), (-1, 5), (6, 5)])
def test_of_nobody_there_is_no_share(having: int, size: int):
    with pytest.raises(ValueError, match="no share"):
        share_interval(having, size)


@given(SHARES)
def test_a_share_lies_in_its_interval_which_mirrors_that_of_the_rest(share: tuple[int, int]):
    having, size = share
    interval, rest = share_interval(having, size), share_interval(size - having, size)
    assert 0 <= interval.low <= having / size <= interval.high <= 1
    assert interval == pytest.approx(Interval(1 - rest.high, 1 - rest.low))


@given(SHARES, st.integers(2, 9))
def test_of_more_people_with_one_share_the_interval_is_narrower(share: tuple[int, int], times: int):
    having, size = share
    few, many = share_interval(having, size), share_interval(having * times, size * times)
    assert many.high - many.low < few.high - few.low


@given(SHARES, SHARES)
def test_two_groups_are_apart_whichever_is_asked_first(own: tuple[int, int], other: tuple[int, int]):
    assert beyond_chance(*own, *other) == -beyond_chance(*other, *own)
    assert beyond_chance(*own, *own) == 0
    if beyond := beyond_chance(*own, *other):
        assert (own[0] / own[1] > other[0] / other[1]) == (beyond == 1)


def test_beside_nobody_nothing_is_beyond_chance():
    assert beyond_chance(5, 5, 0, 0) == 0
    assert slower_beyond_chance(waits(9), []) == 0
    assert slower_beyond_chance([], []) == 0


def waits(*days: int, still: tuple[int, ...] = ()) -> list[Wait]:
    return [Wait(0, one, End.REACHED) for one in days] + [Wait(0, one, End.OPEN) for one in still]


# Weeks in remission with and without a medicine: E. J. Freireich and others, Blood 21, 1963; its log-rank statistic is
# known as 16.79 (D. G. Kleinbaum, "Survival Analysis").
WITH = waits(6, 6, 6, 7, 10, 13, 16, 22, 23, still=(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35))
WITHOUT = waits(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)


def test_the_known_example_is_beyond_chance():
    assert slower_beyond_chance(WITH, WITHOUT) == 1
    assert slower_beyond_chance(WITHOUT, WITH) == -1


@pytest.mark.parametrize(
    ("own", "others"),
    [
        pytest.param(waits(10, 20, 30), waits(10, 20, 30), id="alike"),
        pytest.param(waits(10, 20, 30), waits(11, 21, 31), id="few-and-nearly-alike"),
        pytest.param(waits(still=(90,) * 5), waits(still=(10,) * 5), id="nobody-came-through"),
    ],
)
def test_what_may_be_chance(own: list[Wait], others: list[Wait]):
    assert slower_beyond_chance(own, others) == slower_beyond_chance(others, own) == 0


WAITS = st.lists(st.builds(Wait, st.just(0), st.integers(0, 60), st.sampled_from([End.REACHED, End.OPEN])), max_size=40)


@given(WAITS, WAITS)
def test_of_two_groups_one_is_slower_when_the_other_is_quicker(own: list[Wait], others: list[Wait]):
    assert slower_beyond_chance(own, others) == -slower_beyond_chance(others, own)
