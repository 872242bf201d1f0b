"""Contract 3.3 read plainly: what somebody would write first, with `Decimal`, dataclasses and segments of days.

The measure for the engine's speed, and in the tests one more opinion about its cents. Knows bands and amounts per
member; what was paid is not its matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise

from core.dates import add_months, days_in_month, first_of_month
from subsidies.rules.calendar import due_day
from subsidies.rules.case import Case, Member, Period, award_period
from subsidies.rules.scheme import Bands, Cap, PerMember, Proration, Scheme, SizeChange, Table

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Segment:
    """Payable days of one month, each with the same monthly entitlement."""

    starts_on: date
    ends_on: date
    entitlement: Decimal

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True)
class Due:
    """What one month brings."""

    kind: str
    month: date
    starts_on: date
    ends_on: date
    due_on: date
    amount: Decimal


def schedule(scheme: Scheme, case: Case) -> list[Due]:
    """The one-off and the monthly amounts of an eligible case."""
    award = award_period(scheme.terms, case)
    segments = list(payable_segments(scheme, case, award))
    if not segments:
        return []
    rows = [one_off(scheme, case, award, segments[0])]
    for month, of_month in groupby(segments, key=lambda segment: first_of_month(segment.starts_on)):
        rows.append(monthly(scheme, case, month, list(of_month)))
    return [row for row in rows if row.amount]


def monthly(scheme: Scheme, case: Case, month: date, segments: list[Segment]) -> Due:
    if scheme.terms.proration is Proration.WHOLE:
        amount = segments[0].entitlement
    elif scheme.terms.proration is Proration.THIRTY:
        amount = sum((segment.entitlement * days_of_thirty(segment) for segment in segments), Decimal(0)) / 30
    else:
        amount = sum((segment.entitlement * segment.days for segment in segments), Decimal(0)) / days_in_month(month)
    starts_on, ends_on = segments[0].starts_on, segments[-1].ends_on
    due_on = due_day(scheme.terms.pay_day, month, case.decided_on, starts_on)
    return Due("monthly", month, starts_on, ends_on, due_on, amount.quantize(CENT, ROUND_HALF_UP))


def days_of_thirty(segment: Segment) -> int:
    is_to_month_end = segment.ends_on.day == 1
    return segment.days + (30 - days_in_month(segment.starts_on) if is_to_month_end else 0)


def one_off(scheme: Scheme, case: Case, award: Period, first: Segment) -> Due:
    table = table_on(scheme.one_off, award.starts_on)
    present = [member for member in case.household.members if member.is_present(award.starts_on)]
    amount = table_amount(table, case, present, award.starts_on) if table else Decimal(0)
    month = first_of_month(first.starts_on)
    due_on = due_day(scheme.terms.pay_day, month, case.decided_on, first.starts_on)
    return Due("one-off", month, first.starts_on, first.ends_on, due_on, amount.quantize(CENT, ROUND_HALF_UP))


def payable_segments(scheme: Scheme, case: Case, award: Period) -> Iterator[Segment]:
    starts_on = max(award.starts_on, case.lease.starts_on)
    ends_on = min(award.ends_on, case.lease.ends_on or award.ends_on)
    holds = [*case.suspensions, *case.freezes]
    cuts = {starts_on, ends_on, *months_within(starts_on, ends_on)}
    cuts.update(change.from_on for change in case.rent_changes)
    cuts.update(day for hold in holds for day in (hold.starts_on, hold.ends_on))
    if scheme.terms.size_change is SizeChange.SAME_DAY:
        for member in case.household.members:
            cuts.update(day for day in (member.joined_on, member.left_on) if day)
    for first, end in pairwise(sorted(day for day in cuts if starts_on <= day <= ends_on)):
        if not any(hold.starts_on <= first < hold.ends_on for hold in holds):
            yield Segment(first, end, entitlement(scheme, case, award, first))


def months_within(starts_on: date, ends_on: date) -> Iterator[date]:
    month = add_months(first_of_month(starts_on), 1)
    while month < ends_on:
        yield month
        month = add_months(month, 1)


def entitlement(scheme: Scheme, case: Case, award: Period, day: date) -> Decimal:
    reference = max(award.starts_on, first_of_month(day))
    size_day = day if scheme.terms.size_change is SizeChange.SAME_DAY else reference
    table = table_on(scheme.monthly, reference)
    if table is None:
        return Decimal(0)
    present = [member for member in case.household.members if member.is_present(size_day)]
    amount = table_amount(table, case, present, award.starts_on)
    if scheme.terms.cap is Cap.RENT_SHARE:
        amount = min(amount, rent_on(case, day) * case.lease.share)
    return amount


def rent_on(case: Case, day: date) -> Decimal:
    rent, since = case.lease.monthly_rent, date.min
    for change in case.rent_changes:
        if since < change.from_on <= day:
            rent, since = change.monthly_rent, change.from_on
    return rent


def table_on(tables: tuple[Table, ...], day: date) -> Table | None:
    in_force = [table for table in tables if table.from_on <= day]
    return in_force[-1] if in_force else None


def table_amount(table: Table, case: Case, present: list[Member], award_starts_on: date) -> Decimal:
    if not present:
        return Decimal(0)
    match table.rule:
        case Bands() as rule:
            return [band.amount for band in rule.bands if band.size <= len(present)][-1]
        case PerMember() as rule:
            return per_member(rule, case, present, award_starts_on)
    raise NotImplementedError(f"{table.rule} is not read here")


def per_member(rule: PerMember, case: Case, present: list[Member], award_starts_on: date) -> Decimal:
    amount, needs_first = rule.base, case.household.single_parent
    for member in sorted(present, key=lambda member: member.born)[1:]:
        is_minor = member.is_minor(award_starts_on)
        if is_minor and member.unprotected:
            amount += rule.unprotected_child
        elif is_minor and needs_first:
            amount += rule.first_minor_of_single_parent
            needs_first = False
        else:
            amount += rule.each_further
    return min(amount, rule.most)
