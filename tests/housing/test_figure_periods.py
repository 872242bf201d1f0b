"""The time that figures are about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from housing.figures.periods import EVER, FIRST_YEAR, LAST_MONTHS, ReportingPeriod, offered_periods, read_period

ON = date(2026, 8, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param(None, date(2025, 9, 1), ON, id="without-a-name-the-last-twelve-months"),
        pytest.param("2025", date(2025, 1, 1), date(2025, 12, 31), id="a-year"),
        pytest.param("2026", date(2026, 1, 1), ON, id="this-year-up-to-today"),
        pytest.param("2026-q2", date(2026, 4, 1), date(2026, 6, 30), id="a-quarter"),
        pytest.param("2026-q3", date(2026, 7, 1), ON, id="this-quarter-up-to-today"),
        pytest.param("ever", date(FIRST_YEAR, 1, 1), ON, id="ever"),
    ],
)
def test_a_period_is_read_from_its_name(text: str | None, first: date, last: date) -> None:
    found = read_period(text, ON)
    assert (found.starts_on, found.last_day) == (first, last)
    assert first in found
    assert last in found
    assert first.replace(year=first.year - 1) not in found


@pytest.mark.parametrize(
    "text", ["", "2027", "2026-q4", "2026-q5", "1999", "x", "2026-q0", "9" * 40, "٢٠٢٦", LAST_MONTHS]
)
def test_what_names_none_is_the_last_twelve_months(text: str) -> None:
    assert read_period(text, ON).name == LAST_MONTHS


@given(st.dates(date(2004, 1, 1), date(2100, 1, 1)))
def test_what_is_offered_is_read_back_and_its_parts_make_it_up(on: date) -> None:
    offered = offered_periods(on)
    assert len({period.name for period in offered}) == len(offered)
    for period in offered:
        assert read_period(period.name, on) == period
        parts = period.months
        assert (parts[0].starts_on, parts[-1].ends_on) == (period.starts_on, period.ends_on)
        assert [part.starts_on for part in parts[1:]] == [part.ends_on for part in parts[:-1]]


def test_long_periods_fall_into_years() -> None:
    assert [part.name for part in read_period("2026-q2", ON).months] == ["2026-04", "2026-05", "2026-06"]
    assert [part.name for part in read_period(EVER, ON).months][-2:] == ["2025", "2026"]
    assert ReportingPeriod("x", date(2024, 1, 1), date(2026, 1, 2)).months[0].name == "2024"
