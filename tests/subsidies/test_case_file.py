"""Keys given twice, what a scheme asks of a case, and the odd cases that are well-formed."""

import json
from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.case import Case, Household, Lease, Member
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.scheme_file import shipped_schemes
from tests.subsidies.quoting import ask, scheme_with
from tests.subsidies.whole_case import GONE, WHOLE, changed, error_of

KEYS = [
    *WHOLE,
    *[f"household.{key}" for key in WHOLE["household"]],
    *[f"household.members[{index}].{key}" for index in (0, 1) for key in WHOLE["household"]["members"][index]],
    *[f"{name}.{key}" for name in ("lease", "facts", "recovery") for key in WHOLE[name]],
    *[f"{name}[0].{key}" for name in ("rent_changes", "suspensions", "freezes", "paid") for key in WHOLE[name][0]],
]


def outcome(data: object) -> Case | str:
    """The case, or why it is none."""
    try:
        return read_case(data, shipped_schemes())
    except CaseError as error:
        return f"{error.field}: {error}"


def test_an_income_is_needed_when_any_monthly_table_reckons_with_it():
    gap = """
[[monthly]]
from = 2090-01-01
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }]
income_share = "0.30"
"""
    schemes = {"demonstration": scheme_with("demonstration", more=gap)}
    assert error_of(changed("household.annual_income", GONE), schemes).field == "household.annual_income"
    assert read_case(WHOLE, schemes).household.annual_income == 0


def test_an_award_that_starts_the_month_after_the_decision_cannot_start_beyond_the_calendar():
    opeka = {**changed("recovery", None), "scheme": "opeka-housing-benefit", "decided_on": "9999-12-31"}
    assert (error_of(opeka).code, error_of(opeka).field) == ("out-of-range", "decided_on")


@pytest.mark.parametrize(("data", "found"), [(None, "null"), ([], "[]"), ([1], "[…]"), ("case", '"case"')])
def test_data_that_is_no_object_is_refused_as_a_whole(data, found):
    assert error_of(data).as_json() == {
        "code": "not-an-object",
        "field": "",
        "message": f"The case is {found}; it must be a JSON object: {{…}}",
    }


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"scheme":', '"scheme": "x", "scheme":', "scheme"),
        ('"born": "1990', '"born": "1980-01-01", "born": "1990', "household.members[0].born"),
        ('"monthly_rent": "450', '"monthly_rent": null, "monthly_rent": "450', "lease.monthly_rent"),
        ('"ends_on": "2027', '"ends_on": "2027-01-01", "ends_on": "2027', "ends_on"),
        ('"amount":', '"amount": "1.00", "amount":', "paid[0].amount"),
    ],
)
def test_a_key_given_twice_is_refused_by_its_path(old, new, field):
    text = json.dumps(WHOLE)
    assert text.count(old) == 1
    error = error_of(parse_json(text.replace(old, new)))
    assert (error.code, error.field) == ("repeated-key", field)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param("lease.ends_on", "9999-12-31", id="a lease for good"),
        pytest.param("household.members[0].born", "0001-01-01", id="a very old person"),
        pytest.param("household.members[0].born", "2026-02-10", id="born on the award's first day"),
        pytest.param("household.members[1].born", "2026-03-14", id="born on the day of joining"),
        pytest.param("household.members[1].joined_on", None, id="left without having joined"),
        pytest.param("household.members[1].id", None, id="a member without id"),
        pytest.param("household.members[1].id", "", id="an id without text"),
        pytest.param("lease.starts_on", "0001-01-01", id="a lease since long ago"),
        pytest.param("lease.monthly_rent", "0.00", id="no rent"),
        pytest.param("lease.monthly_rent", "000450.00", id="leading zeros"),
        pytest.param("lease.share", "1.000", id="a share of one, at length"),
        pytest.param("lease.share", "0" * 5000 + ".5", id="a long share"),
        pytest.param("rent_changes", [], id="no rent changes"),
        pytest.param("rent_changes[0].from", "2026-02-11", id="a rent change the day after the lease starts"),
        pytest.param("suspensions[0].to", "9999-12-31", id="a suspension for good"),
        pytest.param("suspensions[0].from", "0001-01-01", id="a suspension since long ago"),
        pytest.param("paid[0].month", "0001-01", id="paid long ago"),
        pytest.param("paid[0].amount", "99999999999999999999.99", id="paid very much"),
        pytest.param("recovery.share", "0.5", id="a recovery of all that the scheme allows"),
        pytest.param("household.members[0].id", "\ud800", id="half a surrogate pair"),
        pytest.param("facts.recognised_on", "9999-12-31", id="recognised in a far future"),
    ],
)
def test_odd_but_well_formed_cases_are_answered(path, value):
    assert ask(changed(path, value))["eligible"] is True


def test_a_case_of_the_needed_keys_alone_has_every_default():
    needed = {
        "scheme": "demonstration",
        "decided_on": "2026-01-20",
        "household": {"members": [{"born": "1990-02-01"}]},
        "lease": {"starts_on": "2026-02-10", "monthly_rent": "450.00"},
    }
    assert read_case(needed, shipped_schemes()) == Case(
        scheme="demonstration",
        decided_on=date(2026, 1, 20),
        household=Household((Member(date(1990, 2, 1), None, None, None, False),), single_parent=False),
        lease=Lease(date(2026, 2, 10), Decimal("450.00"), None, Decimal(1), None, None),
    )


def test_a_month_may_have_been_paid_once_for_each_kind():
    rows = [("2026-02", "one-off"), ("2026-02", "monthly"), ("2026-02", "arrears"), ("2026-03", "monthly")]
    paid = [{"month": month, "kind": kind, "amount": "1.00"} for month, kind in rows]
    assert len(read_case({**WHOLE, "paid": paid}, shipped_schemes()).paid) == 4


def test_an_award_may_end_on_the_last_day_that_is_reckoned_with():
    late = {"scheme": "demonstration", "decided_on": "9997-12-31", "household": WHOLE["household"]}
    lease = {"starts_on": "9997-12-31", "monthly_rent": "450.00"}
    assert ask({**late, "lease": lease})["award"]["ends_on"] == "9998-12-31"
    assert error_of({**late, "lease": {**lease, "starts_on": "9998-01-01"}}).field == "lease.starts_on"
    assert error_of({**late, "decided_on": "9998-01-01", "lease": lease}).field == "decided_on"


def test_two_members_without_id_are_two_members():
    assert (
        len(read_case(changed("household.members", [{"born": "1990-01-01"}] * 2), shipped_schemes()).household.members)
        == 2
    )


@pytest.mark.parametrize("path", KEYS)
def test_null_is_as_good_as_absent(path):
    assert outcome(changed(path, None)) == outcome(changed(path, GONE))
