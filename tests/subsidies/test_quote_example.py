"""The example of the published contract, whole and key by key."""

import json

from tests.subsidies.quoting import ask

CASE = {
    "scheme": "helios-2019",
    "decided_on": "2026-01-20",
    "household": {"members": [{"id": "a", "born": "1990-02-01"}]},
    "lease": {"starts_on": "2026-02-10", "ends_on": "2029-02-10", "monthly_rent": "450.00"},
}


def month(month: str, starts_on: str, ends_on: str, due_on: str, amount: str = "162.00", *because: str) -> dict:
    return {
        "kind": "monthly",
        "month": month,
        "from": starts_on,
        "to": ends_on,
        "due_on": due_on,
        "amount": amount,
        "recovered": "0.00",
        "payable": amount,
        "status": "due",
        "because": [*because],
    }


TABLE = "table of 2019-06-01 for 1 person: €162.00"
ONE_OFF = {
    "kind": "one-off",
    "month": "2026-02",
    "due_on": "2026-02-27",
    "amount": "440.00",
    "recovered": "0.00",
    "payable": "440.00",
    "status": "due",
    "because": ["table of 2019-06-01 for 1 person: €440.00", "paid once, for the household of 2026-02-10"],
}
FEBRUARY = ["19 of 28 days are payable", TABLE, "€162.00 × 19 / 28 = €109.93"]
LAST = ["9 of 28 days are payable", TABLE, "€162.00 × 9 / 28 = €52.07"]
THIRTY = ["30 of 30 days are payable", TABLE]
THIRTY_ONE = ["31 of 31 days are payable", TABLE]

ANSWER = {
    "scheme": "helios-2019",
    "eligible": True,
    "reasons": [],
    "unchecked": ["status", "recognised_on", "enrolled_on"],
    "award": {"starts_on": "2026-02-10", "ends_on": "2027-02-10"},
    "instalments": [
        ONE_OFF,
        month("2026-02", "2026-02-10", "2026-03-01", "2026-02-27", "109.93", *FEBRUARY),
        month("2026-03", "2026-03-01", "2026-04-01", "2026-03-31", "162.00", *THIRTY_ONE),
        month("2026-04", "2026-04-01", "2026-05-01", "2026-04-30", "162.00", *THIRTY),
        month("2026-05", "2026-05-01", "2026-06-01", "2026-05-29", "162.00", *THIRTY_ONE),
        month("2026-06", "2026-06-01", "2026-07-01", "2026-06-30", "162.00", *THIRTY),
        month("2026-07", "2026-07-01", "2026-08-01", "2026-07-31", "162.00", *THIRTY_ONE),
        month("2026-08", "2026-08-01", "2026-09-01", "2026-08-31", "162.00", *THIRTY_ONE),
        month("2026-09", "2026-09-01", "2026-10-01", "2026-09-30", "162.00", *THIRTY),
        month("2026-10", "2026-10-01", "2026-11-01", "2026-10-30", "162.00", *THIRTY_ONE),
        month("2026-11", "2026-11-01", "2026-12-01", "2026-11-30", "162.00", *THIRTY),
        month("2026-12", "2026-12-01", "2027-01-01", "2026-12-31", "162.00", *THIRTY_ONE),
        month("2027-01", "2027-01-01", "2027-02-01", "2027-01-29", "162.00", *THIRTY_ONE),
        month("2027-02", "2027-02-01", "2027-02-10", "2027-02-26", "52.07", *LAST),
    ],
    "differences": [],
    "outstanding": "0.00",
    "totals": {
        "one_off": "440.00",
        "monthly": "1944.00",
        "arrears": "0.00",
        "recovered": "0.00",
        "payable": "2384.00",
    },
}


def test_the_contracts_example_is_answered_whole_and_in_the_order_of_its_keys():
    assert json.dumps(ask(CASE), indent=1) == json.dumps(ANSWER, indent=1)


def test_every_key_of_a_case_may_be_given_and_null_is_as_good_as_absent():
    nothing = {"facts": None, "ends_on": None, "rent_changes": None, "suspensions": None, "freezes": None, "paid": None}
    member = {"id": "a", "born": "1990-02-01", "joined_on": None, "left_on": None, "unprotected": None}
    household = {"members": [member], "single_parent": None, "annual_income": None}
    lease = {**CASE["lease"], "share": None, "declared": None, "accepted": None}
    assert ask({**CASE, **nothing, "household": household, "lease": lease, "recovery": None}) == ANSWER
