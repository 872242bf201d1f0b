"""The days that the law ties to a lease."""

from datetime import date

import pytest

from housing.tenancy import acceptance_due_on, declaration_due_on, statutory_end


@pytest.mark.parametrize(
    ("starts_on", "agreed_ends_on", "expected"),
    [
        pytest.param(date(2026, 2, 10), date(2026, 8, 10), date(2029, 2, 10), id="six-months-on-paper-are-three-years"),
        pytest.param(date(2026, 2, 10), date(2029, 2, 9), date(2029, 2, 10), id="a-day-short-of-three-years"),
        pytest.param(date(2026, 2, 10), date(2029, 2, 10), date(2029, 2, 10), id="three-years-to-the-day"),
        pytest.param(date(2026, 2, 10), date(2029, 2, 11), date(2029, 2, 11), id="a-longer-term-stands"),
        pytest.param(date(2024, 2, 29), date(2025, 2, 28), date(2027, 2, 28), id="from-a-29-february"),
    ],
)
def test_a_lease_binds_for_three_years_at_least(starts_on: date, agreed_ends_on: date, expected: date) -> None:
    assert statutory_end(starts_on, agreed_ends_on) == expected


@pytest.mark.parametrize(
    ("starts_on", "expected"),
    [
        pytest.param(date(2026, 2, 1), date(2026, 3, 31), id="from-the-first-of-a-month"),
        pytest.param(date(2026, 1, 31), date(2026, 2, 28), id="from-the-last-of-a-month"),
        pytest.param(date(2027, 12, 31), date(2028, 1, 31), id="over-the-new-year"),
        pytest.param(date(2028, 1, 15), date(2028, 2, 29), id="in-a-leap-year"),
    ],
)
def test_the_declaration_is_due_at_the_end_of_the_month_after_the_start(starts_on: date, expected: date) -> None:
    assert declaration_due_on(starts_on) == expected


def test_the_tenant_has_thirty_days_to_answer() -> None:
    assert acceptance_due_on(date(2026, 2, 15)) == date(2026, 3, 17)
