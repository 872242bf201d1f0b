"""Monthly amounts of the 2019 table, worked out by hand: 162, 309, 396, 504 (4 and 5), 630 (6 and more)."""

import pytest

from tests.subsidies.quoting import ADULT, ask, case, monthly, scheme_with

JOINING = "2010-01-01"
FAR_TABLE = """
[[monthly]]
from = 9999-12-05
rule = "bands"
bands = [{ size = 1, amount = "1.00" }]
"""


def couple(**second: str) -> dict:
    return {"members": [ADULT, {"born": JOINING, **second}]}


@pytest.mark.parametrize(
    ("size", "amount"),
    [
        pytest.param(1, "162.00", id="one person"),
        pytest.param(2, "309.00", id="two"),
        pytest.param(3, "396.00", id="three"),
        pytest.param(4, "504.00", id="four, first of its band"),
        pytest.param(5, "504.00", id="five, last of its band"),
        pytest.param(6, "630.00", id="six, first of the last band"),
        pytest.param(7, "630.00", id="seven, as six"),
        pytest.param(23, "630.00", id="any larger household, as six"),
    ],
)
def test_a_whole_month_pays_the_band_of_the_household(size, amount):
    assert monthly(ask(case(size)))["2026-03"] == amount


@pytest.mark.parametrize(
    ("rent", "share", "amount"),
    [
        pytest.param("161.99", "1", "161.99", id="rent a cent below the table caps it"),
        pytest.param("162.00", "1", "162.00", id="rent equal to the table"),
        pytest.param("162.01", "1", "162.00", id="rent a cent above the table leaves it"),
        pytest.param("300.00", "0.5", "150.00", id="half of 300.00 is 150.00, below the table"),
        pytest.param("324.00", "0.5", "162.00", id="half of 324.00 is the table"),
        pytest.param("450.00", "0.3333", "149.99", id="450.00 x 0.3333 = 149.985, half a cent goes up"),
        pytest.param("450.00", "0.33331", "149.99", id="450.00 x 0.33331 = 149.9895, rounded once"),
        pytest.param("450.00", "0.3331", "149.90", id="450.00 x 0.3331 = 149.895, half a cent goes up"),
        pytest.param("0.01", "1", "0.01", id="a rent of one cent"),
    ],
)
def test_the_rent_share_caps_the_month(rent, share, amount):
    assert monthly(ask(case(rent=rent, lease={"share": share})))["2026-03"] == amount


def test_a_rent_of_nothing_leaves_only_the_one_off():
    answered = ask(case(rent="0.00"))
    assert monthly(answered) == {}
    assert answered["totals"]["payable"] == "440.00"


@pytest.mark.parametrize(
    ("starts_on", "month", "amount"),
    [
        pytest.param("2026-02-10", "2026-02", "109.93", id="19 of 28 days: 162 x 19 / 28 = 109.928"),
        pytest.param("2026-02-01", "2026-02", "162.00", id="28 of 28 days"),
        pytest.param("2026-02-02", "2026-02", "156.21", id="27 of 28 days: 162 x 27 / 28 = 156.214"),
        pytest.param("2026-02-28", "2026-02", "5.79", id="1 of 28 days: 162 / 28 = 5.7857"),
        pytest.param("2028-02-10", "2028-02", "111.72", id="leap February, 20 of 29 days: 162 x 20 / 29 = 111.724"),
        pytest.param("2028-02-29", "2028-02", "5.59", id="leap day, 1 of 29: 162 / 29 = 5.586"),
        pytest.param("2026-03-31", "2026-03", "5.23", id="1 of 31 days: 162 / 31 = 5.2258"),
        pytest.param("2026-04-30", "2026-04", "5.40", id="1 of 30 days: 162 / 30 = 5.40"),
        pytest.param("2026-03-15", "2026-03", "88.84", id="17 of 31 days: 162 x 17 / 31 = 88.8387"),
        pytest.param("2026-12-16", "2026-12", "83.61", id="16 of 31 days: 162 x 16 / 31 = 83.6129"),
    ],
)
def test_a_month_begun_late_pays_by_its_own_days(starts_on, month, amount):
    assert monthly(ask(case(starts_on=starts_on)))[month] == amount


@pytest.mark.parametrize(
    ("rent", "amount"),
    [
        pytest.param("100.01", "50.01", id="100.01 x 15 / 30 = 50.005 goes up"),
        pytest.param("100.02", "50.01", id="100.02 x 15 / 30 = 50.01 exactly"),
        pytest.param("100.03", "50.02", id="100.03 x 15 / 30 = 50.015 goes up"),
    ],
)
def test_half_a_cent_goes_up_whichever_its_neighbours(rent, amount):
    assert monthly(ask(case(rent=rent, starts_on="2026-04-16")))["2026-04"] == amount


@pytest.mark.parametrize(
    ("household", "expected"),
    [
        pytest.param(
            couple(joined_on="2026-02-10"), ["209.68", "309.00", "309.00"], id="joins on the award's first day"
        ),
        pytest.param(couple(joined_on="2026-02-11"), ["109.93", "309.00", "309.00"], id="joins a day after it"),
        pytest.param(couple(joined_on="2026-03-01"), ["109.93", "309.00", "309.00"], id="joins on the 1st: at once"),
        pytest.param(couple(joined_on="2026-03-02"), ["109.93", "162.00", "309.00"], id="joins on the 2nd: next month"),
        pytest.param(
            couple(joined_on="2026-03-31"), ["109.93", "162.00", "309.00"], id="joins on the 31st: next month"
        ),
        pytest.param(couple(joined_on="2025-01-01"), ["209.68", "309.00", "309.00"], id="joined before the award"),
        pytest.param(couple(left_on="2026-02-10"), ["109.93", "162.00", "162.00"], id="gone on the award's first day"),
        pytest.param(couple(left_on="2026-02-11"), ["209.68", "162.00", "162.00"], id="gone a day after it"),
        pytest.param(couple(left_on="2026-03-01"), ["209.68", "162.00", "162.00"], id="gone on the 1st: at once"),
        pytest.param(couple(left_on="2026-03-02"), ["209.68", "309.00", "162.00"], id="gone on the 2nd: next month"),
        pytest.param(
            couple(joined_on="2026-03-02", left_on="2026-03-31"),
            ["109.93", "162.00", "162.00"],
            id="a stay that meets no reference day changes nothing",
        ),
        pytest.param(
            {"members": [ADULT, *[{"born": JOINING, "joined_on": "2026-03-02"}] * 2]},
            ["109.93", "162.00", "396.00"],
            id="two join on one day",
        ),
        pytest.param(
            {"members": [ADULT, *[{"born": JOINING, "left_on": "2026-03-02"}] * 2]},
            ["268.71", "396.00", "162.00"],
            id="two are gone on one day",
        ),
    ],
)
def test_a_change_of_size_counts_from_the_next_reference_day(household, expected):
    # 162, 309 and 396 x 19 / 28 = 109.928, 209.678 and 268.714
    amounts = monthly(ask(case(household=household)))
    assert [amounts[month] for month in ("2026-02", "2026-03", "2026-04")] == expected


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"rent_changes": [{"from": "2026-03-16", "monthly_rent": "1001.00"}]}, id="another rent"),
        pytest.param({"suspensions": [{"from": "2026-03-10", "to": "2026-03-16"}]}, id="a suspension"),
    ],
)
def test_what_divides_a_month_does_not_let_who_joined_in_it_count_sooner(facts):
    with_joining = ask(case(household=couple(joined_on="2026-03-05"), **facts))
    assert monthly(with_joining)["2026-03"] == monthly(ask(case(**facts)))["2026-03"]


def test_months_with_nobody_present_pay_nothing_and_have_no_row():
    alone = {"members": [{**ADULT, "left_on": "2026-03-02"}, {**ADULT, "joined_on": "2026-05-01"}]}
    assert list(monthly(ask(case(household=alone))))[:3] == ["2026-02", "2026-03", "2026-05"]


def rent_from(day: str, rent: str) -> dict:
    return {"from": day, "monthly_rent": rent}


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        pytest.param([rent_from("2026-04-01", "130.00")], "130.00", id="on the 1st: the whole month at the new rent"),
        pytest.param([rent_from("2026-04-16", "130.00")], "115.00", id="15 days at 100, 15 at 130: 50 + 65"),
        pytest.param([rent_from("2026-04-30", "130.00")], "101.00", id="29 days at 100, 1 at 130: 96.667 + 4.333"),
        pytest.param([rent_from("2026-05-01", "130.00")], "100.00", id="on the 1st of the next month: not yet"),
        pytest.param(
            [rent_from("2026-04-16", "450.00")], "131.00", id="15 days at 100, 15 at the table's 162: 50 + 81"
        ),
        pytest.param([rent_from("2026-04-16", "0.00")], "50.00", id="15 days at 100, then no rent"),
        pytest.param(
            [rent_from("2026-04-21", "160.00"), rent_from("2026-04-11", "130.00")],
            "130.00",
            id="ten days each at 100, 130 and 160, listed in any order",
        ),
        pytest.param([rent_from("2026-02-11", "120.00")], "120.00", id="an earlier change still holds"),
    ],
)
def test_each_day_is_capped_by_the_rent_that_holds_on_it(changes, amount):
    assert monthly(ask(case(rent="100.00", rent_changes=changes)))["2026-04"] == amount


def test_of_a_share_with_parts_of_a_cent_only_the_days_that_count_are_rounded():
    # 450 x 0.3333 = 149.985; x 19 / 28 = 101.7755
    assert monthly(ask(case(rent="450.00", lease={"share": "0.3333"})))["2026-02"] == "101.78"


def test_of_each_rent_its_share_counts():
    # 50 x 15 / 30 + 65 x 15 / 30
    halved = case(rent="100.00", lease={"share": "0.5"}, rent_changes=[rent_from("2026-04-16", "130.00")])
    assert monthly(ask(halved))["2026-04"] == "57.50"


def test_a_rent_change_between_lease_start_and_award_start_holds_from_the_first_day():
    late = case(rent="100.00", decided_on="2026-04-01", rent_changes=[rent_from("2026-03-15", "120.00")])
    assert monthly(ask(late))["2026-04"] == "120.00"


@pytest.mark.parametrize(
    ("member", "more"),
    [
        pytest.param({"left_on": "9999-12-31"}, "", id="leaves on the calendar's last day"),
        pytest.param({"left_on": "9999-12-01"}, "", id="leaves on its last 1st"),
        pytest.param({}, FAR_TABLE, id="a table of its last month"),
    ],
)
def test_days_at_the_end_of_the_calendar_are_as_good_as_never(member, more):
    scheme = scheme_with("demonstration", more=more)
    household = {"members": [{**ADULT, **member}, {"born": "2000-01-01", "joined_on": "9999-12-15"}]}
    assert ask(case(household=household), scheme) == ask(case(), scheme)
