"""An explanation says which suspension or freeze took days away, who counts only later, and what is kept back."""

from typing import Any

import pytest

from tests.subsidies.quoting import ADULT, ask, case, row, scheme_with

MAY, JUNE = "2026-05", "2026-06"


def said(month: str, *, scheme: Any = None, **facts: Any) -> list[str]:
    """What stands between the days of the month and the table; before the arithmetic."""
    sentences = row(ask(case(**facts), scheme), month)["because"]
    table = next(number for number, sentence in enumerate(sentences) if sentence.startswith("table"))
    return sentences[1:table]


def hold(first: str, end: str) -> list[dict[str, str]]:
    return [{"from": first, "to": end}]


@pytest.mark.parametrize(
    ("held", "sentences"),
    [
        pytest.param(("2026-05-05", "2026-05-20"), ["suspended from 2026-05-05 to 2026-05-19"], id="within the month"),
        pytest.param(("2026-04-05", "2026-05-20"), ["suspended from 2026-04-05 to 2026-05-19"], id="from the last one"),
        pytest.param(("2026-05-31", "2026-06-20"), ["suspended from 2026-05-31 to 2026-06-19"], id="into the next one"),
        pytest.param(("2026-04-05", "2026-05-02"), ["suspended from 2026-04-05 to 2026-05-01"], id="the 1st alone"),
        pytest.param(("2026-04-05", "2026-05-01"), [], id="up to the month"),
        pytest.param(("2026-06-01", "2026-06-20"), [], id="from the next month on"),
    ],
)
def test_a_suspension_is_told_in_the_months_that_it_touches(held: tuple[str, str], sentences: list[str]):
    assert said(MAY, suspensions=hold(*held)) == sentences


@pytest.mark.parametrize(
    ("held", "facts", "month"),
    [
        pytest.param(("2026-02-01", "2026-02-10"), {}, "2026-02", id="before the award"),
        pytest.param(("2027-02-10", "2027-02-20"), {}, "2027-02", id="after the award"),
        pytest.param(("2026-05-20", "2026-05-25"), {"lease": {"ends_on": "2026-05-20"}}, MAY, id="after the lease"),
        pytest.param(("2026-05-20", "2026-05-25"), {"ends_on": "2026-05-20"}, MAY, id="after an award cut short"),
    ],
)
def test_what_is_held_outside_the_award_and_the_lease_takes_nothing_away(
    held: tuple[str, str], facts: dict[str, Any], month: str
):
    assert said(month, suspensions=hold(*held), **facts) == []


def test_a_hold_on_the_first_or_the_last_day_of_the_award_is_told():
    both = [*hold("2026-02-01", "2026-02-11"), *hold("2027-02-09", "2027-02-20")]
    assert said("2026-02", suspensions=both) == ["suspended from 2026-02-01 to 2026-02-10"]
    assert said("2027-02", suspensions=both) == ["suspended from 2027-02-09 to 2027-02-19"]


def test_suspensions_and_freezes_are_told_in_the_order_of_their_days():
    suspensions, freezes = hold("2026-05-20", "2026-05-25"), hold("2026-05-05", "2026-05-08")
    assert said(MAY, suspensions=suspensions, freezes=freezes) == [
        "frozen from 2026-05-05 to 2026-05-07",
        "suspended from 2026-05-20 to 2026-05-24",
    ]


def test_where_a_month_counts_whole_no_day_is_missing():
    whole = scheme_with("demonstration", ('"actual"', '"whole"'))
    assert said(MAY, scheme=whole, suspensions=hold("2026-05-05", "2026-05-20")) == []


JOINED = "who joined on {} counts from the next month on"
LEFT = "who left on {} still counts in this month"


@pytest.mark.parametrize(
    ("member", "sentences"),
    [
        pytest.param({"joined_on": "2026-05-14"}, [JOINED.format("2026-05-14")], id="joined within the month"),
        pytest.param({"joined_on": "2026-05-31"}, [JOINED.format("2026-05-31")], id="on its last day"),
        pytest.param({"joined_on": "2026-05-02"}, [JOINED.format("2026-05-02")], id="on the 2nd"),
        pytest.param({"joined_on": "2026-05-01"}, [], id="on the 1st: counts at once"),
        pytest.param({"joined_on": "2026-06-01"}, [], id="on the next 1st"),
        pytest.param({"left_on": "2026-05-14"}, [LEFT.format("2026-05-14")], id="left within the month"),
        pytest.param({"left_on": "2026-05-01"}, [], id="left by the 1st"),
        pytest.param({"left_on": "2026-06-01"}, [], id="there to the month's end"),
        pytest.param({"joined_on": "2026-05-10", "left_on": "2026-05-20"}, [], id="came and went: never counts"),
        pytest.param(
            {"joined_on": "2026-05-10", "left_on": "2026-06-20"}, [JOINED.format("2026-05-10")], id="leaves later"
        ),
    ],
)
def test_who_comes_or_goes_within_a_month_is_told_to_count_later(member: dict[str, str], sentences: list[str]):
    assert said(MAY, household={"members": [ADULT, {**ADULT, **member}]}) == sentences


def test_two_who_come_on_one_day_are_told_of_once_and_days_in_their_order():
    late = [{**ADULT, "joined_on": day} for day in ("2026-05-20", "2026-05-10", "2026-05-20")]
    gone = [{**ADULT, "left_on": day} for day in ("2026-05-25", "2026-05-15")]
    assert said(MAY, household={"members": [ADULT, *late, *gone]}) == [
        JOINED.format("2026-05-10"), JOINED.format("2026-05-20"), LEFT.format("2026-05-15"), LEFT.format("2026-05-25"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("joined_on", "sentences"),
    [("2026-02-10", []), ("2026-02-11", [JOINED.format("2026-02-11")])],
    ids=["on the award's first day", "on its second"],
)
def test_in_the_first_month_the_awards_first_day_decides(joined_on: str, sentences: list[str]):
    household = {"members": [ADULT, {**ADULT, "joined_on": joined_on}]}
    assert said("2026-02", household=household) == sentences


def test_in_the_last_month_no_next_one_is_spoken_of():
    household = {"members": [ADULT, {**ADULT, "joined_on": "2026-05-10"}]}
    assert said(MAY, household=household, ends_on="2026-06-01") == []
    assert said(MAY, household=household, lease={"ends_on": "2026-05-25"}) == []
    assert said(MAY, household=household, ends_on="2026-06-02") == [JOINED.format("2026-05-10")]


def test_with_same_day_who_joins_counts_at_once():
    same_day = scheme_with("demonstration", ('"next-month"', '"same-day"'))
    assert said(MAY, scheme=same_day, household={"members": [ADULT, {**ADULT, "joined_on": "2026-05-10"}]}) == []


def test_what_is_kept_back_is_told_after_the_arithmetic():
    facts = {
        "paid": [{"month": "2026-02", "kind": "monthly", "amount": "209.93"}],
        "recovery": {"from_month": "2026-03", "share": "0.50"},
    }
    answered = ask(case(**facts))
    kept = "€81.00 is kept back for what was paid too much, €81.00 is left"
    assert row(answered, "2026-03")["because"][-2:] == ["table of 2019-06-01 for 1 person: €162.00", kept]
    assert row(answered, "2026-05")["because"] == [
        "31 of 31 days are payable",
        "table of 2019-06-01 for 1 person: €162.00",
    ]


BY_MEMBER = """
[[monthly]]
from = 2026-03-01
rule = "per-member"
base = "70.00"
each_further = "35.00"
first_minor_of_single_parent = "70.00"
unprotected_child = "70.00"
most = "210.00"
"""
PER_MEMBER = scheme_with("demonstration", more=BY_MEMBER)
PER_MEMBER_SAME_DAY = scheme_with("demonstration", ('"next-month"', '"same-day"'), more=BY_MEMBER)
UNDER_AGE = {"born": "2015-01-01"}
UNPROTECTED = {**UNDER_AGE, "unprotected": True}


@pytest.mark.parametrize(
    ("members", "single_parent", "sentences"),
    [
        pytest.param([ADULT], False, [], id="one"),
        pytest.param([ADULT] * 2, False, ["€70.00 for the first", "€35.00 for 1 other"], id="two"),
        pytest.param([ADULT] * 3, False, ["€70.00 for the first", "€35.00 for each of 2 others"], id="three"),
        pytest.param(
            [ADULT, UNDER_AGE], True, ["€70.00 for the first", "€70.00 for the first minor of a single parent"],
            id="a single parent",
        ),
        pytest.param(
            [ADULT, UNPROTECTED], False, ["€70.00 for the first", "€70.00 for 1 unprotected minor"], id="unprotected"
        ),
        pytest.param(
            [ADULT, UNPROTECTED, UNPROTECTED], False,
            ["€70.00 for the first", "€70.00 for each of 2 unprotected minors"], id="just the most",
        ),
        pytest.param(
            [ADULT, UNDER_AGE, UNPROTECTED, ADULT], True,
            ["€70.00 for the first", "€35.00 for 1 other", "€70.00 for the first minor of a single parent",
             "€70.00 for 1 unprotected minor", "together no more than €210.00"],
            id="everybody",
        ),
    ],
)  # fmt: skip
def test_an_amount_per_member_is_told_member_by_member(members: list, single_parent: bool, sentences: list[str]):
    household = {"members": members, "single_parent": single_parent}
    said = row(ask(case(household=household), PER_MEMBER), MAY)["because"]
    table = next(number for number, sentence in enumerate(said) if sentence.startswith("table"))
    assert said[table + 1 :] == sentences


def test_the_most_also_limits_one_person_alone():
    little = scheme_with("demonstration", more=BY_MEMBER.replace('"210.00"', '"60.00"'))
    assert row(ask(case(), little), MAY)["because"][1:] == [
        "table of 2026-03-01 for 1 person: €60.00", "together no more than €60.00"
    ]  # fmt: skip


def test_with_nobody_present_nobody_brings_anything():
    members = [{**ADULT, "left_on": "2026-05-20"}]
    said = row(ask(case(household={"members": members}), PER_MEMBER_SAME_DAY), MAY)["because"]
    assert said[-4:] == [
        "19 days at €70.00 a month", "table of 2026-03-01 for 0 people: €0.00", "12 days at €0.00 a month",
        "together €42.90, rounded once",
    ]  # fmt: skip


def test_where_nobody_is_present_nothing_is_limited():
    little = BY_MEMBER.replace('"210.00"', '"30.00"')
    same_day = scheme_with("demonstration", ('"next-month"', '"same-day"'), more=little)
    household = {"members": [{**ADULT, "left_on": "2026-05-20"}]}
    assert row(ask(case(household=household), same_day), MAY)["because"][1:] == [
        "table of 2026-03-01 for 1 person: €30.00", "together no more than €30.00", "19 days at €30.00 a month",
        "table of 2026-03-01 for 0 people: €0.00", "12 days at €0.00 a month", "together €18.39, rounded once",
    ]  # fmt: skip
