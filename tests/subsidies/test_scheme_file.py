"""Scheme files: every key is read, and what is left out has the documented default."""

from datetime import date
from decimal import Decimal

import pytest

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
from tests.subsidies.whole_scheme import EVERYTHING

HEAD = """
key = "s"
status = "active"
name = { el = "Σ", en = "S" }
source = "somewhere"
terms.months = 12
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("closes_on = 2024-07-01", "closes_on = 2019-01-01", id="closes before it opens: no day is open"),
        pytest.param('"refugee", { status', "{ status", id="fewer statuses"),
        pytest.param(
            '["refugee", { status = "temporary-protection", from = 2022-06-20 }, { status = "other" }]',
            "[]",
            id="no status at all",
        ),
        pytest.param('{ status = "other" }', '"refugee"', id="a status twice"),
        pytest.param('"830.00"', '"1.00"', id="amounts that fall with the size"),
        pytest.param('"0.25"', '"0"', id="a share of nothing"),
        pytest.param('"0.25"', '"1.000"', id="a whole share, at length"),
        pytest.param('"10.00"', '"000010.00"', id="leading zeros"),
        pytest.param("months = 6", "months = 1_200", id="a hundred years of months"),
        pytest.param('source = "nowhere"', "source = 'a \\ page'", id="a literal string"),
        pytest.param('"Everything"', '"\\u202e"', id="a name of one mark of direction"),
        pytest.param("\n", "\r\n", id="the line ends of Windows"),
        pytest.param('"nowhere"', '"' + "." * 1000 + '"', id="a source of a thousand points"),
        pytest.param("[income_limit]", "# a note\n[income_limit]", id="a note"),
    ],
)
def test_odd_but_well_formed_scheme_files_are_read(old, new):
    assert old in EVERYTHING
    assert read_scheme(EVERYTHING.replace(old, new), "everything.toml").key == "everything"


@pytest.mark.parametrize(
    ("written", "pay_day"),
    [
        ("last-working-day", PayDay(PayDayRule.LAST_WORKING_DAY)),
        ("first-working-day", PayDay(PayDayRule.FIRST_WORKING_DAY)),
        ("day:1", PayDay(PayDayRule.DAY, 1)),
        ("day:9", PayDay(PayDayRule.DAY, 9)),
        ("day:10", PayDay(PayDayRule.DAY, 10)),
        ("day:29", PayDay(PayDayRule.DAY, 29)),
        ("day:31", PayDay(PayDayRule.DAY, 31)),
    ],
)
def test_every_pay_day_is_read(written, pay_day):
    assert read_scheme(EVERYTHING.replace("day:15", written), "everything.toml").terms.pay_day == pay_day


def test_an_income_gap_without_its_least_pays_any_amount():
    scheme = read_scheme(EVERYTHING.replace('least = "20.00"', ""), "everything.toml")
    rule = scheme.monthly[-1].rule
    assert isinstance(rule, IncomeGap)
    assert rule.least == Decimal("0.00")


def test_a_table_without_its_source_has_none():
    assert read_scheme(EVERYTHING, "everything.toml").monthly[0].source == ""
