"""What the sources print, row by row, against the answer of the shipped schemes.

HELIOS: the table of 22 November 2019. Housing benefit: minfin.gov.gr and kep-online.gr for the rules, taxproperty.gr
for the table by household, dnews.gr, star.gr, enikos.gr and trikalaenimerosi.gr for the months and days of payment.
"""

import pytest

from tests.subsidies.quoting import ADULT, ask, case, codes, monthly, one_offs, row

CHILD = {"born": "2015-01-01"}
FOUND = {"born": "2015-01-01", "unprotected": True}
PROVEN = {"status": "refugee", "recognised_on": "2019-07-15", "enrolled_on": "2019-10-01"}


def helios(size: int, rent: str = "1000.00") -> dict:
    """Decided on 22 November 2019, for a lease from 1 December."""
    return case(size, scheme="helios-2019", decided_on="2019-11-22", starts_on="2019-12-01", rent=rent, facts=PROVEN)


@pytest.mark.parametrize(
    ("size", "once", "a_month", "a_year", "in_all"),
    [
        pytest.param(1, "440.00", "162.00", "1944.00", "2384.00", id="1 person: 440 and 162"),
        pytest.param(2, "830.00", "309.00", "3708.00", "4538.00", id="2 persons: 830 and 309"),
        pytest.param(3, "980.00", "396.00", "4752.00", "5732.00", id="3 persons: 980 and 396"),
        pytest.param(4, "1172.00", "504.00", "6048.00", "7220.00", id="4-5 persons: 1,172 and 504, the first of them"),
        pytest.param(5, "1172.00", "504.00", "6048.00", "7220.00", id="4-5 persons: 1,172 and 504, the last of them"),
        pytest.param(6, "1490.00", "630.00", "7560.00", "9050.00", id="6 or more: 1,490 and 630"),
        pytest.param(7, "1490.00", "630.00", "7560.00", "9050.00", id="6 or more: seven"),
        pytest.param(12, "1490.00", "630.00", "7560.00", "9050.00", id="6 or more: twelve"),
    ],
)
def test_every_row_of_the_table_of_2019_is_paid_for_twelve_months(size, once, a_month, a_year, in_all):
    answered = ask(helios(size))
    assert (answered["eligible"], answered["unchecked"]) == (True, [])
    assert monthly(answered) == dict.fromkeys(["2019-12", *[f"2020-{month:02}" for month in range(1, 12)]], a_month)
    assert one_offs(answered) == [("2019-12", once, "2019-12-31")]
    assert answered["totals"] == {
        "one_off": once, "monthly": a_year, "arrears": "0.00", "recovered": "0.00", "payable": in_all,
    }  # fmt: skip


@pytest.mark.parametrize(("size", "amount"), [(1, "162"), (2, "309"), (3, "396"), (4, "504"), (5, "504"), (6, "630")])
def test_the_contribution_of_2019_is_never_above_the_rent(size, amount):
    below, above = f"{int(amount) - 1}.99", f"{amount}.01"
    assert monthly(ask(helios(size, rent=below)))["2020-02"] == below
    assert monthly(ask(helios(size, rent=f"{amount}.00")))["2020-02"] == f"{amount}.00"
    assert monthly(ask(helios(size, rent=above)))["2020-02"] == f"{amount}.00"


def opeka(*members: dict, decided_on: str = "2025-03-20", rent: str = "400.00", **facts: object) -> dict:
    """Everything proven; `facts` are of the household, `lease` of the lease."""
    lease = {"declared": True, "accepted": True, **facts.pop("lease", {})}  # type: ignore[dict-item]
    return case(
        scheme="opeka-housing-benefit",
        decided_on=decided_on,
        starts_on="2024-01-01",
        rent=rent,
        lease=lease,
        household={"members": list(members), "annual_income": "0.00", **facts},
        facts={"rent_paid_by_bank": True},
    )


ALONE = {"single_parent": True}


@pytest.mark.parametrize(
    ("members", "flags", "amount", "limit"),
    [
        pytest.param([ADULT], {}, "70.00", 7000, id="one person: 70"),
        pytest.param([ADULT, ADULT], {}, "105.00", 10500, id="two: 105"),
        pytest.param([ADULT, CHILD], {}, "105.00", 10500, id="two: 105, a minor counts as an adult"),
        pytest.param([ADULT, ADULT, CHILD], {}, "140.00", 14000, id="three: 140"),
        pytest.param([ADULT, CHILD], ALONE, "140.00", 14000, id="a single parent with one minor: 140"),
        pytest.param([ADULT, ADULT, CHILD, CHILD], {}, "175.00", 17500, id="four: 175"),
        pytest.param([ADULT, CHILD, CHILD], ALONE, "175.00", 17500, id="a single parent with two minors: 175"),
        pytest.param([ADULT, ADULT, CHILD, CHILD, CHILD], {}, "210.00", 21000, id="five: 210"),
        pytest.param([ADULT, CHILD, CHILD, CHILD], ALONE, "210.00", 21000, id="a single parent with three: 210"),
        pytest.param([ADULT] * 6, {}, "210.00", 21000, id="six: 210 whatever the size"),
        pytest.param([ADULT] + [CHILD] * 8, ALONE, "210.00", 21000, id="a single parent with eight: still 210"),
        pytest.param([ADULT, FOUND], {}, "140.00", 14000, id="an unprotected child: 70 more"),
        pytest.param([ADULT, FOUND, FOUND], {}, "210.00", 21000, id="two unprotected children: 70 more for each"),
        pytest.param([ADULT, ADULT, FOUND], {}, "175.00", 17500, id="a couple with one: 70 + 35 + 70"),
        pytest.param([ADULT, FOUND, FOUND, FOUND], {}, "210.00", 21000, id="three of them: no more than 210"),
    ],
)
def test_every_row_of_the_housing_benefit_has_its_amount_and_its_income_limit(members, flags, amount, limit):
    months = [f"2025-{month:02}" for month in range(4, 10)]
    assert monthly(ask(opeka(*members, **flags, annual_income=f"{limit}.00"))) == dict.fromkeys(months, amount)
    assert codes(ask(opeka(*members, **flags, annual_income=f"{limit}.01"))) == ["income-over-limit"]


@pytest.mark.parametrize(
    ("rent", "amount"),
    [
        pytest.param("69.99", "69.99", id="rent a cent below the amount: up to the rent"),
        pytest.param("70.00", "70.00", id="rent equal to the amount"),
        pytest.param("70.01", "70.00", id="rent a cent above it"),
        pytest.param("10.00", "10.00", id="the lowest rent that is accepted"),
    ],
)
def test_the_housing_benefit_pays_up_to_the_rent(rent, amount):
    assert monthly(ask(opeka(ADULT, rent=rent)))["2025-04"] == amount


def test_leases_under_ten_euros_are_not_accepted():
    assert codes(ask(opeka(ADULT, rent="9.99"))) == ["rent-below-minimum"]


@pytest.mark.parametrize(
    ("decided_on", "first", "last", "award"),
    [
        pytest.param("2025-03-20", "2025-04", "2025-09", ("2025-04-01", "2025-10-01"), id="approved in March 2025"),
        pytest.param("2025-04-01", "2025-05", "2025-10", ("2025-05-01", "2025-11-01"), id="on the 1st of April 2025"),
        pytest.param("2025-04-30", "2025-05", "2025-10", ("2025-05-01", "2025-11-01"), id="on its last day"),
        pytest.param("2025-08-29", "2025-09", "2026-02", ("2025-09-01", "2026-03-01"), id="approved in August 2025"),
    ],
)
def test_it_runs_for_the_six_months_after_the_month_of_the_approval(decided_on, first, last, award):
    answered = ask(opeka(ADULT, decided_on=decided_on))
    assert (answered["award"]["starts_on"], answered["award"]["ends_on"]) == award
    assert (min(monthly(answered)), max(monthly(answered)), len(monthly(answered))) == (first, last, 6)


@pytest.mark.parametrize(
    ("month", "due_on"),
    [
        pytest.param("2025-10", "2025-10-31", id="October 2025: Friday 31 October"),
        pytest.param("2026-01", "2026-01-30", id="January 2026: Friday 30 January"),
        pytest.param("2026-03", "2026-03-31", id="March 2026: Tuesday 31 March"),
        pytest.param("2026-05", "2026-05-29", id="May 2026: Friday 29 May"),
    ],
)
def test_it_is_paid_on_the_days_that_were_published(month, due_on):
    decided_on = "2025-09-10" if month < "2026-04" else "2026-04-10"
    assert row(ask(opeka(ADULT, decided_on=decided_on)), month)["due_on"] == due_on


@pytest.mark.parametrize(
    ("lease", "reasons"),
    [
        pytest.param({"ends_on": "2025-10-01"}, [], id="a lease to the last day of the award"),
        pytest.param({"ends_on": "2025-09-30"}, ["lease-too-short"], id="a lease to the day before"),
        pytest.param({"declared": False}, ["lease-not-declared"], id="no declaration"),
        pytest.param({"accepted": False}, ["lease-not-accepted"], id="a declaration that the tenant did not accept"),
    ],
)
def test_the_lease_is_declared_accepted_and_valid_for_the_whole_award(lease, reasons):
    assert codes(ask(opeka(ADULT, lease=lease))) == reasons


@pytest.mark.parametrize(
    ("decided_on", "reasons"),
    [
        pytest.param("2026-03-31", [], id="decided the day before the law"),
        pytest.param("2026-04-01", ["rent-not-paid-by-bank"], id="decided on its first day"),
    ],
)
def test_rent_in_cash_ends_the_benefit_from_april_2026(decided_on, reasons):
    data = {**opeka(ADULT, decided_on=decided_on), "facts": {"rent_paid_by_bank": False}}
    assert codes(ask(data)) == reasons


def test_nothing_of_it_is_kept_back():
    paid = [{"month": "2025-04", "kind": "monthly", "amount": "105.00"}]
    answered = ask({**opeka(ADULT), "paid": paid})
    assert (answered["outstanding"], answered["totals"]["recovered"]) == ("35.00", "0.00")
    assert monthly(answered)["2025-05"] == "70.00"
