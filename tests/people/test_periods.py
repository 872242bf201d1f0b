"""Half-open periods, against days counted one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from people.periods import OpenPeriod

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(12)]
LONG_AGO, FAR_AHEAD = date(1900, 1, 1), date(2100, 1, 1)

maybe_days = st.none() | st.sampled_from(DAYS)
periods = st.builds(OpenPeriod, maybe_days, maybe_days)


def days_of(period: OpenPeriod) -> set[date]:
    return {day for day in (LONG_AGO, *DAYS, FAR_AHEAD) if day in period}


@given(periods, periods)
def test_two_overlap_when_some_day_lies_in_both(one: OpenPeriod, other: OpenPeriod):
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert one.overlaps(other) == other.overlaps(one)


@given(periods)
def test_an_empty_one_holds_no_day(period: OpenPeriod):
    assert period.is_empty == (not days_of(period))


@given(periods, st.sampled_from(DAYS))
def test_cut_at_a_day_it_falls_into_two_that_do_not_overlap(period: OpenPeriod, cut: date):
    before, after = OpenPeriod(period.starts_on, cut), OpenPeriod(cut, period.ends_on)
    assert not before.overlaps(after)
    if cut in period:
        assert days_of(before) | days_of(after) == days_of(period)
