"""The four schemes that come with the service say what their sources say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.scheme import (
    Bands,
    Cap,
    CoveredStatus,
    LeaseCover,
    PayDay,
    PerMember,
    Proration,
    Requirements,
    SchemeStatus,
    SizeChange,
    Start,
    Terms,
)
from subsidies.rules.scheme_file import read_scheme, shipped_schemes, shipped_text

SCHEMES = shipped_schemes()
HELIOS_TERMS = Terms(
    months=12,
    starts=Start.LEASE_START,
    proration=Proration.ACTUAL,
    size_change=SizeChange.NEXT_MONTH,
    cap=Cap.RENT_SHARE,
    lease_cover=LeaseCover.EACH_DAY,
    pay_day=PayDay(),
    recovery_share=Decimal("0.50"),
)


def amounts(rule: object) -> dict[int, str]:
    assert isinstance(rule, Bands)
    return {band.size: str(band.amount) for band in rule.bands}


def per_member(*euros: int) -> PerMember:
    return PerMember(*(Decimal(f"{amount}.00") for amount in euros))


def test_there_are_four_each_named_by_its_key_in_greek_and_english():
    assert {key: scheme.status for key, scheme in SCHEMES.items()} == {
        "demonstration": SchemeStatus.ACTIVE,
        "helios-2019": SchemeStatus.HISTORICAL,
        "helios-plus": SchemeStatus.DRAFT,
        "opeka-housing-benefit": SchemeStatus.REFERENCE,
    }
    assert all(scheme.key == key and scheme.name["el"] and scheme.name["en"] for key, scheme in SCHEMES.items())


@pytest.mark.parametrize("key", SCHEMES)
def test_the_text_of_a_shipped_scheme_reads_as_the_scheme(key):
    assert read_scheme(shipped_text(key), "x") == SCHEMES[key]


@pytest.mark.parametrize("key", ["helios-2019", "demonstration"])
def test_helios_2019_and_the_demonstration_have_the_tables_of_2019(key):
    scheme = SCHEMES[key]
    (monthly,), (one_off,) = scheme.monthly, scheme.one_off
    assert amounts(monthly.rule) == {1: "162.00", 2: "309.00", 3: "396.00", 4: "504.00", 6: "630.00"}
    assert amounts(one_off.rule) == {1: "440.00", 2: "830.00", 3: "980.00", 4: "1172.00", 6: "1490.00"}
    assert monthly.from_on == one_off.from_on == scheme.opens_on == date(2019, 6, 1)
    assert (scheme.closes_on, scheme.income_limit, scheme.terms) == (None, None, HELIOS_TERMS)


def test_helios_2019_asks_for_status_recognition_and_enrolment_and_the_demonstration_for_nothing():
    statuses = ("refugee", "subsidiary-protection")
    assert SCHEMES["helios-2019"].requires == Requirements(
        statuses=(*map(CoveredStatus, statuses), CoveredStatus("temporary-protection", date(2022, 6, 20))),
        recognised_from=date(2018, 1, 1),
        enrolled_within_months=12,
    )
    assert SCHEMES["demonstration"].requires == Requirements()


def test_the_demonstration_says_in_name_and_source_that_it_is_one():
    scheme = SCHEMES["demonstration"]
    assert "Demonstration" in scheme.name["en"]
    assert "demonstration" in scheme.source


def test_helios_plus_has_the_terms_of_helios_2019_and_no_amounts():
    scheme = SCHEMES["helios-plus"]
    assert (scheme.terms, scheme.monthly, scheme.one_off) == (HELIOS_TERMS, (), ())


def test_the_housing_benefit_is_as_published():
    scheme = SCHEMES["opeka-housing-benefit"]
    (monthly,) = scheme.monthly
    assert (monthly.from_on, monthly.rule) == (date(2019, 1, 1), per_member(70, 35, 70, 70, 210))
    assert scheme.income_limit == per_member(7000, 3500, 7000, 7000, 21000)
    assert scheme.terms == replace(
        HELIOS_TERMS,
        months=6,
        starts=Start.MONTH_AFTER_DECISION,
        proration=Proration.WHOLE,
        lease_cover=LeaseCover.WHOLE_AWARD,
        minimum_rent=Decimal("10.00"),
        recovery_share=Decimal("0.00"),
    )
    assert scheme.requires == Requirements(
        lease_declared=True, lease_accepted=True, rent_paid_by_bank_from=date(2026, 4, 1)
    )
    assert (scheme.one_off, scheme.opens_on, scheme.closes_on) == ((), None, None)
