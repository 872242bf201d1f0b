"""The engine: what is due in each month of an award, in whole numbers (`rules.day_numbers`)."""

from datetime import date
from functools import cache, partial
from typing import NamedTuple

from subsidies.rules.calendar import due_day, working_day_from
from subsidies.rules.case import Case, Period
from subsidies.rules.day_numbers import first_day_of, month_as_date, month_of
from subsidies.rules.payable_days import payable_periods
from subsidies.rules.scheme import PayDay, Proration, Scheme
from subsidies.rules.tariff import ONE_OFF, Grounds, Span, Tariff, monthly_units, round_units

DAYS_OF_THIRTY = 30

# Units of a monthly entitlement, for how many days of the month it counts, and what it rests on.
Share = tuple[int, int, Grounds]


class DueMonth(NamedTuple):
    """What a month brings, all in numbers: from its first payable day up to `end`, paid on `due`.

    The cents are those of the shares together: of each its units × its days / `of`. Where `of` is 1 the month counts
    whole.
    """

    month: int
    first: int
    end: int
    due: int
    cents: int
    shares: tuple[Share, ...]
    of: int


# A month in the calendar: its first day, the first day after it, when it is paid, and what the whole of it weighs.
Page = tuple[int, int, int, int]

# In the loop below: a third of the time that the class itself takes to make one.
_due_month = partial(tuple.__new__, DueMonth)


def due_months(scheme: Scheme, case: Case, award: Period) -> tuple[DueMonth | None, list[DueMonth]]:
    """What an eligible case is due, whatever was paid: the one-off, and each month that comes to more than 0.00."""
    tariff = Tariff(scheme, case, award.starts_on)
    spans = tariff.spans(payable_periods(case, award))
    if not spans:
        return None, []
    months = _months(scheme, spans)
    return _one_off(tariff.one_off(), months[0]), [month for month in months if month.cents]


def _one_off(grounds: Grounds, first_month: DueMonth) -> DueMonth | None:
    """Due with the first month that has a payable day; none without a table."""
    cents, _ = monthly_units(grounds, ONE_OFF)
    month, first, end, due, *_ = first_month
    return _due_month((month, first, end, due, cents, ((cents, 1, grounds),), 1)) if cents else None


def _months(scheme: Scheme, spans: list[Span]) -> list[DueMonth]:
    """Each month with a payable day. What a month does costs about a microsecond: hence local names and one loop."""
    proration = scheme.terms.proration
    is_actual = proration is Proration.ACTUAL
    calendar = _calendar(scheme.terms.pay_day, proration)
    rows: list[DueMonth] = []
    month, begun = month_of(spans[0][0]), -1
    month_first, month_end, pays, of = calendar[month]
    for first, end, units, grain, grounds in spans:
        whole = (2 * units + grain) // (2 * grain)
        while first < end:
            while first >= month_end:
                month += 1
                month_first, month_end, pays, of = calendar[month]
            if first == month_first and month_end <= end:
                rows.append(_due_month((month, first, month_end, pays, whole, ((units, of, grounds),), of)))
                first = month_end
                continue
            until = end if end < month_end else month_end
            days = until - first
            if not is_actual:
                days = _weight(proration, days, month_end - month_first, until == month_end)
            if month == begun:
                rows[-1] = _joined(rows[-1], until, (units, days, grounds), grain)
            else:
                begun = month
                # No award starts before it is decided, so what is not before its first day is not before the decision.
                due = pays if pays >= first else working_day_from(date.fromordinal(first)).toordinal()
                cents = (2 * units * days + of * grain) // (2 * of * grain)
                rows.append(_due_month((month, first, until, due, cents, ((units, days, grounds),), of)))
            first = until
    return rows


def _weight(proration: Proration, days: int, length: int, is_to_month_end: bool) -> int:
    """What the days of a month of this length count for.

    With `thirty` the last day makes up for the others, so that a whole month has 30 and a 31st weighs nothing.
    """
    if proration is Proration.WHOLE:
        return 1
    return days + (DAYS_OF_THIRTY - length if is_to_month_end else 0)


def _joined(begun: DueMonth, until: int, share: Share, grain: int) -> DueMonth:
    """The month with one more stretch of days. A month that counts whole goes by its first alone."""
    month, first, _, due, cents, shares, of = begun
    if of != 1:
        shares = *shares, share
        cents = round_units(sum([units * days for units, days, _ in shares]), of * grain)
    return _due_month((month, first, until, due, cents, shares, of))


class _Calendar(dict[int, Page]):
    """Its pages by the numbers of the months; each is looked up once."""

    def __init__(self, rule: PayDay, proration: Proration) -> None:
        self._rule, self._proration = rule, proration

    def __missing__(self, month: int) -> Page:
        first, end, as_date = first_day_of(month), first_day_of(month + 1), month_as_date(month)
        whole = {Proration.ACTUAL: end - first, Proration.THIRTY: DAYS_OF_THIRTY, Proration.WHOLE: 1}[self._proration]
        self[month] = first, end, due_day(self._rule, as_date, as_date).toordinal(), whole
        return self[month]


_calendar = cache(_Calendar)
