"""The calculator's form and the case of a file are the same facts, whichever comes first."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FieldList, FormField, SelectField

from core.errors import Refused
from subsidies.calculator.conversion import case_of, fields_of
from subsidies.calculator.forms import MOST_MEMBERS, MOST_ROWS, CalculatorForm
from subsidies.calculator.typed import sound_keys
from subsidies.calculator.walking import field_at
from subsidies.rules.case import Case, Kind
from subsidies.rules.case_file import read_case
from subsidies.rules.scheme_file import shipped_schemes
from tests.subsidies.drawn import CASES, COIN, DAYS, MONEY
from tests.subsidies.quoting import ADULT, case
from tests.subsidies.whole_case import WHOLE

SCHEME = "demonstration"
words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
shares = st.sampled_from(["0.5", "0.50", "0.25", "0.0001"])
months = DAYS.map(lambda day: str(day)[:7])
facts = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["refugee", "temporary-protection"]) | words,
        "recognised_on": DAYS.map(str),
        "enrolled_on": DAYS.map(str),
        "rent_paid_by_bank": COIN,
    },
)
paid_rows = st.fixed_dictionaries({"month": months, "kind": st.sampled_from(list(map(str, Kind))), "amount": MONEY})


@st.composite
def full_cases(draw: st.DrawFn) -> dict[str, Any]:
    """The cases of the engine's tests, with everything else that a case may say."""
    data = {**draw(CASES), "scheme": SCHEME}
    for number, member in enumerate(data["household"]["members"]):
        member.update(draw(st.just({}) | words.map(lambda name, number=number: {"id": f"{name}{number}"})))
    for hold in data["suspensions"] + data["freezes"]:
        hold.update(draw(st.just({}) | words.map(lambda reason: {"reason": reason})))
    if draw(COIN):
        del data["household"]["annual_income"]
    data["lease"].update(draw(st.just({}) | st.fixed_dictionaries({"declared": COIN, "accepted": COIN})))
    data["paid"] = draw(st.lists(paid_rows, max_size=4, unique_by=_slot))
    recovery = st.fixed_dictionaries({"from_month": months, "share": shares})
    return {**data, "facts": draw(facts), "recovery": draw(st.none() | recovery)}


def _slot(row: dict[str, str]) -> object:
    return row["kind"] if row["kind"] == Kind.ONE_OFF else (row["kind"], row["month"])


@pytest.fixture(scope="module")
def _request() -> Iterator[None]:
    app = Flask(__name__)
    app.secret_key = "for this test alone"
    Babel(app)
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("_request")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(full_cases())
def test_a_case_comes_back_from_the_form_as_it_went_in(data: dict[str, Any]):
    assert through_the_form(sound(data)) == sound(data)


@pytest.mark.usefixtures("_request")
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(WHOLE, id="every-key"),
        pytest.param(case(), id="nothing-but-what-is-needed"),
        pytest.param(case(household={"single_parent": True}), id="single-parent"),
        pytest.param(case(household={"annual_income": "0.00"}), id="no-income-is-known"),
        pytest.param(case(lease={"declared": False}), id="no-is-not-unasked"),
        pytest.param(case(lease={"share": "0.3333333333333333333333"}), id="share-of-many-digits"),
        pytest.param(case(facts={"status": "asylum-seeker"}), id="status-that-no-scheme-names"),
        pytest.param(case(paid=[{"month": "2026-02", "kind": "one-off", "amount": "440.00"}]), id="one-off-paid"),
    ],
)
def test_each_kind_of_case_comes_back(data: dict[str, Any]):
    assert through_the_form(sound(data)) == sound(data)


@pytest.mark.usefixtures("_request")
@pytest.mark.parametrize(
    ("key", "typed", "path", "expected"),
    [
        ("case-decided_on", "20/1/2026", "decided_on", "2026-01-20"),
        ("case-lease-monthly_rent", "1.234,5 €", "lease.monthly_rent", "1234.50"),
        ("case-lease-share", "0,5", "lease.share", "0.5"),
        ("case-recovery-from_month", "2/2026", "recovery.from_month", "2026-02"),
        ("case-recovery-from_month", "2026-02", "recovery.from_month", "2026-02"),
        ("case-household-members-0-unprotected", "y", "household.members.unprotected", True),
        ("case-lease-declared", "no", "lease.declared", False),
        ("case-freezes-0-from", "01/03/2026", "freezes.from", "2026-03-01"),
        ("case-rent_changes-0-from", "01/03/2026", "rent_changes.from", "2026-03-01"),
        ("case-facts-status", "refugee", "facts.status", "refugee"),
    ],
)  # fmt: skip
def test_what_is_typed_stands_in_the_file_as_files_have_it(key: str, typed: str, path: str, expected: object):
    found: Any = case_of(CalculatorForm({}, MultiDict({key: typed})), SCHEME)
    for step in path.split("."):
        found = found[step][0] if isinstance(found[step], list) else found[step]
    assert found == expected


@pytest.mark.usefixtures("_request")
def test_what_is_left_empty_is_left_out_and_a_row_without_anything_is_none():
    form = CalculatorForm(
        {}, MultiDict({"case-paid-0-month": " ", "case-paid-0-kind": "monthly", "case-paid-1-month": "x"})
    )
    assert case_of(form, SCHEME) == {"scheme": SCHEME, "paid": [{"kind": "monthly"}]}
    field = field_at(form.case, "paid[0].month")
    assert field is not None
    assert field.name == "case-paid-1-month"


@pytest.mark.usefixtures("_request")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("lease.monthly_rent", "case-lease-monthly_rent"),
        ("household.members[1].born", "case-household-members-1-born"),
        ("household.members[1]", "case-household-members-1-id"),
        ("household.members", "case-household-members-0-id"),
        ("freezes[0].to", "case-freezes-0-to"),
        ("recovery.share", "case-recovery-share"),
        ("nothing.of.this", None),
    ],
)
def test_a_path_of_the_case_leads_to_its_field(path: str, name: str | None):
    form = CalculatorForm({}, formdata=None, data={"case": fields_of(sound(WHOLE))}, meta={"csrf": False})
    field = field_at(form.case, path)
    assert (field and field.name) == name


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        ("household", {"members": [ADULT] * (MOST_MEMBERS + 1)}),
        ("freezes", [{"from": "2026-03-01", "to": "2026-03-02"}] * (MOST_ROWS + 1)),
    ],
)
def test_more_rows_than_the_form_has_are_refused(key: str, rows: object):
    with pytest.raises(Refused, match="at most"):
        fields_of(sound({**deepcopy(WHOLE), key: rows}))


def test_keys_that_no_field_has_are_left_out():
    hostile = ["case-paid-²-month", f"case-paid-{'9' * 5000}-month", "CASE", "", "case--", "x" * 9 + "\n"]
    assert sound_keys(MultiDict([(key, "1") for key in [*hostile, "case-paid-12-month"]])) == MultiDict(
        {"case-paid-12-month": "1"}
    )


def sound(data: dict[str, Any]) -> Case:
    return read_case(data, shipped_schemes())


def through_the_form(given: Case) -> Case:
    """Filled in, shown, sent and read again."""
    filled = CalculatorForm(
        {1: SCHEME}, formdata=None, data={"scheme": 1, "case": fields_of(given)}, meta={"csrf": False}
    )
    sent = CalculatorForm({1: SCHEME}, MultiDict(controls(filled)), meta={"csrf": False})
    assert sent.validate(), sent.errors
    return sound(case_of(sent, SCHEME))


def controls(fields: Any) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form."""
    for field in fields:
        match field:
            case FormField() | FieldList():
                yield from controls(field)
            case BooleanField():
                yield from [(field.name, "y")] if field.data else []
            case SelectField():
                yield from [(field.name, str(option[0])) for option in field.iter_choices() if option[2]]
            case _:
                yield field.name, field._value()
