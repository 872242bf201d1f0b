"""Many awards at once come to the cents of the exact engine, whatever table, cap or freeze is tried."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from subsidies.rules.case import Case, Hold, Period
from subsidies.rules.case_file import read_case
from subsidies.rules.portfolio import portfolio_of
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.rules.simulate import Simulation, simulate
from tests.subsidies.quoting import ADULT, case, scheme_with

LATER = """
[[monthly]]
from = 2026-07-15
rule = "bands"
bands = [{ size = 1, amount = "210.60" }, { size = 3, amount = "514.81" }]
"""
PER_MEMBER = """
[[monthly]]
from = 2026-05-01
rule = "per-member"
base = "70.00"
each_further = "35.50"
first_minor_of_single_parent = "70.25"
unprotected_child = "71.11"
most = "230.00"
"""
GAP = """
[[monthly]]
from = 2026-06-01
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }]
income_share = "0.307"
least = "20.00"
"""
CHILD = {"born": "2019-05-05", "joined_on": "2026-04-14", "unprotected": True}
CASES: list[dict[str, Any]] = [
    case(1),
    case(3, rent="350.01", household={"annual_income": "1000.00"}),
    case(2, rent="451.37", lease={"share": "0.3333"}, household={"annual_income": "4321.00"}),
    case(2, lease={"share": "0.5", "ends_on": "2026-06-20"}),
    case(household={"members": [ADULT, CHILD], "single_parent": True}, starts_on="2026-03-31"),
    case(
        rent_changes=[{"from": "2026-04-11", "monthly_rent": "99.99"}, {"from": "2026-04-21", "monthly_rent": "80.00"}]
    ),
    case(suspensions=[{"from": "2026-02-10", "to": "2026-03-05"}, {"from": "2026-05-10", "to": "2026-05-12"}]),
    case(suspensions=[{"from": "2026-01-01", "to": "2028-01-01"}]),
    case(rent="99999999999999999999.99", lease={"share": "0.123456789"}),
    case(rent="0.00", lease={"share": "0.00000000000000000001"}, household={"annual_income": "0.00"}),
    case(rent="99.99", lease={"share": "0.00000000000000000001"}, household={"annual_income": "123.45"}),
    # An income of 12,000 takes 307.00: 20.00 is left, the least; a cent less; nothing.
    *[case(rent=rent, household={"annual_income": "12000.00"}) for rent in ("327.00", "326.99", "307.00")],
    case(starts_on="2026-01-31", decided_on="2026-01-31", lease={"ends_on": "2026-05-31"}),
    case(rent="101.01", lease={"share": "0.5"}),
    case(household={"members": [ADULT, CHILD]}, suspensions=[{"from": "2026-04-10", "to": "2026-04-16"}]),
]
FREEZES = [
    pytest.param([], id="none"),
    pytest.param([("2026-03-01", "2026-04-01")], id="a whole month"),
    pytest.param([("2026-02-01", "2026-02-20"), ("2026-04-15", "2026-04-16")], id="first days, a day amid a month"),
    pytest.param([("2026-05-31", "2026-06-01"), ("2026-02-28", "2026-03-01")], id="a 31st, and the end of February"),
    pytest.param([("2026-04-01", "2026-04-11")], id="up to where a rent changes"),
    pytest.param([("2026-03-10", "2026-07-10"), ("2026-06-01", "2026-08-05")], id="two that overlap"),
    pytest.param([("2026-02-11", "2026-03-01"), ("2026-06-01", "2026-06-02")], id="all but a day, and one elsewhere"),
    pytest.param([("2020-01-01", "2040-01-01")], id="all there is"),
]


def cases(scheme: Scheme) -> list[Case]:
    """Those cases that are sound under the scheme."""
    known = {"demonstration": scheme}
    raw = [data for data in CASES if not scheme.needs_income or "annual_income" in data["household"]]
    return [read_case(data, known) for data in raw]


def amounts(simulation: Simulation) -> dict[tuple[str, int, date], Decimal]:
    """By kind, case and month what is due."""
    found = {}
    for kind, blocks in (("monthly", simulation.monthly), ("one-off", simulation.one_off)):
        for due in blocks:
            for number, month, cents in zip(due.case.tolist(), due.month.tolist(), due.cents.tolist(), strict=True):
                if cents:
                    found[kind, number, date(month // 12, month % 12 + 1, 1)] = Decimal(cents).scaleb(-2)
    return found


def exactly(scheme: Scheme, some: list[Case], freezes: list[Period]) -> dict[tuple[str, int, date], Decimal]:
    """The same by quotes, one after the other."""
    frozen = [_frozen(one, freezes) for one in some]
    rows = [(number, row) for number, one in enumerate(frozen) for row in quote(scheme, one).instalments]
    return {(str(row.kind), number, row.month): row.amount for number, row in rows}


def _frozen(one: Case, freezes: list[Period]) -> Case:
    more = tuple(Hold(freeze.starts_on, freeze.ends_on) for freeze in freezes)
    return replace(one, freezes=(*one.freezes, *more))


def periods(freezes: list[tuple[str, str]]) -> list[Period]:
    return [Period(date.fromisoformat(first), date.fromisoformat(end)) for first, end in freezes]


@pytest.mark.parametrize("freezes", FREEZES)
@pytest.mark.parametrize("more", ["", LATER, PER_MEMBER, GAP], ids=["as it is", "later", "per member", "income gap"])
@pytest.mark.parametrize("size_change", ["next-month", "same-day"])
@pytest.mark.parametrize("proration", ["actual", "thirty", "whole"])
def test_every_award_comes_to_the_cents_of_the_engine(proration, size_change, more, freezes):
    terms = (('"actual"', f'"{proration}"'), ('"next-month"', f'"{size_change}"'))
    for cap in ("rent-share", "none"):
        scheme = scheme_with("demonstration", *terms, ('cap = "rent-share"', f'cap = "{cap}"'), more=more)
        some = cases(scheme)
        simulated = amounts(simulate(portfolio_of(scheme.terms, some), scheme, periods(freezes)))
        assert simulated == exactly(scheme, some, periods(freezes))


def test_one_portfolio_answers_for_any_tables_and_any_cap():
    base = scheme_with("demonstration")
    some = cases(base)
    portfolio = portfolio_of(base.terms, some)
    other = scheme_with("demonstration", ('cap = "rent-share"', 'cap = "none"'), more=LATER)
    assert amounts(simulate(portfolio, other)) == exactly(other, some, [])
    assert amounts(simulate(portfolio, base)) == exactly(base, some, [])


def test_what_a_freeze_takes_comes_back_in_the_next_simulation():
    scheme = scheme_with("demonstration")
    portfolio = portfolio_of(scheme.terms, cases(scheme))
    before = amounts(simulate(portfolio, scheme))
    assert amounts(simulate(portfolio, scheme, periods([("2026-03-01", "2026-09-01")]))) != before
    assert amounts(simulate(portfolio, scheme)) == before


def test_months_are_summed_over_all_awards():
    scheme = scheme_with("demonstration")
    some = [read_case(case(size), {"demonstration": scheme}) for size in (1, 2)]
    by_month = simulate(portfolio_of(scheme.terms, some), scheme).by_month()
    assert list(by_month) == [date(2026, month, 1) for month in range(2, 13)] + [date(2027, 1, 1), date(2027, 2, 1)]
    assert by_month[date(2026, 3, 1)] == Decimal("162.00") + Decimal("309.00")
    assert by_month[date(2026, 2, 1)] == Decimal("109.93") + Decimal("209.68") + Decimal("440.00") + Decimal("830.00")


def test_sums_may_outgrow_what_amounts_fit_into():
    scheme = scheme_with("demonstration", ('"162.00"', '"500000000000000.00"'))
    some = [read_case(case(rent="500000000000000.00"), {"demonstration": scheme})] * 400
    by_month = simulate(portfolio_of(scheme.terms, some), scheme).by_month()
    assert by_month[date(2026, 3, 1)] == 400 * Decimal("500000000000000.00")


@pytest.mark.parametrize(
    ("rent", "amount", "cap"),
    [
        pytest.param("40000000000000000.00", "40000000000000000.00", "rent-share", id="fits, but not its days"),
        pytest.param("450.00", "40000000000000000.00", "none", id="fits, but not its days, the table's alone"),
        pytest.param("90071992547409.93", "90071992547409.99", "rent-share", id="a rent that no float holds"),
    ],
)
def test_a_large_amount_counts_to_its_last_cent(rent, amount, cap):
    terms = (('"162.00"', f'"{amount}"'), ('cap = "rent-share"', f'cap = "{cap}"'))
    scheme = scheme_with("demonstration", *terms)
    some = [read_case(case(rent=rent), {"demonstration": scheme})]
    assert amounts(simulate(portfolio_of(scheme.terms, some), scheme)) == exactly(scheme, some, [])


def test_an_income_of_any_size_may_count_for_nothing():
    scheme = scheme_with("demonstration", more=GAP.replace("0.307", "0"))
    rich = case(household={"annual_income": "99999999999999999999.99"})
    some = [read_case(rich, {"demonstration": scheme})]
    assert amounts(simulate(portfolio_of(scheme.terms, some), scheme)) == exactly(scheme, some, [])


@pytest.mark.parametrize("more", ["", GAP], ids=["as it is", "income gap"])
def test_no_amount_is_ever_a_float(more):
    scheme = scheme_with("demonstration", more=more)
    simulation = simulate(portfolio_of(scheme.terms, cases(scheme)), scheme)
    for due in (*simulation.monthly, *simulation.one_off):
        assert due.cents.dtype.kind in "iO"
        assert all(type(cents) is int for cents in due.cents.tolist())


def test_an_income_too_large_for_a_float_counts_to_its_last_cent():
    scheme = scheme_with("demonstration", more=GAP.replace('"500.00"', '"99999999999999999.99"'))
    rich = case(rent="99999999999999999.99", household={"annual_income": "90071992547409931.17"})
    some = [read_case(rich, {"demonstration": scheme})]
    assert amounts(simulate(portfolio_of(scheme.terms, some), scheme)) == exactly(scheme, some, [])


def test_terms_that_amounts_depend_on_may_not_change():
    scheme, thirty = scheme_with("demonstration"), scheme_with("demonstration", ('"actual"', '"thirty"'))
    with pytest.raises(ValueError, match="^length, start, .* are those that the portfolio was made by$"):
        simulate(portfolio_of(scheme.terms, cases(scheme)), thirty)


def test_without_incomes_no_income_gap_can_be_tried():
    scheme, gap = scheme_with("demonstration"), scheme_with("demonstration", more=GAP)
    with pytest.raises(ValueError, match="^the scheme reckons with incomes, and not every case has one$"):
        simulate(portfolio_of(scheme.terms, cases(scheme)), gap)


def test_before_the_first_table_nothing_is_due():
    scheme = scheme_with("demonstration")
    early = read_case(case(decided_on="2019-04-01", starts_on="2019-04-10"), {"demonstration": scheme})
    due = amounts(simulate(portfolio_of(scheme.terms, [early]), scheme))
    assert min(month for kind, _, month in due if kind == "monthly") == date(2019, 6, 1)


def test_no_cases_come_to_nothing():
    scheme = scheme_with("demonstration")
    assert simulate(portfolio_of(scheme.terms, []), scheme).by_month() == {}


@pytest.mark.parametrize("freezes", [[], [("2026-03-01", "2026-04-01")]], ids=["none", "a month"])
@pytest.mark.parametrize("more", ["", GAP], ids=["as it is", "income gap"])
@pytest.mark.parametrize("proration", ["actual", "thirty", "whole"])
@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"suspensions": [{"from": "2026-01-01", "to": "2028-01-01"}]}, id="no day at all"),
        pytest.param({"ends_on": "2026-02-20"}, id="days of one month"),
    ],
)
def test_a_case_alone_comes_to_the_cents_of_the_engine(facts, proration, more, freezes):
    scheme = scheme_with("demonstration", ('"actual"', f'"{proration}"'), more=more)
    some = [read_case(case(household={"annual_income": "1000.00"}, **facts), {"demonstration": scheme})]
    simulated = amounts(simulate(portfolio_of(scheme.terms, some), scheme, periods(freezes)))
    assert simulated == exactly(scheme, some, periods(freezes))


HUGE = "500000000000000.01"  # in cents it fits into 64 bits; in units, of which 12,000 make one, it does not


@pytest.mark.parametrize(
    ("rent", "income", "gap"),
    [
        pytest.param(HUGE, "0.00", GAP, id="a rent"),
        pytest.param("500.00", HUGE, GAP, id="an income"),
        pytest.param("500.00", "0.00", GAP.replace("20.00", HUGE), id="the least that is paid"),
        pytest.param("500.00", "0.00", GAP.replace("500.00", HUGE), id="an amount of the table"),
    ],
)
def test_one_number_that_only_its_units_make_too_large_is_reckoned_with(rent, income, gap):
    scheme = scheme_with("demonstration", more=gap)
    some = [read_case(case(rent=rent, household={"annual_income": income}), {"demonstration": scheme})]
    assert amounts(simulate(portfolio_of(scheme.terms, some), scheme)) == exactly(scheme, some, [])
