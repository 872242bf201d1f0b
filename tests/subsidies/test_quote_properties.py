"""What holds for every case, and a second reading day by day that agrees to the cent."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.rules.scheme_file import read_scheme, shipped_text
from tests.subsidies import day_by_day
from tests.subsidies.quoting import ask, monthly

FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
PER_MEMBER = """
[[monthly]]
from = 2020-01-01
rule = "per-member"
base = "70.00"
each_further = "35.50"
first_minor_of_single_parent = "70.25"
unprotected_child = "71.11"
most = "230.00"
"""
LATER = """
[[monthly]]
from = 2024-03-05
rule = "bands"
bands = [{ size = 1, amount = "210.60" }, { size = 3, amount = "514.81" }]
"""

quick = settings(max_examples=200, deadline=None)


def days(first: date = FIRST, last: date = LAST) -> st.SearchStrategy[date]:
    return st.dates(first, last)


def money(most: int = 90000) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda cents: f"{cents // 100}.{cents % 100:02}")


@st.composite
def schemes(draw: st.DrawFn) -> str:
    """Terms of every sort over the demonstration's tables, sometimes with a later table, or amounts per member."""
    text = shipped_text("demonstration")
    text = text.replace('"actual"', f'"{draw(st.sampled_from(["actual", "thirty", "whole"]))}"')
    text = text.replace('"next-month"', f'"{draw(st.sampled_from(["next-month", "same-day"]))}"')
    text = text.replace('"lease-start"', f'"{draw(st.sampled_from(["lease-start", "month-after-decision"]))}"')
    text = text.replace('cap = "rent-share"', f'cap = "{draw(st.sampled_from(["rent-share", "none"]))}"')
    text = text.replace("months = 12", f"months = {draw(st.sampled_from([1, 6, 12, 18]))}")
    return text + draw(st.sampled_from(["", LATER, PER_MEMBER]))


@st.composite
def members(draw: st.DrawFn) -> dict[str, Any]:
    born = draw(days(date(1950, 1, 1), date(2022, 12, 31)))
    member = {"born": str(born), "unprotected": draw(st.booleans())}
    if draw(st.booleans()):
        joined_on = draw(days())
        member["joined_on"] = str(joined_on)
        if draw(st.booleans()):
            member["left_on"] = str(joined_on + timedelta(days=draw(st.integers(1, 400))))
    elif draw(st.booleans()):
        member["left_on"] = str(draw(days()))
    return member


@st.composite
def holds(draw: st.DrawFn) -> dict[str, str]:
    starts_on = draw(days())
    return {"from": str(starts_on), "to": str(starts_on + timedelta(days=draw(st.integers(1, 120))))}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    lease_start = draw(days(last=date(2025, 6, 30)))
    lease: dict[str, Any] = {
        "starts_on": str(lease_start),
        "monthly_rent": draw(money()),
        "share": draw(st.sampled_from(["1", "0.5", "0.3333", "0.75"])),
    }
    if draw(st.booleans()):
        lease["ends_on"] = str(lease_start + timedelta(days=draw(st.integers(1, 900))))
    changes = draw(st.sets(st.integers(1, 700), max_size=3))
    return {
        "scheme": "demonstration",
        "decided_on": str(draw(days(last=date(2025, 6, 30)))),
        "household": {
            "single_parent": draw(st.booleans()),
            "members": draw(st.lists(members(), min_size=1, max_size=7)),
        },
        "lease": lease,
        "rent_changes": [
            {"from": str(lease_start + timedelta(days=days)), "monthly_rent": draw(money())} for days in changes
        ],
        "suspensions": draw(st.lists(holds(), max_size=3)),
        "freezes": draw(st.lists(holds(), max_size=2)),
    }


def reckon(scheme: str, case: dict[str, Any]) -> dict[str, Any]:
    return ask(case, read_scheme(scheme, "drawn.toml"))


@quick
@given(schemes(), cases())
def test_a_reading_day_by_day_gives_the_same_amounts_to_the_cent(scheme, case):
    answered = reckon(scheme, case)
    by_month, one_off = day_by_day.amounts(tomllib.loads(scheme), case)
    assert {month: Decimal(amount) for month, amount in monthly(answered).items()} == by_month
    assert Decimal(answered["totals"]["one_off"]) == one_off


@quick
@given(schemes(), cases())
def test_every_payable_day_lies_in_one_instalment_at_most_and_no_other_begins_or_ends_one(scheme, case):
    rows = [row for row in reckon(scheme, case)["instalments"] if row["kind"] == "monthly"]
    payable = {str(day) for day in day_by_day.payable_days(tomllib.loads(scheme), case)}
    for row in rows:
        last_day = str(date.fromisoformat(row["to"]) - timedelta(days=1))
        assert row["month"] == row["from"][:7] == last_day[:7]
        assert {row["from"], last_day} <= payable
    paid_months = {row["month"] for row in rows}
    covered = [day for day in payable if any(row["from"] <= day < row["to"] for row in rows)]
    assert sorted(covered) == sorted(day for day in payable if day[:7] in paid_months)


@quick
@given(schemes(), cases(), holds())
def test_one_more_suspension_never_raises_a_month_of_equal_days(scheme, case, hold):
    if '"whole"' in scheme:
        scheme = scheme.replace('"whole"', '"actual"')
    before = monthly(reckon(scheme, case))
    after = monthly(reckon(scheme, {**case, "suspensions": [*case["suspensions"], hold]}))
    assert all(Decimal(amount) <= Decimal(before.get(month, "0.00")) for month, amount in after.items())


@quick
@given(schemes(), cases())
def test_totals_are_the_sums_of_the_rows(scheme, case):
    answered = reckon(scheme, case)
    sums = {"one-off": Decimal(0), "monthly": Decimal(0)}
    for row in answered["instalments"]:
        assert row["amount"] == row["payable"] != "0.00"
        sums[row["kind"]] += Decimal(row["amount"])
    totals = {key: Decimal(amount) for key, amount in answered["totals"].items()}
    assert totals["one_off"] == sums["one-off"]
    assert totals["monthly"] == sums["monthly"]
    assert totals["payable"] == sums["one-off"] + sums["monthly"]


@quick
@given(schemes(), cases())
def test_no_month_is_above_the_highest_entitlement_or_under_a_cap_the_highest_rent(scheme, case):
    highest = Decimal("630.00")
    if 'cap = "rent-share"' in scheme:
        rents = [case["lease"]["monthly_rent"], *(change["monthly_rent"] for change in case["rent_changes"])]
        highest = min(highest, max(Decimal(rent) for rent in rents))
    assert all(Decimal(amount) <= highest for amount in monthly(reckon(scheme, case)).values())


@quick
@given(cases(), st.data())
def test_whatever_was_paid_the_household_gets_what_is_due_and_owes_the_rest(case, data):
    due = ask(case)
    share = data.draw(st.sampled_from(["0.50", "0.25", "0.333"]))
    rows = [row for row in due["instalments"] if data.draw(st.booleans())]
    paid = [{"month": r["month"], "kind": r["kind"], "amount": data.draw(money(60000))} for r in rows]
    settled = ask({**case, "paid": paid, "recovery": {"from_month": "2024-01", "share": share}})
    expected = Decimal(due["totals"]["payable"]) + Decimal(settled["outstanding"])
    assert Decimal(settled["totals"]["payable"]) == expected


@pytest.mark.parametrize("share", ["1", "1.0", "0.999999999999999999999999999999999999", "0.00000000000000000001"])
def test_a_share_of_any_length_is_reckoned_exactly(share):
    case = {
        "scheme": "demonstration",
        "decided_on": "2026-01-20",
        "household": {"members": [{"born": "1990-01-01"}]},
        "lease": {"starts_on": "2026-02-10", "monthly_rent": "99999999999999999999.99", "share": share},
    }
    by_month, _ = day_by_day.amounts(tomllib.loads(shipped_text("demonstration")), case)
    assert {month: Decimal(amount) for month, amount in monthly(ask(case)).items()} == by_month
