"""From a scheme and a case to a quote: what is due in each month of the award."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import groupby

from core.dates import days_in_month, first_of_month
from core.money import round_cents
from subsidies.rules.calendar import due_day
from subsidies.rules.case import Case, Kind, Period, award_period
from subsidies.rules.composition import changes_of
from subsidies.rules.eligibility import reasons_against, unchecked_facts
from subsidies.rules.explanation import month_because
from subsidies.rules.payable_days import months_of, payable_periods, split_at
from subsidies.rules.quote import Instalment, Part, Quote, in_order
from subsidies.rules.recovery import settle, settle_refused
from subsidies.rules.scheme import Proration, Scheme, SizeChange
from subsidies.rules.tariff import Entitlement, day_entitlement, one_off_entitlement


def quote(scheme: Scheme, case: Case) -> Quote:
    """The schedule of the case under the scheme, or every reason why there is none.

    The case must be sound (`case_checks.check_case`). Exact throughout; each month is rounded once, half up.
    """
    award = award_period(scheme.terms, case)
    reasons = reasons_against(scheme, case, award)
    settlement = settle_refused(case) if reasons else settle(scheme.terms, case, due_instalments(scheme, case, award))
    return Quote(
        scheme=scheme.key,
        award=award,
        reasons=reasons,
        unchecked=unchecked_facts(scheme, case),
        instalments=settlement.instalments,
        differences=settlement.differences,
        outstanding=settlement.outstanding,
    )


def due_instalments(scheme: Scheme, case: Case, award: Period) -> tuple[Instalment, ...]:
    """What an eligible case is due, whatever was paid: the one-off, and each month that comes to more than 0.00."""
    periods = list(payable_periods(case, award))
    if not periods:
        return ()
    changes = {change.from_on for change in case.rent_changes}
    if scheme.terms.size_change is SizeChange.SAME_DAY:
        changes |= changes_of(case.household.members)
    stretches = split_at(periods, [*months_of(award), *changes])
    by_month = groupby(stretches, key=lambda stretch: first_of_month(stretch.starts_on))
    monthly = (_monthly(scheme, case, award, month, list(days)) for month, days in by_month)
    one_off = _one_off(scheme, case, award, periods[0].starts_on)
    return in_order(instalment for instalment in (one_off, *monthly) if instalment.amount)


def _monthly(scheme: Scheme, case: Case, award: Period, month: date, stretches: list[Period]) -> Instalment:
    """A month's instalment. Within a stretch every day has the same entitlement."""
    entitled = [(day_entitlement(scheme, case, award.starts_on, days.starts_on), days) for days in stretches]
    parts = tuple(_parts(scheme.terms.proration, entitled))
    amount = round_cents(sum((part.amount for part in parts), Fraction(0)))
    period = Period(stretches[0].starts_on, stretches[-1].ends_on)
    return Instalment(
        kind=Kind.MONTHLY,
        month=month,
        due_on=due_day(scheme.terms.pay_day, month, case.decided_on, period.starts_on),
        amount=amount,
        period=period,
        because=tuple(month_because(scheme.terms.proration, parts, amount)),
        parts=parts,
    )


def _parts(proration: Proration, entitled: Iterable[tuple[Entitlement, Period]]) -> Iterator[Part]:
    """What each entitlement of the month weighs; `whole` knows only that of the first payable day."""
    for entitlement, group in groupby(entitled, key=lambda pair: pair[0]):
        stretches = [days for _, days in group]
        if proration is Proration.WHOLE:
            yield Part(entitlement, 1, 1)
            return
        if proration is Proration.THIRTY:
            yield Part(entitlement, sum(map(_days_of_thirty, stretches)), 30)
        else:
            yield Part(entitlement, sum(days.days for days in stretches), days_in_month(stretches[0].starts_on))


def _days_of_thirty(stretch: Period) -> int:
    """Days by which a whole month has 30: its last day makes up for the others, so that a 31st weighs nothing."""
    is_to_month_end = stretch.ends_on.day == 1
    return stretch.days + (30 - days_in_month(stretch.starts_on) if is_to_month_end else 0)


def _one_off(scheme: Scheme, case: Case, award: Period, first_payable_day: date) -> Instalment:
    """Due in the month of the first payable day, by household and table of the award's start; 0.00 without a table."""
    entitlement = one_off_entitlement(scheme, case, award.starts_on)
    month = first_of_month(first_payable_day)
    return Instalment(
        kind=Kind.ONE_OFF,
        month=month,
        due_on=due_day(scheme.terms.pay_day, month, case.decided_on, first_payable_day),
        amount=round_cents(entitlement.amount),
        because=entitlement.because,
    )
