"""Scheme files: every key is read, and what is left out has the documented default."""

from datetime import date
from decimal import Decimal

from subsidies.rules.scheme import (
    Cap,
    CoveredStatus,
    IncomeGap,
    LeaseCover,
    PayDay,
    PayDayRule,
    PerMember,
    Proration,
    Scheme,
    SchemeStatus,
    SizeChange,
    Start,
    Terms,
    table_in_force,
)
from subsidies.rules.scheme_file import read_scheme

HEAD = """
key = "s"
status = "active"
name = { el = "Σ", en = "S" }
source = "somewhere"
terms.months = 12
"""
EVERYTHING = """
key = "everything"
status = "reference"
name = { el = "Όλα", en = "Everything" }
source = "nowhere"
opens_on = 2019-06-01
closes_on = 2024-07-01

[terms]
months = 6
starts = "month-after-decision"
proration = "thirty"
size_change = "same-day"
cap = "none"
lease_cover = "whole-award"
pay_day = "day:15"
minimum_rent = "10.00"
recovery_share = "0.25"

[[monthly]]
from = 2024-01-01
source = "later"
rule = "income-gap"
bands = [{ size = 1, amount = "500.00" }]
income_share = "0.30"
least = "20.00"

[[monthly]]
from = 2019-01-01
rule = "per-member"
base = "1.00"
each_further = "2.00"
first_minor_of_single_parent = "3.00"
unprotected_child = "4.00"
most = "5.00"

[[one_off]]
from = 2019-01-01
rule = "bands"
bands = [{ size = 1, amount = "440.00" }, { size = 3, amount = "830.00" }]

[income_limit]
base = "7000.00"
each_further = "3500.00"
first_minor_of_single_parent = "7000.00"
unprotected_child = "7000.00"
most = "21000.00"

[requires]
lease_declared = true
lease_accepted = true
rent_paid_by_bank_from = 2026-04-01
statuses = ["refugee", { status = "temporary-protection", from = 2022-06-20 }, { status = "other" }]
recognised_from = 2018-01-01
enrolled_within_months = 12
"""


def test_every_key_is_read():
    limit = PerMember(
        Decimal("7000.00"), Decimal("3500.00"), Decimal("7000.00"), Decimal("7000.00"), Decimal("21000.00")
    )
    scheme = read_scheme(EVERYTHING, "everything.toml")
    assert scheme.terms == Terms(
        months=6,
        starts=Start.MONTH_AFTER_DECISION,
        proration=Proration.THIRTY,
        size_change=SizeChange.SAME_DAY,
        cap=Cap.NONE,
        lease_cover=LeaseCover.WHOLE_AWARD,
        pay_day=PayDay(PayDayRule.DAY, 15),
        minimum_rent=Decimal("10.00"),
        recovery_share=Decimal("0.25"),
    )
    assert (scheme.key, scheme.status, scheme.source) == ("everything", SchemeStatus.REFERENCE, "nowhere")
    assert scheme.name == {"el": "Όλα", "en": "Everything"}
    assert (scheme.opens_on, scheme.closes_on) == (date(2019, 6, 1), date(2024, 7, 1))
    assert scheme.income_limit == limit
    assert scheme.requires.statuses == (
        CoveredStatus("refugee"),
        CoveredStatus("temporary-protection", date(2022, 6, 20)),
        CoveredStatus("other"),
    )
    assert (scheme.requires.recognised_from, scheme.requires.enrolled_within_months) == (date(2018, 1, 1), 12)
    assert scheme.needs_income


def test_tables_stand_in_the_order_of_their_days_and_the_latest_that_has_begun_is_in_force():
    scheme = read_scheme(EVERYTHING, "everything.toml")
    earlier, later = scheme.monthly
    assert isinstance(later.rule, IncomeGap)
    assert table_in_force(scheme.monthly, date(2018, 12, 31)) is None
    assert table_in_force(scheme.monthly, date(2019, 1, 1)) is earlier
    assert table_in_force(scheme.monthly, date(2023, 12, 31)) is earlier
    assert table_in_force(scheme.monthly, date(2024, 1, 1)) is later


def test_what_is_left_out_has_its_default():
    scheme = read_scheme(HEAD, "s.toml")
    assert scheme == Scheme("s", SchemeStatus.ACTIVE, {"el": "Σ", "en": "S"}, "somewhere", Terms(months=12))
    assert scheme.terms == Terms(
        months=12,
        starts=Start.LEASE_START,
        proration=Proration.ACTUAL,
        size_change=SizeChange.NEXT_MONTH,
        cap=Cap.RENT_SHARE,
        lease_cover=LeaseCover.EACH_DAY,
        pay_day=PayDay(PayDayRule.LAST_WORKING_DAY),
        minimum_rent=Decimal("0.00"),
        recovery_share=Decimal("0.50"),
    )
