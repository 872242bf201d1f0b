"""Which days an award pays for, as periods rather than day by day."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from core.dates import add_months, first_of_month
from subsidies.rules.case import Case, Period


def payable_periods(case: Case, award: Period) -> Iterator[Period]:
    """The days of the award that lie under the lease and in no suspension or freeze, in order.

    A lease that ended before the award starts leaves none.
    """
    first_day = max(award.starts_on, case.lease.starts_on)
    end_day = min(award.ends_on, case.lease.ends_on or award.ends_on)
    for hold in sorted((*case.suspensions, *case.freezes), key=lambda hold: hold.starts_on):
        if first_day < min(hold.starts_on, end_day):
            yield Period(first_day, min(hold.starts_on, end_day))
        first_day = max(first_day, hold.ends_on)
    if first_day < end_day:
        yield Period(first_day, end_day)


def split_at(periods: Iterable[Period], days: Iterable[date]) -> Iterator[Period]:
    """The same days, in periods that end where one of the `days` begins."""
    ordered = sorted(set(days))
    for period in periods:
        inside = [day for day in ordered if period.starts_on < day < period.ends_on]
        for starts_on, ends_on in pairwise([period.starts_on, *inside, period.ends_on]):
            yield Period(starts_on, ends_on)


def months_of(period: Period) -> Iterator[date]:
    """The first day of each calendar month that the period touches."""
    month = first_of_month(period.starts_on)
    while month < period.ends_on:
        yield month
        month = add_months(month, 1)
