"""Pay days around the Greek holidays, year by year, worked by hand from published calendars and not by the package.

Orthodox Easter falls on 28/4/2019, 19/4/2020, 2/5/2021, 24/4/2022, 16/4/2023, 5/5/2024, 20/4/2025, 12/4/2026, 2/5/2027,
16/4/2028, 8/4/2029 and 28/4/2030. Good Friday is two days before it, Easter Monday the day after, Clean Monday 48 days
before and the Monday of the Holy Spirit 50 days after.
1 May was kept on 4 May in 2021 (Holy Saturday; Government Gazette B 1661/23.4.2021), on 2 May in 2022 (a Sunday) and on
7 May in 2024 (Holy Wednesday; Government Gazette B 1406/4.3.2024). In 2027 it is Holy Saturday again.
"""

from datetime import date, timedelta

import pytest

from subsidies.rules.calendar import is_working_day, pay_day
from subsidies.rules.scheme import PayDay, PayDayRule

LAST = PayDay()
FIRST = PayDay(PayDayRule.FIRST_WORKING_DAY)
DAY = timedelta(days=1)


def on(day: int) -> PayDay:
    return PayDay(PayDayRule.DAY, day)


@pytest.mark.parametrize(
    ("clean_monday", "good_friday", "easter_monday", "may_day", "holy_spirit"),
    [
        ("2019-03-11", "2019-04-26", "2019-04-29", "2019-05-01", "2019-06-17"),
        ("2020-03-02", "2020-04-17", "2020-04-20", "2020-05-01", "2020-06-08"),
        ("2021-03-15", "2021-04-30", "2021-05-03", "2021-05-04", "2021-06-21"),
        ("2022-03-07", "2022-04-22", "2022-04-25", "2022-05-02", "2022-06-13"),
        ("2023-02-27", "2023-04-14", "2023-04-17", "2023-05-01", "2023-06-05"),
        ("2024-03-18", "2024-05-03", "2024-05-06", "2024-05-07", "2024-06-24"),
        ("2025-03-03", "2025-04-18", "2025-04-21", "2025-05-01", "2025-06-09"),
        ("2026-02-23", "2026-04-10", "2026-04-13", "2026-05-01", "2026-06-01"),
        ("2027-03-15", "2027-04-30", "2027-05-03", "2027-05-04", "2027-06-21"),
        ("2028-02-28", "2028-04-14", "2028-04-17", "2028-05-01", "2028-06-05"),
        ("2029-02-19", "2029-04-06", "2029-04-09", "2029-05-01", "2029-05-28"),
        ("2030-03-11", "2030-04-26", "2030-04-29", "2030-05-01", "2030-06-17"),
    ],
)
def test_the_feasts_that_move_are_free_and_the_days_beside_them_are_not(
    clean_monday, good_friday, easter_monday, may_day, holy_spirit
):
    free = {date.fromisoformat(day) for day in (clean_monday, good_friday, easter_monday, may_day, holy_spirit)}
    beside = {day + step for day in free for step in (-DAY, DAY)} - free
    assert {day for day in free if is_working_day(day)} == set()
    assert {day for day in beside if not is_working_day(day)} == {day for day in beside if day.weekday() >= 5}


@pytest.mark.parametrize("year", range(2019, 2031))
@pytest.mark.parametrize("feast", ["01-01", "01-06", "03-25", "08-15", "10-28", "12-25", "12-26"])
def test_the_feasts_that_do_not_move_are_free_every_year(year, feast):
    assert not is_working_day(date.fromisoformat(f"{year}-{feast}"))


@pytest.mark.parametrize(
    ("year", "day"),
    [
        pytest.param(2019, 30, id="2019: the Tuesday after Easter Monday"),
        pytest.param(2020, 30, id="2020: a Thursday, Easter long over"),
        pytest.param(2021, 29, id="2021: Holy Thursday, for the 30th is Good Friday"),
        pytest.param(2022, 29, id="2022: the Friday of the week after Easter"),
        pytest.param(2023, 28, id="2023: the Friday before a weekend"),
        pytest.param(2024, 30, id="2024: Holy Tuesday"),
        pytest.param(2025, 30, id="2025: a Wednesday"),
        pytest.param(2026, 30, id="2026: a Thursday"),
        pytest.param(2027, 29, id="2027: Holy Thursday, for the 30th is Good Friday"),
        pytest.param(2028, 28, id="2028: the Friday before a weekend"),
        pytest.param(2029, 30, id="2029: a Monday"),
        pytest.param(2030, 30, id="2030: the Tuesday after Easter Monday"),
    ],
)
def test_the_last_working_day_of_april(year, day):
    assert pay_day(LAST, date(year, 4, 1)) == date(year, 4, day)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        pytest.param(2019, 2, id="2019: after 1 May, a Wednesday"),
        pytest.param(2020, 4, id="2020: after 1 May, a Friday, and a weekend"),
        pytest.param(2021, 5, id="2021: after Easter Monday and the 1 May that was kept on the 4th"),
        pytest.param(2022, 3, id="2022: after a Sunday and the 1 May that was kept on the 2nd"),
        pytest.param(2023, 2, id="2023: after 1 May, a Monday"),
        pytest.param(2024, 1, id="2024: 1 May itself, for it was kept on the 7th"),
        pytest.param(2025, 2, id="2025: after 1 May, a Thursday"),
        pytest.param(2026, 4, id="2026: after 1 May, a Friday, and a weekend"),
        pytest.param(2027, 5, id="2027: as in 2021"),
    ],
)
def test_the_first_working_day_of_may(year, day):
    assert pay_day(FIRST, date(year, 5, 1)) == date(year, 5, day)


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        pytest.param(2024, 2, 29, id="29 February 2024: a leap day, a Thursday"),
        pytest.param(2028, 2, 29, id="29 February 2028: a leap day, the Tuesday after Clean Monday"),
        pytest.param(2023, 2, 28, id="28 February 2023: the Tuesday after Clean Monday"),
        pytest.param(2020, 2, 28, id="28 February 2020: a Friday, for the leap day is a Saturday"),
        pytest.param(2019, 3, 29, id="29 March 2019: a Friday"),
        pytest.param(2024, 3, 29, id="29 March 2024: Good Friday of the West is a working day"),
        pytest.param(2024, 5, 31, id="31 May 2024: a Friday"),
        pytest.param(2029, 5, 31, id="31 May 2029: three days after the Monday of the Holy Spirit"),
        pytest.param(2022, 10, 31, id="31 October 2022: the Monday after a long weekend"),
        pytest.param(2022, 12, 30, id="30 December 2022: a Friday"),
        pytest.param(2023, 12, 29, id="29 December 2023: a Friday"),
        pytest.param(2024, 12, 31, id="31 December 2024: a Tuesday"),
        pytest.param(2028, 12, 29, id="29 December 2028: a Friday"),
    ],
)
def test_the_last_working_day_of_other_months(year, month, day):
    assert pay_day(LAST, date(year, month, 1)) == date(year, month, day)


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        pytest.param("2020-03-01", "2020-03-03", id="March 2020: after a Sunday and Clean Monday"),
        pytest.param("2025-03-01", "2025-03-04", id="March 2025: after a weekend and Clean Monday"),
        pytest.param("2026-06-01", "2026-06-02", id="June 2026: after the Monday of the Holy Spirit"),
        pytest.param("2019-01-01", "2019-01-02", id="January 2019: a Wednesday"),
        pytest.param("2021-01-01", "2021-01-04", id="January 2021: after New Year, a Friday, and a weekend"),
        pytest.param("2022-01-01", "2022-01-03", id="January 2022: New Year on a Saturday does not move"),
        pytest.param("2023-01-01", "2023-01-02", id="January 2023: New Year on a Sunday does not move"),
        pytest.param("2024-01-01", "2024-01-02", id="January 2024: New Year on a Monday"),
        pytest.param("2027-01-01", "2027-01-04", id="January 2027: after New Year, a Friday, and a weekend"),
    ],
)
def test_the_first_working_day_of_other_months(month, expected):
    assert pay_day(FIRST, date.fromisoformat(month)) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        pytest.param("2019-12-25", "2019-12-24", id="Christmas: the eve, a Tuesday"),
        pytest.param("2022-12-26", "2022-12-23", id="26 December 2022: back over Christmas and its eve, a Saturday"),
        pytest.param("2023-12-26", "2023-12-22", id="26 December 2023: back over Christmas and a weekend"),
        pytest.param("2025-12-28", "2025-12-24", id="28 December 2025: a Sunday, back over Saturday and both feasts"),
        pytest.param("2027-12-27", "2027-12-27", id="27 December 2027: feasts on a weekend do not move"),
        pytest.param("2025-01-06", "2025-01-03", id="Epiphany 2025: a Monday, so the Friday"),
        pytest.param("2026-01-06", "2026-01-05", id="Epiphany 2026: a Tuesday"),
        pytest.param("2025-01-01", "2024-12-31", id="New Year: moved out of the year"),
        pytest.param("2022-01-02", "2021-12-31", id="2 January 2022: a Sunday, moved out of the year"),
        pytest.param("2019-03-25", "2019-03-22", id="25 March 2019: a Monday, so the Friday"),
        pytest.param("2029-03-25", "2029-03-23", id="25 March 2029: a Sunday does not move"),
        pytest.param("2024-10-28", "2024-10-25", id="28 October 2024: a Monday, so the Friday"),
        pytest.param("2026-10-28", "2026-10-27", id="28 October 2026: a Wednesday"),
        pytest.param("2023-02-27", "2023-02-24", id="Clean Monday 2023: so the Friday"),
        pytest.param("2021-05-04", "2021-04-29", id="4 May 2021: back over 1 May as kept, Easter and Good Friday"),
        pytest.param("2024-05-07", "2024-05-02", id="7 May 2024: back over 1 May as kept, Easter and Good Friday"),
        pytest.param("2020-06-08", "2020-06-05", id="the Monday of the Holy Spirit 2020: so the Friday"),
        pytest.param("2021-08-15", "2021-08-13", id="15 August 2021: a Sunday, so the Friday"),
    ],
)
def test_a_day_of_the_month_that_is_free_moves_back_to_the_working_day_before(planned, expected):
    day = date.fromisoformat(planned)
    assert pay_day(on(day.day), day.replace(day=1)) == date.fromisoformat(expected)
