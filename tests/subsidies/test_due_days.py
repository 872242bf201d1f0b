"""Working days in Greece, and when an instalment is paid."""

from datetime import date

import pytest

from subsidies.rules.calendar import due_day, is_working_day, pay_day
from subsidies.rules.scheme import PayDay, PayDayRule
from tests.subsidies.quoting import ask, case, row

LAST = PayDay()
FIRST = PayDay(PayDayRule.FIRST_WORKING_DAY)


def on(day: int) -> PayDay:
    return PayDay(PayDayRule.DAY, day)


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        pytest.param(date(2026, 4, 9), True, id="Thursday before Orthodox Easter"),
        pytest.param(date(2026, 4, 10), False, id="Orthodox Good Friday"),
        pytest.param(date(2026, 4, 13), False, id="Orthodox Easter Monday"),
        pytest.param(date(2026, 4, 3), True, id="Western Good Friday is a working day"),
        pytest.param(date(2026, 4, 6), True, id="Western Easter Monday is a working day"),
        pytest.param(date(2026, 2, 23), False, id="Clean Monday"),
        pytest.param(date(2026, 6, 1), False, id="Whit Monday"),
        pytest.param(date(2026, 10, 28), False, id="28 October"),
        pytest.param(date(2026, 3, 25), False, id="25 March"),
        pytest.param(date(2026, 12, 24), True, id="Christmas Eve"),
        pytest.param(date(2026, 12, 25), False, id="Christmas"),
        pytest.param(date(2025, 12, 26), False, id="26 December"),
        pytest.param(date(2026, 8, 14), True, id="Friday before 15 August"),
        pytest.param(date(2026, 5, 1), False, id="1 May"),
        pytest.param(date(2022, 5, 2), False, id="Monday after a 1 May on a Sunday, as observed"),
        pytest.param(date(2022, 5, 3), True, id="Tuesday after it"),
        pytest.param(date(2026, 2, 28), False, id="Saturday"),
        pytest.param(date(2026, 3, 1), False, id="Sunday"),
        pytest.param(date(1, 1, 1), True, id="a Monday before holidays are known"),
    ],
)
def test_working_days_are_weekdays_but_greek_public_holidays(day, is_working):
    assert is_working_day(day) is is_working


@pytest.mark.parametrize(
    ("rule", "month", "expected"),
    [
        pytest.param(LAST, date(2026, 3, 1), date(2026, 3, 31), id="last: a Tuesday"),
        pytest.param(LAST, date(2026, 2, 1), date(2026, 2, 27), id="last: the 28th is a Saturday"),
        pytest.param(LAST, date(2026, 5, 1), date(2026, 5, 29), id="last: the 31st is a Sunday"),
        pytest.param(LAST, date(2021, 4, 1), date(2021, 4, 29), id="last: 30 April 2021 is Good Friday"),
        pytest.param(LAST, date(2027, 4, 1), date(2027, 4, 29), id="last: 30 April 2027 is Good Friday"),
        pytest.param(LAST, date(2028, 2, 1), date(2028, 2, 29), id="last: a leap day"),
        pytest.param(LAST, date(2026, 12, 1), date(2026, 12, 31), id="last: New Year's Eve"),
        pytest.param(FIRST, date(2026, 4, 1), date(2026, 4, 1), id="first: a Wednesday"),
        pytest.param(FIRST, date(2026, 1, 1), date(2026, 1, 2), id="first: after New Year"),
        pytest.param(FIRST, date(2026, 5, 1), date(2026, 5, 4), id="first: 1 May and a weekend"),
        pytest.param(FIRST, date(2022, 5, 1), date(2022, 5, 3), id="first: Sunday and the observed holiday"),
        pytest.param(FIRST, date(2026, 8, 1), date(2026, 8, 3), id="first: after a weekend"),
        pytest.param(on(15), date(2026, 7, 1), date(2026, 7, 15), id="day 15: a Wednesday"),
        pytest.param(on(15), date(2026, 8, 1), date(2026, 8, 14), id="day 15: Saturday 15 August, so the Friday"),
        pytest.param(on(13), date(2026, 4, 1), date(2026, 4, 9), id="day 13: back over Easter"),
        pytest.param(on(25), date(2026, 12, 1), date(2026, 12, 24), id="day 25: before Christmas"),
        pytest.param(on(31), date(2026, 4, 1), date(2026, 4, 30), id="day 31 in a month of 30 days"),
        pytest.param(on(30), date(2026, 2, 1), date(2026, 2, 27), id="day 30 in February, a Saturday's Friday"),
        pytest.param(on(1), date(2026, 3, 1), date(2026, 2, 27), id="day 1: a Sunday, moved out of the month"),
        pytest.param(on(1), date(2026, 1, 1), date(2025, 12, 31), id="day 1: New Year, moved out of the year"),
    ],
)
def test_each_pay_day_rule_finds_a_working_day(rule, month, expected):
    assert pay_day(rule, month) == expected


@pytest.mark.parametrize(
    ("not_before", "expected"),
    [
        pytest.param((date(2026, 2, 26), date(2026, 2, 10)), date(2026, 2, 27), id="both before the pay day"),
        pytest.param((date(2026, 2, 27), date(2026, 2, 10)), date(2026, 2, 27), id="decided on the pay day"),
        pytest.param((date(2026, 2, 28), date(2026, 2, 10)), date(2026, 3, 2), id="decided on the Saturday after"),
        pytest.param((date(2026, 1, 1), date(2026, 2, 28)), date(2026, 3, 2), id="first payable day after the pay day"),
        pytest.param(
            (date(2026, 4, 10), date(2026, 2, 10)), date(2026, 4, 14), id="decided on Good Friday: after Easter"
        ),
        pytest.param((date(2026, 3, 3), date(2026, 3, 4)), date(2026, 3, 4), id="the later of the two, a working day"),
    ],
)
def test_nothing_is_due_before_the_decision_or_the_first_payable_day(not_before, expected):
    assert due_day(LAST, date(2026, 2, 1), *not_before) == expected


@pytest.mark.parametrize(
    ("facts", "month", "due_on"),
    [
        pytest.param({"starts_on": "2026-03-31"}, "2026-03", "2026-03-31", id="starts on the pay day"),
        pytest.param(
            {"starts_on": "2026-02-28"}, "2026-02", "2026-03-02", id="starts on the Saturday after the pay day"
        ),
        pytest.param({"decided_on": "2026-02-28"}, "2026-02", "2026-03-02", id="decided on the Saturday after it"),
        pytest.param({"decided_on": "2026-02-27"}, "2026-02", "2026-02-27", id="decided on the pay day"),
        pytest.param(
            {"suspensions": [{"from": "2026-05-01", "to": "2026-05-30"}]},
            "2026-05",
            "2026-06-02",
            id="payable from Saturday 30 May, Whit Monday follows: Tuesday 2 June",
        ),
    ],
)
def test_an_instalment_whose_pay_day_is_too_early_moves_forward(facts, month, due_on):
    assert row(ask(case(**facts)), month)["due_on"] == due_on
