"""From when to when an award runs, and which of its days are payable. One person: 162.00 a month."""

import pytest

from tests.subsidies.quoting import ask, case, monthly, one_offs, row, scheme_with


@pytest.mark.parametrize(
    ("starts_on", "decided_on", "award", "first_month"),
    [
        pytest.param("2026-02-10", "2026-01-20", ("2026-02-10", "2027-02-10"), "109.93", id="decided before the lease"),
        pytest.param("2026-02-10", "2026-02-10", ("2026-02-10", "2027-02-10"), "109.93", id="decided on its first day"),
        pytest.param("2026-02-10", "2026-02-11", ("2026-02-11", "2027-02-11"), "104.14", id="a day later: 18 of 28"),
        pytest.param("2025-02-10", "2026-02-20", ("2026-02-20", "2027-02-20"), "52.07", id="a year later: 9 of 28"),
        pytest.param("2026-01-31", "2026-01-20", ("2026-01-31", "2027-01-31"), "5.23", id="starts on a 31st: 1 of 31"),
        pytest.param(
            "2024-02-29", "2024-02-01", ("2024-02-29", "2025-02-28"), "5.59", id="starts on a leap day: 1 of 29"
        ),
        pytest.param("2026-03-01", "2026-02-28", ("2026-03-01", "2027-03-01"), "162.00", id="starts on a 1st"),
    ],
)
def test_an_award_runs_for_a_year_from_the_later_of_lease_and_decision(starts_on, decided_on, award, first_month):
    answered = ask(case(starts_on=starts_on, decided_on=decided_on))
    assert answered["award"] == {"starts_on": award[0], "ends_on": award[1]}
    assert monthly(answered)[award[0][:7]] == first_month


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        pytest.param("2026-01-31", 1, "2026-02-28", id="a month from 31 January: to the end of February"),
        pytest.param("2028-01-31", 1, "2028-02-29", id="the same in a leap year"),
        pytest.param("2026-01-28", 1, "2026-02-28", id="a month from 28 January"),
        pytest.param("2026-03-31", 1, "2026-04-30", id="a month from 31 March"),
        pytest.param("2026-04-30", 1, "2026-05-30", id="a month from 30 April: to the 30th, not the 31st"),
        pytest.param("2026-02-28", 1, "2026-03-28", id="a month from the last day of February: to the 28th"),
        pytest.param("2026-08-31", 6, "2027-02-28", id="six months from 31 August"),
        pytest.param("2027-08-31", 6, "2028-02-29", id="six months from 31 August into a leap year"),
        pytest.param("2026-12-31", 2, "2027-02-28", id="over the end of the year"),
        pytest.param("2028-02-29", 12, "2029-02-28", id="a year from a leap day"),
        pytest.param("2028-02-29", 48, "2032-02-29", id="four years from a leap day"),
        pytest.param("2027-02-28", 12, "2028-02-28", id="a year from 28 February into a leap year: not the 29th"),
        pytest.param("2026-05-31", 1200, "2126-05-31", id="a hundred years"),
    ],
)
def test_the_award_ends_on_the_day_of_its_start_or_the_last_of_a_shorter_month(starts_on, months, ends_on):
    scheme = scheme_with("demonstration", ("months = 12", f"months = {months}"))
    data = case(starts_on=starts_on, decided_on="2026-01-01")
    assert ask(data, scheme)["award"] == {"starts_on": starts_on, "ends_on": ends_on}


def test_a_month_from_the_31st_pays_its_last_day_and_the_next_month_but_the_last():
    """162 x 1 / 31 = 5.2258 and 162 x 27 / 28 = 156.214: the month ends on 28 February, which is not in it."""
    scheme = scheme_with("demonstration", ("months = 12", "months = 1"))
    assert monthly(ask(case(starts_on="2026-01-31"), scheme)) == {"2026-01": "5.23", "2026-02": "156.21"}


@pytest.mark.parametrize(
    ("starts_on", "months", "last"),
    [
        pytest.param("2026-02-10", 13, ("2027-02", "52.07"), id="9 of 28 days in the thirteenth month"),
        pytest.param("2026-03-31", 13, ("2027-03", "156.77"), id="30 of 31 days: 162 x 30 / 31 = 156.774"),
        pytest.param("2026-03-01", 12, ("2027-02", "162.00"), id="twelve whole months"),
        pytest.param("2024-02-29", 13, ("2025-02", "156.21"), id="27 of 28 days after a leap day: 156.214"),
    ],
)
def test_the_last_month_pays_up_to_the_day_before_the_end(starts_on, months, last):
    amounts = monthly(ask(case(starts_on=starts_on, decided_on="2024-01-01")))
    assert len(amounts) == months
    assert list(amounts.items())[-1] == last


@pytest.mark.parametrize(
    ("ends_on", "award_ends_on", "last"),
    [
        pytest.param("2026-06-16", "2026-06-16", ("2026-06", "81.00"), id="in mid-month: 162 x 15 / 30"),
        pytest.param("2026-07-01", "2026-07-01", ("2026-06", "162.00"), id="on a 1st"),
        pytest.param("2026-02-11", "2026-02-11", ("2026-02", "5.79"), id="after one day"),
        pytest.param("2027-02-09", "2027-02-09", ("2027-02", "46.29"), id="a day early: 162 x 8 / 28 = 46.2857"),
        pytest.param("2027-02-10", "2027-02-10", ("2027-02", "52.07"), id="on the very end"),
        pytest.param("2027-02-11", "2027-02-10", ("2027-02", "52.07"), id="later than the end changes nothing"),
        pytest.param("9999-12-31", "2027-02-10", ("2027-02", "52.07"), id="much later changes nothing"),
    ],
)
def test_a_case_may_end_its_award_early_but_never_later(ends_on, award_ends_on, last):
    answered = ask(case(ends_on=ends_on))
    assert answered["award"]["ends_on"] == award_ends_on
    assert list(monthly(answered).items())[-1] == last


@pytest.mark.parametrize(
    ("ends_on", "last"),
    [
        pytest.param("2026-06-16", ("2026-06", "81.00"), id="in mid-month: 162 x 15 / 30"),
        pytest.param("2026-06-02", ("2026-06", "5.40"), id="one day into June: 162 / 30"),
        pytest.param("2026-06-01", ("2026-05", "162.00"), id="on the 1st of June nothing of June"),
        pytest.param("2027-02-11", ("2027-02", "52.07"), id="after the award"),
        pytest.param("9999-12-31", ("2027-02", "52.07"), id="never"),
    ],
)
def test_a_lease_that_ends_leaves_the_award_but_ends_the_payable_days(ends_on, last):
    answered = ask(case(lease={"ends_on": ends_on}))
    assert answered["award"]["ends_on"] == "2027-02-10"
    assert list(monthly(answered).items())[-1] == last


def test_the_days_of_a_month_are_shown_from_the_first_payable_to_the_day_after_the_last():
    answered = ask(case(lease={"ends_on": "2026-06-16"}))
    assert (row(answered, "2026-06")["from"], row(answered, "2026-06")["to"]) == ("2026-06-01", "2026-06-16")


def test_a_lease_that_ended_before_the_award_starts_pays_nothing_at_all():
    answered = ask(case(decided_on="2026-06-01", lease={"ends_on": "2026-06-01"}))
    assert (answered["eligible"], answered["instalments"]) == (True, [])
    assert answered["totals"]["payable"] == "0.00"


def hold(starts_on: str, ends_on: str) -> dict:
    return {"from": starts_on, "to": ends_on}


@pytest.mark.parametrize(
    ("suspensions", "freezes", "may"),
    [
        pytest.param([hold("2026-05-05", "2026-05-20")], [], "83.61", id="15 days out: 162 x 16 / 31 = 83.6129"),
        pytest.param([hold("2026-05-05", "2026-05-06")], [], "156.77", id="one day out: 162 x 30 / 31 = 156.774"),
        pytest.param([hold("2026-05-01", "2026-05-02")], [], "156.77", id="the first day out"),
        pytest.param([hold("2026-05-31", "2026-06-01")], [], "156.77", id="the last day out"),
        pytest.param([hold("2026-04-30", "2026-05-01")], [], "162.00", id="ends on the 1st, which is not in it"),
        pytest.param([hold("2026-06-01", "2026-06-02")], [], "162.00", id="begins on the 1st of the next month"),
        pytest.param(
            [hold("2026-05-05", "2026-05-20"), hold("2026-05-10", "2026-05-25")],
            [],
            "57.48",
            id="overlap: 20 out, 11 / 31",
        ),
        pytest.param(
            [hold("2026-05-05", "2026-05-25"), hold("2026-05-10", "2026-05-12")], [], "57.48", id="one inside another"
        ),
        pytest.param(
            [hold("2026-05-10", "2026-05-20"), hold("2026-05-05", "2026-05-10")], [], "83.61", id="one after the other"
        ),
        pytest.param([], [hold("2026-05-05", "2026-05-20")], "83.61", id="a freeze as a suspension"),
        pytest.param(
            [hold("2026-05-05", "2026-05-20")],
            [hold("2026-05-10", "2026-05-25")],
            "57.48",
            id="a freeze over a suspension",
        ),
        pytest.param([hold("2020-01-01", "2026-05-31")], [], "5.23", id="since long ago, up to the last day"),
        pytest.param([hold("2026-05-02", "2099-01-01")], [], "5.23", id="from the second day for good"),
        pytest.param([hold("2026-05-01", "2026-06-01")], [], None, id="the whole month: no row"),
        pytest.param([hold("2020-01-01", "2026-02-10")], [], "162.00", id="over before the award"),
        pytest.param([hold("2027-02-10", "2028-01-01")], [], "162.00", id="begins as the award ends"),
    ],
)
def test_days_in_a_suspension_or_a_freeze_are_not_paid(suspensions, freezes, may):
    assert monthly(ask(case(suspensions=suspensions, freezes=freezes))).get("2026-05") == may


def test_a_suspension_in_the_middle_leaves_the_shown_days_of_its_month_whole():
    may = row(ask(case(suspensions=[hold("2026-05-05", "2026-05-20")])), "2026-05")
    assert (may["from"], may["to"]) == ("2026-05-01", "2026-06-01")


def test_a_suspension_of_the_whole_award_leaves_no_row_and_no_one_off():
    assert ask(case(suspensions=[hold("2026-02-10", "2027-02-10")]))["instalments"] == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, ("2026-02", "440.00", "2026-02-27"), id="in the first month"),
        pytest.param(
            {"suspensions": [hold("2026-02-01", "2026-02-28")]},
            ("2026-02", "440.00", "2026-03-02"),
            id="first payable day on Saturday 28 February, after the pay day: the Monday",
        ),
        pytest.param(
            {"suspensions": [hold("2026-02-01", "2026-03-01")]},
            ("2026-03", "440.00", "2026-03-31"),
            id="first payable day in March",
        ),
        pytest.param(
            {"freezes": [hold("2026-02-10", "2026-10-15")]},
            ("2026-10", "440.00", "2026-10-30"),
            id="after a long freeze",
        ),
        pytest.param({"rent": "100.00"}, ("2026-02", "440.00", "2026-02-27"), id="the rent does not cap it"),
        pytest.param(
            {"household": {"members": [{"born": "1990-01-01"}, {"born": "2026-02-11", "joined_on": "2026-02-11"}]}},
            ("2026-02", "440.00", "2026-02-27"),
            id="who comes a day later does not count",
        ),
        pytest.param(
            {"household": {"members": [{"born": "1990-01-01"}, {"born": "1990-01-01", "left_on": "2026-02-11"}]}},
            ("2026-02", "830.00", "2026-02-27"),
            id="who leaves a day later counts",
        ),
        pytest.param(
            {
                "suspensions": [hold("2026-02-10", "2026-03-01")],
                "household": {"members": [{"born": "1990-01-01"}, {"born": "1990-01-01", "left_on": "2026-02-11"}]},
            },
            ("2026-03", "830.00", "2026-03-31"),
            id="due in March, by the household of February",
        ),
    ],
)
def test_the_one_off_is_due_in_the_month_of_the_first_payable_day_by_the_household_of_the_start(facts, expected):
    assert one_offs(ask(case(**facts))) == [expected]


@pytest.mark.parametrize(
    ("size", "amount"),
    [(1, "440.00"), (2, "830.00"), (3, "980.00"), (4, "1172.00"), (5, "1172.00"), (6, "1490.00"), (7, "1490.00")],
)
def test_the_one_off_pays_its_own_band(size, amount):
    assert one_offs(ask(case(size))) == [("2026-02", amount, "2026-02-27")]


def test_no_one_off_with_nobody_present_at_the_start():
    late = {"members": [{"born": "1990-01-01", "joined_on": "2026-03-01"}]}
    assert one_offs(ask(case(household=late))) == []
