"""The rows of a file about one household become the award that they give."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import cast

from housing.models import Lease
from subsidies.importing.award import AwardRow
from subsidies.importing.whole import first_said
from subsidies.rules.calendar import pay_day
from subsidies.rules.scheme import Terms
from subsidies.rules.taken_over import TakenOverAward, TakenOverMonth, award_of_months
from subsidies.services.taken_over import StandingAwards


def award_of_rows(rows: Sequence[AwardRow], terms: Terms, lease: Lease, there: StandingAwards) -> TakenOverAward:
    """The award of these rows, which contradict one another in nothing."""
    days = {row.slot: day for award in there.both for row in award.instalments if (day := row.paid_elsewhere_on)}
    return award_of_months(
        terms,
        lease.starts_on,
        [_month_of(row, terms, days.get(row.slot)) for row in rows],
        decided_on=cast(date | None, first_said(rows, "decided_on")),
        starts_on=cast(date | None, first_said(rows, "starts_on")),
        ends_on=cast(date | None, first_said(rows, "ends_on")),
        to_landlord=bool(first_said(rows, "to_landlord")),
    )


def _month_of(row: AwardRow, terms: Terms, known_on: date | None) -> TakenOverMonth:
    """What is said to be paid without a day was paid on that which is known, else on the pay day of its month, or when
    the file came where that was before.
    """
    if row.given.paid_on is not None or not row.is_paid:
        return row.given
    return replace(row.given, paid_on=known_on or min(pay_day(terms.pay_day, row.given.month), row.came_on))
