"""What holds for every case, among it that a second reading day by day agrees to the cent."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given, settings

from subsidies.rules.scheme_file import shipped_text
from tests.subsidies import day_by_day
from tests.subsidies.drawn import Drawn, drawn
from tests.subsidies.properties import PROPERTIES
from tests.subsidies.quoting import ask, monthly


@settings(max_examples=1000)
@given(drawn())
def test_every_property_holds_for_a_thousand_cases(example: Drawn):
    """One draw for all of them; what fails stands in the traceback by its name. `make proof` goes on to 100,000."""
    for property_holds in PROPERTIES:
        property_holds(example)


@pytest.mark.parametrize("share", ["1", "1.0", "0.999999999999999999999999999999999999", "0.00000000000000000001"])
def test_a_share_of_any_length_is_reckoned_exactly(share):
    case = {
        "scheme": "demonstration",
        "decided_on": "2026-01-20",
        "household": {"members": [{"born": "1990-01-01"}]},
        "lease": {"starts_on": "2026-02-10", "monthly_rent": "99999999999999999999.99", "share": share},
    }
    by_month, _ = day_by_day.amounts(tomllib.loads(shipped_text("demonstration")), case)
    assert {month: Decimal(amount) for month, amount in monthly(ask(case)).items()} == by_month
