"""When a home stood empty: neither let nor out of use."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.occupancy import gaps
from people.periods import OpenPeriod

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("taken", "on", "empty"),
    [
        pytest.param([], JAN, [(JAN, None)], id="known-since-today"),
        pytest.param([], FEB, [(JAN, None)], id="empty-all-along"),
        pytest.param([OpenPeriod(FEB, MAR)], MAR, [(JAN, FEB), (MAR, None)], id="let-and-free-again"),
        pytest.param([OpenPeriod(FEB, MAR)], date(2026, 2, 28), [(JAN, FEB)], id="last-day-of-a-lease"),
        pytest.param([OpenPeriod(FEB, MAR), OpenPeriod(JAN, FEB)], date(2026, 2, 5), [], id="repairs-after-a-lease"),
        pytest.param([OpenPeriod(JAN, MAR), OpenPeriod(FEB, None)], APR, [], id="nobody-knows-until-when"),
        pytest.param([OpenPeriod(JAN, APR), OpenPeriod(FEB, MAR)], APR, [(APR, None)], id="repairs-while-let"),
        pytest.param([OpenPeriod(APR, None)], MAR, [(JAN, None)], id="let-only-from-next-month"),
    ],
)
def test_a_home_is_empty_where_it_is_neither_let_nor_out_of_use(taken: list[OpenPeriod], on: date, empty: list):
    assert gaps(taken, JAN, on) == empty


DAYS = st.integers(0, 60).map(lambda day: JAN + timedelta(days=day))
PERIODS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(1, 30)).map(
        lambda pair: OpenPeriod(pair[0], pair[1] and pair[0] + timedelta(days=pair[1]))
    ),
    max_size=6,
)


@given(taken=PERIODS, on=DAYS)
def test_every_day_is_taken_or_in_one_gap(taken: list[OpenPeriod], on: date):
    empty = [OpenPeriod(*gap) for gap in gaps(taken, JAN, on)]
    for day in (JAN + timedelta(days=n) for n in range((on - JAN).days + 1)):
        is_taken = any(day in period for period in taken)
        assert sum(day in gap for gap in empty) == (not is_taken)
