"""Why some days of a month are not paid for, and who of the household counts later than they came."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from core.dates import DAY, add_months
from core.text import N_, Sentence
from subsidies.rules.case import Case, Hold, Member, Period
from subsidies.rules.scheme import Scheme


class Setting(NamedTuple):
    """What the months of an award are seen against: its own first day, its days under the lease, and what befell."""

    award_starts_on: date
    covered: Period
    is_same_day: bool
    members: tuple[Member, ...]
    suspensions: tuple[Hold, ...]
    freezes: tuple[Hold, ...]


def setting_of(scheme: Scheme, case: Case, award: Period) -> Setting:
    """The case as its months are seen against it."""
    lease = case.lease
    covered = Period(max(award.starts_on, lease.starts_on), min(award.ends_on, lease.ends_on or award.ends_on))
    members = case.household.members
    return Setting(award.starts_on, covered, scheme.is_same_day, members, case.suspensions, case.freezes)


def holds_within(setting: Setting, month: date) -> Iterator[Sentence]:
    """The suspensions and freezes that take days of the month (its first day) away, each in its whole length."""
    covered = setting.covered
    days = Period(max(month, covered.starts_on), min(add_months(month, 1), covered.ends_on))
    words = [(hold, N_("suspended from %(first)s to %(last)s")) for hold in setting.suspensions]
    words += [(hold, N_("frozen from %(first)s to %(last)s")) for hold in setting.freezes]
    for hold, said in sorted(words, key=lambda each: each[0].starts_on):
        if hold.starts_on < days.ends_on and days.starts_on < hold.ends_on:
            yield Sentence(said, {"first": hold.starts_on, "last": hold.ends_on - DAY})


def later_changes(setting: Setting, month: date) -> Iterator[Sentence]:
    """Who joins or leaves within the month where that counts from the next one on, if the award has a next one."""
    next_month = add_months(month, 1)
    if setting.is_same_day or setting.covered.ends_on <= next_month:
        return
    reference = max(month, setting.award_starts_on)
    now, then = ({m for m in setting.members if m.is_present(day)} for day in (reference, next_month))
    for day in sorted(
        {member.joined_on for member in then - now if member.joined_on and member.joined_on < next_month}
    ):
        yield Sentence(N_("who joined on %(day)s counts from the next month on"), {"day": day})
    for day in sorted({member.left_on for member in now - then if member.left_on and member.left_on < next_month}):
        yield Sentence(N_("who left on %(day)s still counts in this month"), {"day": day})
