"""Working days in Greece and the days on which months are paid."""

from datetime import date
from functools import cache

from holidays import country_holidays

from core.dates import DAY, days_in_month
from subsidies.rules.scheme import PayDay, PayDayRule

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Monday to Friday, no public holiday in Greece, Orthodox Easter and moved days (1 May) included.

    The holidays are known from 1901 to 2100; in other years only weekends are free.
    """
    return day.weekday() < SATURDAY and day not in _public_holidays(day.year)


def working_day_from(day: date) -> date:
    """The first working day on or after the day."""
    while not is_working_day(day):
        day += DAY
    return day


def working_day_until(day: date) -> date:
    """The last working day on or before the day."""
    while not is_working_day(day):
        day -= DAY
    return day


@cache
def pay_day(rule: PayDay, month: date) -> date:
    """The day on which a month (its first day) is paid. Moving `day:1` back may leave the month."""
    if rule.rule is PayDayRule.FIRST_WORKING_DAY:
        return working_day_from(month)
    if rule.rule is PayDayRule.DAY:
        return working_day_until(month.replace(day=min(rule.day, days_in_month(month))))
    return working_day_until(month.replace(day=days_in_month(month)))


def due_day(rule: PayDay, month: date, *not_before: date) -> date:
    """The month's pay day; when one of the days lies after it, the first working day from the latest of them on."""
    paid_on = pay_day(rule, month)
    earliest = max(not_before)
    return paid_on if paid_on >= earliest else working_day_from(earliest)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("GR", years=year))
