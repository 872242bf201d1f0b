"""What was paid already, against what is due now: one person, 109.93 for February 2026, then 162.00 a month."""

from decimal import Decimal
from typing import Any

import pytest

from tests.subsidies.quoting import ask, case, row


def paid(month: str, amount: str, kind: str = "monthly") -> dict[str, str]:
    return {"month": month, "kind": kind, "amount": amount}


FEBRUARY = paid("2026-02", "109.93")
ONE_OFF = paid("2026-02", "440.00", "one-off")


def settled(*rows: dict, **facts: Any) -> dict:
    return ask(case(paid=list(rows), **facts))


def difference(month: str, kind: str, paid: str, due: str, difference: str) -> dict:
    return {"month": month, "kind": kind, "paid": paid, "due": due, "difference": difference}


def arrears(answered: dict) -> list[tuple[str, str, str, str]]:
    rows = [r for r in answered["instalments"] if r["kind"] == "arrears"]
    return [(r["month"], r["amount"], r["due_on"], r["status"]) for r in rows]


def recovered(answered: dict) -> dict[str, str]:
    return {r["month"]: r["recovered"] for r in answered["instalments"] if r["recovered"] != "0.00"}


def test_what_was_paid_as_due_leaves_no_difference():
    answered = settled(ONE_OFF, FEBRUARY)
    assert (answered["differences"], answered["outstanding"]) == ([], "0.00")
    assert row(answered, "2026-02")["status"] == row(answered, "2026-02", "one-off")["status"] == "paid"
    assert answered["totals"]["payable"] == "2384.00"


def test_a_paid_row_keeps_its_amount_and_the_plain_pay_day_of_its_month():
    answered = settled(paid("2026-02", "100.00"), decided_on="2026-02-28", starts_on="2026-02-10")
    february = row(answered, "2026-02")
    assert (february["amount"], february["payable"], february["recovered"]) == ("100.00", "100.00", "0.00")
    assert (february["due_on"], february["status"]) == ("2026-02-27", "paid")
    assert (february["from"], february["to"]) == ("2026-02-28", "2026-03-01")


def test_too_little_paid_comes_as_arrears_in_the_next_month_with_an_unpaid_instalment():
    answered = settled(paid("2026-02", "100.00"))
    assert answered["differences"] == [difference("2026-02", "monthly", "100.00", "109.93", "9.93")]
    assert arrears(answered) == [("2026-03", "9.93", "2026-03-31", "due")]
    totals = {"one_off": "440.00", "monthly": "1934.07", "arrears": "9.93", "recovered": "0.00", "payable": "2384.00"}
    assert answered["totals"] == totals


def test_an_arrears_row_has_no_days_and_no_reasons():
    found = row(settled(paid("2026-02", "100.00")), "2026-03", "arrears")
    assert list(found) == ["kind", "month", "due_on", "amount", "recovered", "payable", "status"]


@pytest.mark.parametrize(
    ("rows", "facts", "expected"),
    [
        pytest.param(
            [paid("2026-02", "100.00"), paid("2026-03", "162.00")],
            {},
            [("2026-04", "9.93", "2026-04-30", "due")],
            id="after the last paid month",
        ),
        pytest.param(
            [paid("2026-02", "100.00"), paid("2026-05", "440.00", "one-off")],
            {},
            [("2026-06", "9.93", "2026-06-30", "due")],
            id="the last paid month of any kind",
        ),
        pytest.param(
            [paid("2026-02", "100.00")],
            {"suspensions": [{"from": "2026-03-01", "to": "2026-05-01"}]},
            [("2026-05", "9.93", "2026-05-29", "due")],
            id="a month without an instalment is passed over",
        ),
        pytest.param(
            [paid("2027-02", "50.00")], {}, [("2027-03", "2.07", "2027-03-31", "due")], id="after the last month of all"
        ),
        pytest.param(
            [paid("2026-02", "100.00")],
            {"ends_on": "2026-03-01"},
            [("2026-03", "9.93", "2026-03-31", "due")],
            id="no month left in the award: the month after the last paid",
        ),
        pytest.param(
            [paid("2026-02", "100.00"), paid("2026-03", "9.93", "arrears")],
            {},
            [("2026-03", "9.93", "2026-03-31", "paid")],
            id="arrears that were paid settle the difference",
        ),
        pytest.param(
            [paid("2026-02", "100.00"), paid("2026-03", "4.00", "arrears")],
            {},
            [("2026-03", "4.00", "2026-03-31", "paid"), ("2026-04", "5.93", "2026-04-30", "due")],
            id="arrears paid in part leave the rest",
        ),
        pytest.param([paid("2026-02", "100.00"), paid("2026-03", "171.93")], {}, [], id="made good in another month"),
        pytest.param(
            [paid("2026-02", "109.92")], {}, [("2026-03", "0.01", "2026-03-31", "due")], id="a cent is owed too"
        ),
    ],
)
def test_arrears_are_one_row(rows, facts, expected):
    answered = settled(*rows, **facts)
    assert arrears(answered) == expected
    assert answered["outstanding"] == "0.00"


def test_paid_arrears_are_listed_as_due_nothing():
    answered = settled(paid("2026-02", "100.00"), paid("2026-03", "9.93", "arrears"))
    assert answered["differences"] == [
        difference("2026-02", "monthly", "100.00", "109.93", "9.93"),
        difference("2026-03", "arrears", "9.93", "0.00", "-9.93"),
    ]


def test_too_much_paid_is_outstanding_when_the_case_asks_for_no_recovery():
    answered = settled(paid("2026-02", "162.00"))
    assert answered["differences"] == [difference("2026-02", "monthly", "162.00", "109.93", "-52.07")]
    assert (answered["outstanding"], recovered(answered)) == ("52.07", {})


@pytest.mark.parametrize(
    ("too_much", "recovery", "expected", "outstanding"),
    [
        pytest.param("50.00", ("2026-03", "0.50"), {"2026-03": "50.00"}, "0.00", id="within half an instalment"),
        pytest.param("81.00", ("2026-03", "0.50"), {"2026-03": "81.00"}, "0.00", id="exactly half an instalment"),
        pytest.param("81.01", ("2026-03", "0.50"), {"2026-03": "81.00", "2026-04": "0.01"}, "0.00", id="a cent more"),
        pytest.param("50.00", ("2026-06", "0.50"), {"2026-06": "50.00"}, "0.00", id="only from a later month on"),
        pytest.param("50.00", ("2025-01", "0.50"), {"2026-03": "50.00"}, "0.00", id="from before the award"),
        pytest.param(
            "200.00",
            ("2026-03", "0.333"),
            {"2026-03": "53.94", "2026-04": "53.94", "2026-05": "53.94", "2026-06": "38.18"},
            "0.00",
            id="162 x 0.333 = 53.946 rounded down, three times, and the rest",
        ),
        pytest.param(
            "200.00",
            ("2027-01", "0.50"),
            {"2027-01": "81.00", "2027-02": "26.03"},
            "92.97",
            id="52.07 x 0.50 = 26.035 rounded down; what is left is outstanding",
        ),
        pytest.param("50.00", ("2027-03", "0.50"), {}, "50.00", id="from after the award: nothing to keep back from"),
    ],
)
def test_too_much_paid_is_kept_back_from_unpaid_months_in_order(too_much, recovery, expected, outstanding):
    overpaid = paid("2026-02", str(Decimal(too_much) + Decimal("109.93")))
    answered = settled(overpaid, recovery={"from_month": recovery[0], "share": recovery[1]})
    assert (recovered(answered), answered["outstanding"]) == (expected, outstanding)


def test_keeping_back_lowers_what_is_payable_and_not_the_amount():
    answered = settled(paid("2026-02", "159.93"), recovery={"from_month": "2026-03", "share": "0.50"})
    march = row(answered, "2026-03")
    assert (march["amount"], march["recovered"], march["payable"]) == ("162.00", "50.00", "112.00")
    assert answered["totals"]["recovered"] == "50.00"
    assert answered["totals"]["payable"] == "2384.00"


def test_nothing_is_kept_back_from_the_one_off():
    answered = settled(paid("2026-03", "262.00"), recovery={"from_month": "2026-02", "share": "0.50"})
    assert recovered(answered) == {"2026-02": "54.96", "2026-04": "45.04"}
    assert row(answered, "2026-02", "one-off")["payable"] == "440.00"


def test_a_recovery_does_not_touch_what_was_paid_too_little():
    answered = settled(paid("2026-02", "100.00"), recovery={"from_month": "2026-03", "share": "0.50"})
    assert (recovered(answered), answered["outstanding"]) == ({}, "0.00")


def test_a_paid_one_off_stays_in_its_month_whatever_month_it_would_now_be_due_in():
    suspended = {"suspensions": [{"from": "2026-02-10", "to": "2026-04-01"}]}
    answered = settled(paid("2026-02", "400.00", "one-off"), **suspended)
    assert answered["differences"] == [difference("2026-02", "one-off", "400.00", "440.00", "40.00")]
    assert [(r["month"], r["status"]) for r in answered["instalments"] if r["kind"] == "one-off"] == [
        ("2026-02", "paid")
    ]
    assert arrears(answered) == [("2026-04", "40.00", "2026-04-30", "due")]


def test_a_paid_month_that_is_no_longer_due_is_shown_without_days():
    answered = settled(FEBRUARY, paid("2026-03", "162.00"), ends_on="2026-03-01")
    march = row(answered, "2026-03")
    assert (march["from"], march["to"], march["status"]) == (None, None, "paid")
    assert answered["outstanding"] == "162.00"


def test_a_month_paid_with_nothing_and_due_nothing_is_shown_and_no_difference():
    answered = settled(paid("2028-01", "0.00"))
    assert (row(answered, "2028-01")["from"], answered["differences"]) == (None, [])


def test_rows_come_by_month_then_one_off_monthly_arrears():
    answered = settled(paid("2026-02", "1.00", "arrears"), FEBRUARY, ONE_OFF)
    kinds = [(r["month"], r["kind"]) for r in answered["instalments"]][:4]
    assert kinds == [("2026-02", "one-off"), ("2026-02", "monthly"), ("2026-02", "arrears"), ("2026-03", "monthly")]


def test_everything_paid_on_a_case_that_is_not_eligible_is_outstanding():
    refused = case(scheme="helios-plus", paid=[FEBRUARY, ONE_OFF, paid("2026-03", "0.00")])
    answered = ask(refused)
    assert answered["instalments"] == []
    assert answered["differences"] == [
        difference("2026-02", "one-off", "440.00", "0.00", "-440.00"),
        difference("2026-02", "monthly", "109.93", "0.00", "-109.93"),
    ]
    assert answered["outstanding"] == "549.93"
    assert answered["totals"]["payable"] == "0.00"
