"""An award as a list gives it: its first month paid, two to come."""

from datetime import date
from decimal import Decimal

from subsidies.rules.case import Kind
from subsidies.rules.scheme import Terms
from subsidies.rules.taken_over import TakenOverAward, TakenOverMonth, award_of_months

MONTH = date(2026, 11, 1)  # of tests/support/leases.py, which rules do not reach
ONE_OFF, MONTHLY = Kind.ONE_OFF, Kind.MONTHLY
PAID_ON = date(2026, 11, 16)
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
MONTHS = (
    TakenOverMonth(ONE_OFF, MONTH, Decimal("440.00"), PAID_ON),
    TakenOverMonth(MONTHLY, MONTH, Decimal("100.00"), PAID_ON),
    TakenOverMonth(MONTHLY, DECEMBER, Decimal("150.00")),
    TakenOverMonth(MONTHLY, JANUARY, Decimal("150.00")),
)
ELSEWHERE, STILL_DUE = Decimal("540.00"), Decimal("300.00")


def given(*months: TakenOverMonth, **said: object) -> TakenOverAward:
    return award_of_months(Terms(months=12), date(2026, 11, 10), months or MONTHS, **said)
