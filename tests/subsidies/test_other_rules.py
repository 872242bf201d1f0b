"""The rules that HELIOS does not use: thirty, whole, same-day, per-member, income-gap, no cap. One person: 162.00."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.composition import Composition
from subsidies.rules.scheme_file import shipped_schemes
from subsidies.rules.tariff import monthly_entitlement
from tests.subsidies.quoting import ADULT, ask, case, monthly, one_offs, row, scheme_with

THIRTY = scheme_with("demonstration", ('"actual"', '"thirty"'))
WHOLE = scheme_with("demonstration", ('"actual"', '"whole"'))
SAME_DAY = scheme_with("demonstration", ('"next-month"', '"same-day"'))
UNCAPPED = scheme_with("demonstration", ('cap = "rent-share"', 'cap = "none"'))


def hold(starts_on: str, ends_on: str) -> dict:
    return {"suspensions": [{"from": starts_on, "to": ends_on}]}


@pytest.mark.parametrize(
    ("facts", "month", "amount"),
    [
        pytest.param({}, "2026-03", "162.00", id="a month of 31 days is whole"),
        pytest.param({}, "2026-04", "162.00", id="a month of 30 days is whole"),
        pytest.param({"starts_on": "2026-02-01"}, "2026-02", "162.00", id="February is whole: 27 + 3"),
        pytest.param({}, "2026-02", "113.40", id="10 to 28 February: 18 + 3 = 21 of 30"),
        pytest.param(
            {"starts_on": "2028-02-10"}, "2028-02", "113.40", id="10 to 29 February in a leap year: 19 + 2 = 21"
        ),
        pytest.param({"starts_on": "2026-02-28"}, "2026-02", "16.20", id="the last day of February alone: 3 of 30"),
        pytest.param({"starts_on": "2028-02-29"}, "2028-02", "10.80", id="the leap day alone: 2 of 30"),
        pytest.param(
            {"starts_on": "2028-02-28", "ends_on": "2028-02-29"}, "2028-02", "5.40", id="28 February before it: 1"
        ),
        pytest.param({"lease": {"ends_on": "2026-02-28"}}, "2026-02", "97.20", id="10 to 27 February: 18 of 30"),
        pytest.param({"starts_on": "2026-03-30"}, "2026-03", "5.40", id="30 and 31 March: 1 of 30"),
        pytest.param({"lease": {"ends_on": "2026-03-31"}}, "2026-03", "162.00", id="up to 30 March: 30 of 30"),
        pytest.param({"lease": {"ends_on": "2026-03-30"}}, "2026-03", "156.60", id="up to 29 March: 29 of 30"),
        pytest.param(hold("2026-05-31", "2026-06-01"), "2026-05", "162.00", id="a 31st suspended: still 30 of 30"),
        pytest.param(hold("2026-05-30", "2026-06-01"), "2026-05", "156.60", id="30 and 31 suspended: 29 of 30"),
    ],
)
def test_with_thirty_every_month_has_thirty_days(facts, month, amount):
    assert monthly(ask(case(**facts), THIRTY))[month] == amount


def test_with_thirty_a_lone_31st_pays_nothing_but_carries_the_one_off():
    answered = ask(case(starts_on="2026-01-31"), THIRTY)
    assert "2026-01" not in monthly(answered)
    assert one_offs(answered) == [("2026-01", "440.00", "2026-02-02")]


@pytest.mark.parametrize(
    ("facts", "month", "amount"),
    [
        pytest.param({}, "2026-02", "162.00", id="19 of 28 days"),
        pytest.param({}, "2027-02", "162.00", id="the 9 days at the end: a thirteenth whole month"),
        pytest.param(hold("2026-05-02", "2026-06-01"), "2026-05", "162.00", id="a single payable day"),
        pytest.param(hold("2026-05-01", "2026-06-01"), "2026-05", None, id="no payable day"),
        pytest.param(
            {"rent": "100.00", "rent_changes": [{"from": "2026-05-02", "monthly_rent": "150.00"}]},
            "2026-05",
            "100.00",
            id="a rent that rises on the 2nd counts next month",
        ),
        pytest.param(
            {
                "rent": "100.00",
                "rent_changes": [{"from": "2026-05-02", "monthly_rent": "150.00"}],
                **hold("2026-05-01", "2026-05-02"),
            },
            "2026-05",
            "150.00",
            id="unless the 2nd is the first payable day",
        ),
    ],
)
def test_with_whole_a_month_with_any_payable_day_counts_in_full(facts, month, amount):
    assert monthly(ask(case(**facts), WHOLE)).get(month) == amount


def couple(**second: str) -> dict:
    return {"members": [ADULT, {"born": "2010-01-01", **second}]}


@pytest.mark.parametrize(
    ("household", "amount"),
    [
        pytest.param(couple(joined_on="2026-04-16"), "235.50", id="15 days at 162, 15 at 309: 81 + 154.50"),
        pytest.param(couple(joined_on="2026-04-01"), "309.00", id="joins on the 1st"),
        pytest.param(couple(joined_on="2026-04-02"), "304.10", id="joins on the 2nd: 162 / 30 + 309 x 29 / 30"),
        pytest.param(couple(joined_on="2026-05-01"), "162.00", id="joins on the 1st of the next month"),
        pytest.param(couple(left_on="2026-04-16"), "235.50", id="leaves in mid-month"),
        pytest.param(couple(left_on="2026-04-01"), "162.00", id="gone on the 1st"),
        pytest.param(
            couple(joined_on="2026-04-11", left_on="2026-04-21"), "211.00", id="10 days of 30 at 309, 20 at 162"
        ),
        pytest.param({"members": [{**ADULT, "left_on": "2026-04-16"}]}, "81.00", id="nobody in the second half"),
        pytest.param({"members": [{**ADULT, "left_on": "2026-04-01"}]}, None, id="nobody at all"),
    ],
)
def test_with_same_day_each_day_has_the_size_of_the_day(household, amount):
    assert monthly(ask(case(household=household), SAME_DAY)).get("2026-04") == amount


def test_days_with_nobody_present_are_payable_and_shown_though_they_bring_nothing():
    april = row(ask(case(household={"members": [{**ADULT, "left_on": "2026-04-16"}]}), SAME_DAY), "2026-04")
    assert (april["from"], april["to"]) == ("2026-04-01", "2026-05-01")


def test_without_a_cap_a_low_rent_does_not_matter():
    assert monthly(ask(case(rent="10.00"), UNCAPPED))["2026-03"] == "162.00"


LATER_TABLE = """
[[monthly]]
from = {day}
rule = "bands"
bands = [{{ size = 1, amount = "210.60" }}]
"""


@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        pytest.param("2026-03-01", ["109.93", "210.60"], id="from the 1st"),
        pytest.param("2026-03-02", ["109.93", "162.00"], id="from the 2nd: a month later"),
        pytest.param("2026-02-10", ["142.91", "210.60"], id="from the award's first day: 210.60 x 19 / 28 = 142.907"),
        pytest.param("2026-02-11", ["109.93", "210.60"], id="from the day after it"),
    ],
)
def test_the_table_in_force_is_that_of_the_reference_day(day, amounts):
    scheme = scheme_with("demonstration", more=LATER_TABLE.format(day=day))
    found = monthly(ask(case(), scheme))
    assert [found["2026-02"], found["2026-03"]] == amounts


def opeka(*members: dict, rent: str = "300.00", **household: object) -> dict:
    return case(
        scheme="opeka-housing-benefit",
        decided_on="2026-05-20",
        starts_on="2025-01-01",
        rent=rent,
        household={"members": list(members), **household},
    )


CHILD = {"born": "2015-01-01"}
ALONE = {"single_parent": True}
FOUND = {"born": "2016-01-01", "unprotected": True}


@pytest.mark.parametrize(
    ("data", "amount"),
    [
        pytest.param(opeka(ADULT), "70.00", id="one"),
        pytest.param(opeka(ADULT, ADULT), "105.00", id="two"),
        pytest.param(opeka(ADULT, ADULT, CHILD), "140.00", id="three: a minor counts as an adult"),
        pytest.param(opeka(ADULT, ADULT, CHILD, CHILD), "175.00", id="four"),
        pytest.param(opeka(ADULT, ADULT, CHILD, CHILD, CHILD), "210.00", id="five"),
        pytest.param(opeka(*[ADULT] * 6), "210.00", id="six: no more than 210"),
        pytest.param(opeka(ADULT, CHILD, **ALONE), "140.00", id="single parent of one: 70 + 70"),
        pytest.param(opeka(ADULT, CHILD, CHILD, **ALONE), "175.00", id="single parent of two: 70 + 70 + 35"),
        pytest.param(opeka(ADULT, CHILD, CHILD, CHILD, **ALONE), "210.00", id="single parent of three"),
        pytest.param(opeka(ADULT, ADULT, **ALONE), "105.00", id="a single parent without a minor"),
        pytest.param(opeka(ADULT, FOUND), "140.00", id="an unprotected child: 70 + 70"),
        pytest.param(opeka(ADULT, FOUND, **ALONE), "140.00", id="an unprotected child is no first minor: 70 + 70"),
        pytest.param(opeka(ADULT, FOUND, CHILD, **ALONE), "210.00", id="both: 70 + 70 + 70"),
        pytest.param(opeka(ADULT, {**ADULT, "unprotected": True}), "105.00", id="an adult is never unprotected"),
        pytest.param(opeka(CHILD, **ALONE), "70.00", id="a minor alone is the oldest"),
        pytest.param(opeka(FOUND), "70.00", id="also when unprotected"),
        pytest.param(opeka(FOUND, CHILD, **ALONE), "140.00", id="the oldest counts as base: 70 + 70"),
        pytest.param(
            opeka({**CHILD, "unprotected": True}, CHILD), "105.00", id="of equal births the first is the older"
        ),
        pytest.param(
            opeka(CHILD, {**CHILD, "unprotected": True}), "140.00", id="so here the unprotected one is further"
        ),
        pytest.param(opeka(ADULT, {"born": "2008-06-02"}, **ALONE), "140.00", id="17 on the award's first day"),
        pytest.param(opeka(ADULT, {"born": "2008-06-01"}, **ALONE), "105.00", id="18 on that day"),
        pytest.param(opeka(ADULT, ADULT, rent="104.99"), "104.99", id="no more than the rent"),
    ],
)
def test_per_member_adds_up_who_is_present(data, amount):
    answered = ask(data)
    assert monthly(answered) == dict.fromkeys([f"2026-{month:02}" for month in range(6, 12)], amount)
    assert one_offs(answered) == []


@pytest.mark.parametrize(
    ("decided_on", "amount"),
    [
        pytest.param("2026-01-31", "140.00", id="the award starts on 1 February: still 17"),
        pytest.param("2026-02-01", "105.00", id="it starts on 1 March: 18"),
    ],
)
def test_who_was_born_on_29_february_turns_18_on_1_march(decided_on, amount):
    data = {**opeka(ADULT, {"born": "2008-02-29"}, **ALONE), "decided_on": decided_on}
    assert next(iter(monthly(ask(data)).values())) == amount


@pytest.mark.parametrize(
    ("left_on", "september"),
    [
        pytest.param("2026-09-01", "70.00", id="gone on the 1st: at once"),
        pytest.param("2026-09-02", "105.00", id="gone on the 2nd: next month"),
    ],
)
def test_who_leaves_is_gone_on_the_day_of_leaving(left_on, september):
    amounts = monthly(ask(opeka(ADULT, {**ADULT, "left_on": left_on})))
    assert [amounts[month] for month in ("2026-08", "2026-09", "2026-10")] == ["105.00", september, "70.00"]


def test_a_minor_who_turns_18_during_the_award_stays_a_minor_in_it():
    data = opeka(ADULT, {"born": "2008-06-03"}, **ALONE)
    assert set(monthly(ask(data)).values()) == {"140.00"}


@pytest.mark.parametrize(
    ("decided_on", "award"),
    [
        pytest.param("2025-03-01", ("2025-04-01", "2025-10-01"), id="decided on the 1st of March"),
        pytest.param("2025-03-31", ("2025-04-01", "2025-10-01"), id="decided on its last day"),
        pytest.param("2025-08-15", ("2025-09-01", "2026-03-01"), id="decided in August: to the end of February"),
        pytest.param("2025-12-31", ("2026-01-01", "2026-07-01"), id="decided in December: next year"),
    ],
)
def test_an_award_may_start_with_the_month_after_the_decision(decided_on, award):
    found = ask({**opeka(ADULT), "decided_on": decided_on})["award"]
    assert (found["starts_on"], found["ends_on"]) == award


GAP_TABLE = """
[[monthly]]
from = 2020-01-01
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }, { size = 2, amount = "700.00" }]
income_share = "0.30"
"""
GAP = scheme_with("helios-plus", ('"draft"', '"active"'), more=f'{GAP_TABLE}least = "20.00"')


@pytest.mark.parametrize(
    ("rent", "income", "size", "amount"),
    [
        pytest.param("800.00", "12000.00", 1, "200.00", id="standard 500 less 0.30 x 1000"),
        pytest.param("800.00", "12000.00", 2, "400.00", id="standard 700 less 300"),
        pytest.param("450.00", "12000.00", 1, "150.00", id="rent 450 less 300"),
        pytest.param("500.00", "0.00", 1, "500.00", id="no income: the whole standard"),
        pytest.param("800.00", "19200.00", 1, "20.00", id="500 less 480 is the least"),
        pytest.param("800.00", "19200.40", 1, None, id="500 less 480.01 is under the least"),
        pytest.param("800.00", "99000.00", 1, None, id="never below zero"),
        pytest.param("800.00", "10000.10", 1, "250.00", id="500 less 250.0025 = 249.9975, rounded once"),
    ],
)
def test_income_gap_pays_what_a_share_of_the_income_leaves_open(rent, income, size, amount):
    data = case(size, scheme="helios-plus", rent=rent)
    data["household"]["annual_income"] = income
    assert monthly(ask(data, GAP)).get("2026-03") == amount


@pytest.mark.parametrize(
    ("income", "amount"),
    [
        pytest.param("9999.00", "50.00", id="299.97 less 249.975 = 49.995, rounded once"),
        pytest.param("11500.00", None, id="299.97 less 287.50 is under the least"),
    ],
)
def test_an_income_gap_goes_by_the_share_of_the_rent(income, amount):
    data = case(scheme="helios-plus", rent="900.00", lease={"share": "0.3333"}, household={"annual_income": income})
    assert monthly(ask(data, GAP)).get("2026-03") == amount


@pytest.mark.parametrize(("rent", "amount"), [("0.01", "0.01"), ("0.00", None)])
def test_without_a_least_amount_a_gap_of_a_cent_is_paid(rent, amount):
    data = case(scheme="helios-plus", rent=rent, household={"annual_income": "0.00"})
    scheme = scheme_with("helios-plus", ('"draft"', '"active"'), more=GAP_TABLE)
    assert monthly(ask(data, scheme)).get("2026-03") == amount


@pytest.mark.parametrize(
    ("scheme", "size", "rent_share", "on", "expected"),
    [
        ("demonstration", 3, "1000.00", date(2026, 3, 1), "396.00"),
        ("demonstration", 3, "300.00", date(2026, 3, 1), "300.00"),
        ("demonstration", 3, "300.00", date(2019, 5, 31), None),
        ("helios-plus", 3, "300.00", date(2026, 3, 1), None),
        ("opeka-housing-benefit", 3, "300.00", date(2026, 3, 1), "140.00"),
    ],
)
def test_an_estimate_for_a_flat_needs_only_size_and_rent_share(scheme, size, rent_share, on, expected):
    found = monthly_entitlement(shipped_schemes()[scheme], Composition(size), Decimal(rent_share), on)
    assert found == (None if expected is None else Decimal(expected))


def test_an_estimate_by_income_needs_the_income():
    one = Composition(1)
    assert monthly_entitlement(GAP, one, Decimal("800.00"), date(2026, 3, 1)) is None
    assert monthly_entitlement(GAP, one, Decimal("800.00"), date(2026, 3, 1), Decimal("12000.00")) == Decimal("200.00")
