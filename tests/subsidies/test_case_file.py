"""Values that do not go together, text that is no case, and the odd cases that are well-formed."""

import json

import pytest

from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.scheme_file import shipped_schemes
from tests.subsidies.quoting import ask, scheme_with
from tests.subsidies.whole_case import GONE, WHOLE, changed, error_of


@pytest.mark.parametrize(
    ("path", "value", "code", "field"),
    [
        pytest.param("scheme", "helios-2020", "unknown-scheme", "scheme", id="a scheme nobody knows"),
        pytest.param("scheme", "", "unknown-scheme", "scheme", id="a scheme without a name"),
        pytest.param("household.members", [], "missing", "household.members", id="no member"),
        pytest.param("household.members[1].id", "a", "repeated", "household.members[1]", id="an id twice"),
        pytest.param(
            "household.members[1].left_on",
            "2026-03-14",
            "not-after",
            "household.members[1].left_on",
            id="left on joining",
        ),
        pytest.param(
            "household.members[1].left_on", "2026-03-13", "not-after", "household.members[1].left_on", id="left before"
        ),
        pytest.param(
            "household.members[1].born", "2026-03-15", "too-late", "household.members[1].born", id="born after joining"
        ),
        pytest.param(
            "household.members[0].born", "2026-02-11", "too-late", "household.members[0].born", id="born too late"
        ),
        pytest.param("lease.ends_on", "2026-02-10", "not-after", "lease.ends_on", id="a lease of no day"),
        pytest.param("lease.ends_on", "2026-02-09", "not-after", "lease.ends_on", id="a lease backwards"),
        pytest.param("ends_on", "2026-02-10", "not-after", "ends_on", id="an award of no day"),
        pytest.param("ends_on", "2026-02-09", "not-after", "ends_on", id="an award that ends before its start"),
        pytest.param("rent_changes[0].from", "2026-02-10", "not-after", "rent_changes[0].from", id="change at once"),
        pytest.param("rent_changes[0].from", "2026-02-09", "not-after", "rent_changes[0].from", id="change before it"),
        pytest.param("rent_changes[1]", WHOLE["rent_changes"][0], "repeated", "rent_changes[1]", id="two a day"),
        pytest.param("suspensions[0].to", "2026-05-05", "not-after", "suspensions[0].to", id="a suspension of no day"),
        pytest.param("suspensions[0].to", "2026-05-04", "not-after", "suspensions[0].to", id="a suspension backwards"),
        pytest.param("freezes[0].to", "2026-10-01", "not-after", "freezes[0].to", id="a freeze of no day"),
        pytest.param("paid[1]", WHOLE["paid"][0], "repeated", "paid[1]", id="a month paid twice"),
        pytest.param("paid[0].kind", "yearly", "not-a-choice", "paid[0].kind", id="a kind nobody knows"),
        pytest.param("paid[0].kind", 1, "not-a-choice", "paid[0].kind", id="a number as kind"),
        pytest.param("paid[0].kind", ["monthly"], "not-a-choice", "paid[0].kind", id="a list as kind"),
        pytest.param("paid[0].month", "2026-13", "not-a-day", "paid[0].month", id="a thirteenth month"),
        pytest.param("paid[0].month", "2026-02-01", "not-a-month", "paid[0].month", id="a day as month"),
        pytest.param("paid[0].month", "2026-2", "not-a-month", "paid[0].month", id="a month of one digit"),
        pytest.param("paid[0].month", "9999-12", "not-a-month", "paid[0].month", id="the last month of the calendar"),
        pytest.param("recovery.from_month", 202606, "not-a-month", "recovery.from_month", id="a number as month"),
        pytest.param("recovery.share", "0.51", "too-large", "recovery.share", id="a share above the scheme's"),
        pytest.param("decided_on", "9999-12-31", "out-of-range", "decided_on", id="an award beyond the calendar"),
    ],
)
def test_values_that_do_not_go_together_are_refused(path, value, code, field):
    error = error_of(changed(path, value))
    assert (error.code, error.field) == (code, field)


def test_a_second_one_off_is_refused_whatever_its_month():
    paid = [{"month": month, "kind": "one-off", "amount": "440.00"} for month in ("2026-02", "2026-03")]
    assert error_of({**WHOLE, "paid": paid}).field == "paid[1]"


def test_a_recovery_is_refused_by_a_scheme_that_keeps_nothing_back():
    assert error_of({**WHOLE, "scheme": "opeka-housing-benefit"}).field == "recovery.share"


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


def test_a_lease_that_starts_at_the_end_of_the_calendar_leaves_no_room_for_an_award():
    late = {**changed("rent_changes", None), "lease": {"starts_on": "9999-01-01", "monthly_rent": "1.00"}}
    assert (error_of(late).code, error_of(late).field) == ("out-of-range", "lease.starts_on")


def test_an_award_that_starts_the_month_after_the_decision_cannot_start_beyond_the_calendar():
    opeka = {**changed("recovery", None), "scheme": "opeka-housing-benefit", "decided_on": "9999-12-31"}
    assert (error_of(opeka).code, error_of(opeka).field) == ("out-of-range", "decided_on")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "not-json", id="nothing"),
        pytest.param("{", "not-json", id="half an object"),
        pytest.param('{"scheme": NaN}', "not-json", id="no number"),
        pytest.param('{"scheme": Infinity}', "not-json", id="infinity"),
        pytest.param('{"scheme": -Infinity}', "not-json", id="minus infinity"),
        pytest.param('{"scheme": ' + "9" * 5000 + "}", "not-json", id="a number too long to read"),
        pytest.param("[" * 100_000, "not-json", id="nested without end"),
        pytest.param('{"a":' * 100_000, "not-json", id="objects nested without end"),
        pytest.param("[]", "not-an-object", id="a list"),
        pytest.param('"scheme"', "not-an-object", id="text"),
        pytest.param("1", "not-an-object", id="a number"),
        pytest.param("null", "not-an-object", id="null"),
    ],
)
def test_what_is_no_json_object_is_refused_as_a_whole(text, code):
    with pytest.raises(CaseError) as raised:
        parse_json(text)
    assert (raised.value.code, raised.value.field) == (code, "")


def test_data_that_is_no_object_is_refused_as_a_whole():
    assert (error_of([]).code, error_of([]).field) == ("not-an-object", "")


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


def test_two_members_without_id_are_two_members():
    assert (
        len(read_case(changed("household.members", [{"born": "1990-01-01"}] * 2), shipped_schemes()).household.members)
        == 2
    )


def test_the_message_names_the_value_and_says_what_it_must_be():
    message = str(error_of(changed("lease.monthly_rent", 450.0)))
    assert message == 'lease.monthly_rent must be an amount with two decimals, as text: "450.00"'
