"""Which days an award pays for, as periods rather than day by day."""

from subsidies.rules.case import Case, Period
from subsidies.rules.day_numbers import Days


def payable_periods(case: Case, award: Period) -> list[Days]:
    """The days of the award that lie under the lease and in no suspension or freeze, in order.

    A lease that ended before the award starts leaves none.
    """
    first = max(award.starts_on, case.lease.starts_on).toordinal()
    end = min(award.ends_on, case.lease.ends_on or award.ends_on).toordinal()
    periods = []
    holds = [(hold.starts_on.toordinal(), hold.ends_on.toordinal()) for hold in case.suspensions + case.freezes]
    for hold_first, hold_end in sorted(holds):
        if first < min(hold_first, end):
            periods.append((first, min(hold_first, end)))
        first = max(first, hold_end)
    if first < end:
        periods.append((first, end))
    return periods
