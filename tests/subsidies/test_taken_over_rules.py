"""What a list does not say of an award follows from its months."""

from datetime import date
from decimal import Decimal

import pytest

from subsidies.rules.taken_over import TakenOverMonth
from tests.subsidies.given import MONTH, MONTHLY, MONTHS, given


@pytest.mark.parametrize(
    ("months", "said", "days"),
    [
        pytest.param(MONTHS, {}, ("2026-11-10", "2026-11-10", "2027-11-10"), id="begins-with-the-lease"),
        pytest.param(MONTHS[2:], {}, ("2026-12-01", "2026-12-01", "2027-12-01"), id="begins-with-its-first-month"),
        pytest.param(
            MONTHS,
            {"decided_on": date(2026, 11, 20)},
            ("2026-11-20", "2026-11-20", "2027-11-20"),
            id="begins-with-the-decision-within-its-first-month",
        ),
        pytest.param(
            MONTHS[2:],
            {"decided_on": date(2026, 11, 20)},
            ("2026-11-20", "2026-12-01", "2027-12-01"),
            id="was-decided-before",
        ),
        pytest.param(
            MONTHS,
            {"starts_on": date(2026, 11, 15), "ends_on": date(2027, 2, 1)},
            ("2026-11-15", "2026-11-15", "2027-02-01"),
            id="says-its-days",
        ),
        pytest.param(
            (*MONTHS, TakenOverMonth(MONTHLY, date(2027, 11, 1), Decimal("50.00"))),
            {},
            ("2026-11-10", "2026-11-10", "2027-11-10"),
            id="ends-within-its-last-month",
        ),
        pytest.param(
            (*MONTHS, TakenOverMonth(MONTHLY, date(2027, 12, 1), Decimal("50.00"))),
            {},
            ("2026-11-10", "2026-11-10", "2028-01-01"),
            id="is-longer-than-the-scheme-says",
        ),
        pytest.param(
            (TakenOverMonth(MONTHLY, MONTH, Decimal("0.00")), *MONTHS[2:]),
            {},
            ("2026-12-01", "2026-12-01", "2027-12-01"),
            id="nothing-is-paid-for-a-month",
        ),
        pytest.param(
            (*MONTHS[2:], TakenOverMonth(MONTHLY, date(2027, 12, 1), Decimal("50.00"))),
            {},
            ("2026-12-01", "2026-12-01", "2028-01-01"),
            id="pays-the-month-that-begins-when-the-scheme-is-over",
        ),
    ],
)
def test_what_a_list_does_not_say_follows_from_its_months(
    months: tuple[TakenOverMonth, ...], said: dict[str, date], days: tuple[str, str, str]
):
    award = given(*months, **said)
    assert (str(award.decided_on), str(award.starts_on), str(award.ends_on)) == days


def test_only_months_that_pay_are_kept_and_in_their_order():
    assert given(TakenOverMonth(MONTHLY, MONTH, Decimal("0.00")), *reversed(MONTHS[2:])).months == MONTHS[2:]


def test_what_pays_nothing_is_no_award():
    with pytest.raises(ValueError, match="^an award is taken over with a month that pays$"):
        given(TakenOverMonth(MONTHLY, MONTH, Decimal("0.00")))


@pytest.mark.parametrize("said", [{}, {"to_landlord": False}, {"to_landlord": True}])
def test_a_household_is_paid_unless_the_list_says_the_landlord(said: dict[str, bool]):
    assert given(*MONTHS, **said).to_landlord is said.get("to_landlord", False)
