"""Who is a minor on the first day of an award: both sides of the 18th birthday, and births on a leap day.

A single parent with one minor gets 140.00 by the housing benefit's table, with another adult 105.00.
"""

import pytest

from tests.subsidies.quoting import ADULT, ask, case, monthly, scheme_with

FROM_THE_LEASE = scheme_with("opeka-housing-benefit", ('"month-after-decision"', '"lease-start"'))
MINOR, OF_AGE = "140.00", "105.00"


@pytest.mark.parametrize(
    ("born", "starts_on", "amount"),
    [
        pytest.param("2008-06-16", "2026-06-15", MINOR, id="turns 18 tomorrow"),
        pytest.param("2008-06-15", "2026-06-15", OF_AGE, id="turns 18 today"),
        pytest.param("2008-06-14", "2026-06-15", OF_AGE, id="turned 18 yesterday"),
        pytest.param("2008-12-31", "2026-12-30", MINOR, id="turns 18 on the last day of the year"),
        pytest.param("2009-01-01", "2026-12-31", MINOR, id="turns 18 on New Year"),
        pytest.param("2009-01-01", "2027-01-01", OF_AGE, id="turns 18 on this New Year"),
        pytest.param("2008-02-29", "2026-02-27", MINOR, id="born on a leap day, two days early"),
        pytest.param("2008-02-29", "2026-02-28", MINOR, id="born on a leap day: 28 February is a day early"),
        pytest.param("2008-02-29", "2026-03-01", OF_AGE, id="born on a leap day: 18 on 1 March"),
        pytest.param("2008-02-28", "2026-02-28", OF_AGE, id="born the day before a leap day"),
        pytest.param("2008-03-01", "2026-02-28", MINOR, id="born the day after a leap day, a day early"),
        pytest.param("2008-03-01", "2026-03-01", OF_AGE, id="born the day after a leap day"),
        pytest.param("2010-02-28", "2028-02-28", OF_AGE, id="18 in a leap year, born on 28 February"),
        pytest.param("2010-03-01", "2028-02-29", MINOR, id="18 in a leap year, a leap day early"),
        pytest.param("2026-06-15", "2026-06-15", MINOR, id="born today"),
    ],
)
def test_a_minor_is_under_18_on_the_first_day_of_the_award(born, starts_on, amount):
    data = case(
        scheme="opeka-housing-benefit",
        decided_on=starts_on,
        starts_on=starts_on,
        household={"members": [ADULT, {"born": born}], "single_parent": True},
    )
    assert set(monthly(ask(data, FROM_THE_LEASE)).values()) == {amount}


@pytest.mark.parametrize(
    ("born", "amount"),
    [
        pytest.param("2008-06-16", "140.00", id="17: a minor, 70 + 70"),
        pytest.param("2008-06-15", "105.00", id="18: no minor, 70 + 35"),
    ],
)
def test_a_member_who_joins_later_has_the_age_of_the_first_day_too(born, amount):
    """Whoever joins in September after turning 18 in June is reckoned as on 15 June, when the award started."""
    members = [ADULT, {"born": born, "joined_on": "2026-09-01", "unprotected": True}]
    data = case(scheme="opeka-housing-benefit", decided_on="2026-06-15", starts_on="2026-06-15")
    data["household"] = {"members": members}
    amounts = monthly(ask(data, FROM_THE_LEASE))
    assert (amounts["2026-08"], amounts["2026-09"]) == ("70.00", amount)
