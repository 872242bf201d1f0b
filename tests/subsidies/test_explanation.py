"""Every amount says how it came about, in sentences that a person can reckon after."""

from fractions import Fraction

import pytest

from subsidies.rules.case_file import read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme_file import shipped_schemes
from tests.subsidies.quoting import ADULT, ask, case, row, scheme_with

GAP = """
[[monthly]]
from = 2020-01-01
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }]
income_share = "0.30"
"""


def because(answered: dict, month: str, kind: str = "monthly") -> list[str]:
    return row(answered, month, kind)["because"]


def test_a_month_begun_late_shows_days_table_size_cap_and_arithmetic():
    answered = ask(case(3, rent="350.00", starts_on="2026-03-15"))
    assert because(answered, "2026-03") == [
        "17 of 31 days are payable",
        "table of 2019-06-01 for 3 people: €396.00",
        "rent share €350.00 is lower",
        "€350.00 × 17 / 31 = €191.94",
    ]


def test_a_single_day_is_said_in_the_singular():
    assert because(ask(case(starts_on="2026-03-31")), "2026-03")[0] == "1 of 31 days is payable"


def test_a_share_of_the_rent_is_shown_as_it_is_reckoned():
    assert because(ask(case(2, rent="450.00", lease={"share": "0.5"})), "2026-03") == [
        "31 of 31 days are payable",
        "rent share €450.00 × 0.5 = €225.00",
        "table of 2019-06-01 for 2 people: €309.00",
        "rent share €225.00 is lower",
    ]


def test_a_rent_that_changes_within_the_month_shows_each_stretch_and_one_rounding():
    changes = [{"from": "2026-04-16", "monthly_rent": "450.00"}]
    assert because(ask(case(rent="100.00", rent_changes=changes)), "2026-04") == [
        "30 of 30 days are payable",
        "table of 2019-06-01 for 1 person: €162.00",
        "rent share €100.00 is lower",
        "15 days at €100.00 a month",
        "15 days at €162.00 a month",
        "together €131.00, rounded once",
    ]


def test_what_was_said_of_an_earlier_stretch_is_not_said_again():
    changes = [{"from": "2026-04-11", "monthly_rent": "100.00"}, {"from": "2026-04-21", "monthly_rent": "450.00"}]
    assert because(ask(case(rent="450.00", rent_changes=changes)), "2026-04") == [
        "30 of 30 days are payable",
        "table of 2019-06-01 for 1 person: €162.00",
        "10 days at €162.00 a month",
        "rent share €100.00 is lower",
        "10 days at €100.00 a month",
        "10 days at €162.00 a month",
        "together €141.33, rounded once",
    ]


def test_a_rent_that_is_just_the_tables_amount_is_not_called_lower():
    assert because(ask(case(rent="162.00")), "2026-04") == [
        "30 of 30 days are payable",
        "table of 2019-06-01 for 1 person: €162.00",
    ]


def test_a_stretch_of_one_day_is_told_in_the_singular():
    changes = [{"from": "2026-04-30", "monthly_rent": "130.00"}]
    assert because(ask(case(rent="100.00", rent_changes=changes)), "2026-04")[-3:] == [
        "rent share €130.00 is lower",
        "1 day at €130.00 a month",
        "together €101.00, rounded once",
    ]


def test_a_suspension_in_the_middle_is_one_stretch_less():
    suspended = ask(case(suspensions=[{"from": "2026-05-05", "to": "2026-05-20"}]))
    assert because(suspended, "2026-05")[0] == "16 of 31 days are payable"
    assert because(suspended, "2026-05")[-1] == "€162.00 × 16 / 31 = €83.61"


def test_the_one_off_names_its_table_and_its_household():
    assert because(ask(case(2)), "2026-02", "one-off") == [
        "table of 2019-06-01 for 2 people: €830.00",
        "paid once, for the household of 2026-02-10",
    ]


def test_a_month_counted_whole_says_so():
    whole = scheme_with("demonstration", ('"actual"', '"whole"'))
    assert because(ask(case(), whole), "2026-02") == [
        "a month with a payable day counts in full, as on the first of them",
        "table of 2019-06-01 for 1 person: €162.00",
    ]


@pytest.mark.parametrize(
    ("facts", "month", "said"),
    [
        pytest.param({}, "2026-02", ["21", "€162.00 × 21 / 30 = €113.40"], id="10 to 28 February"),
        pytest.param({"starts_on": "2026-02-28"}, "2026-02", ["3", "€162.00 × 3 / 30 = €16.20"], id="the 28th alone"),
    ],
)
def test_with_thirty_what_days_count_is_not_called_days(facts, month, said):
    thirty = scheme_with("demonstration", ('"actual"', '"thirty"'))
    counted, table, arithmetic = because(ask(case(**facts), thirty), month)
    assert (counted, arithmetic) == (f"every month counts 30 days, here {said[0]} of them", said[1])


def test_with_thirty_a_month_of_thirty_days_is_counted_as_it_is():
    thirty = scheme_with("demonstration", ('"actual"', '"thirty"'))
    assert because(ask(case(), thirty), "2026-04")[0] == "30 of 30 days are payable"


def test_with_thirty_a_31st_that_counts_nothing_is_not_spoken_of():
    thirty = scheme_with("demonstration", ('"actual"', '"thirty"'))
    changes = [{"from": "2026-03-31", "monthly_rent": "100.00"}]
    assert because(ask(case(rent_changes=changes), thirty), "2026-03") == [
        "every month counts 30 days, here 30 of them",
        "table of 2019-06-01 for 1 person: €162.00",
    ]


@pytest.mark.parametrize(
    ("share", "shown"), [("0.5", "0.5"), ("0.50", "0.50"), ("0.0000001", "0.0000001"), ("0.3333", "0.3333")]
)
def test_a_share_is_written_out(share, shown):
    said = because(ask(case(rent="100000000.00", lease={"share": share})), "2026-03")[1]
    assert f"× {shown} =" in said


def test_an_income_gap_shows_what_the_household_pays_itself():
    scheme = scheme_with("helios-plus", ('"draft"', '"active"'), more=GAP)
    household = {"members": [ADULT], "annual_income": "12000.00"}
    answered = ask(case(scheme="helios-plus", rent="450.00", starts_on="2026-04-16", household=household), scheme)
    assert because(answered, "2026-04") == [
        "15 of 30 days are payable",
        "table of 2020-01-01 for 1 person: €500.00",
        "rent share €450.00 is lower",
        "less 0.30 × €12000.00 of income / 12 = €300.00",
        "€150.00 × 15 / 30 = €75.00",
    ]


@pytest.mark.parametrize(
    ("later_rent", "least", "said"),
    [
        pytest.param("310.00", "20.00", ["under €20.00 nothing is paid"], id="10.00 is under it"),
        pytest.param("320.00", "20.00", [], id="20.00 is the least itself"),
        pytest.param("299.00", "20.00", ["under €20.00 nothing is paid"], id="nothing is left at all"),
        pytest.param("300.30", "0.50", ["under €0.50 nothing is paid"], id="less than a euro"),
    ],
)
def test_a_stretch_that_comes_to_less_than_is_ever_paid_says_so(later_rent: str, least: str, said: list[str]):
    scheme = scheme_with("helios-plus", ('"draft"', '"active"'), more=f'{GAP}least = "{least}"')
    data = case(
        scheme="helios-plus",
        rent="450.00",
        household={"members": [ADULT], "annual_income": "12000.00"},
        rent_changes=[{"from": "2026-04-16", "monthly_rent": later_rent}],
    )
    sentences = because(ask(data, scheme), "2026-04")
    assert sentences.index("15 days at €150.00 a month") < sentences.index(f"rent share €{later_rent} is lower")
    assert [sentence for sentence in sentences if sentence.startswith("under")] == said


def test_a_paid_row_says_what_was_paid_after_how_it_would_now_come_about():
    answered = ask(case(paid=[{"month": "2026-02", "kind": "monthly", "amount": "100.00"}]))
    assert because(answered, "2026-02")[-2:] == [
        "€162.00 × 19 / 28 = €109.93",
        "€100.00 is paid already and stays as it is",
    ]


def test_the_factors_of_an_amount_are_kept_for_pages():
    schemes = shipped_schemes()
    quoted = quote(schemes["demonstration"], read_case(case(starts_on="2026-03-15"), schemes))
    (one_off, march, *_) = quoted.instalments
    (part,) = march.parts
    assert (part.monthly, part.days, part.of) == (162, 17, 31)
    assert part.amount == Fraction(162 * 17, 31)
    (whole,) = one_off.parts
    assert (whole.days, whole.of, whole.amount) == (1, 1, 440)
