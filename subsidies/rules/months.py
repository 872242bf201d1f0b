"""The engine: what is due in each month of an award, in whole numbers (`rules.day_numbers`)."""

from datetime import date
from functools import cache

from subsidies.rules.calendar import pay_day, working_day_from
from subsidies.rules.case import Case, Period
from subsidies.rules.day_numbers import first_day_of, month_as_date, month_of
from subsidies.rules.payable_days import payable_periods
from subsidies.rules.scheme import PayDay, Proration, Scheme
from subsidies.rules.tariff import ONE_OFF, Grounds, Span, Tariff, monthly_units, round_units

DAYS_OF_THIRTY = 30

# Units of a monthly entitlement, for how many days of the month it counts, and what it rests on.
Share = tuple[int, int, Grounds]

# The month, its first payable day and the day after the last one, its day of payment, and the cents that its shares
# bring: of each its units × its days / the number that stands last. Where that is 1, the month counts whole.
Row = tuple[int, int, int, int, int, tuple[Share, ...], int]


def due_rows(scheme: Scheme, case: Case, award: Period) -> tuple[Row | None, list[Row]]:
    """What an eligible case is due, whatever was paid: the one-off, and each month that comes to more than 0.00."""
    tariff = Tariff(scheme, case, award.starts_on)
    spans = tariff.spans(payable_periods(case, award))
    if not spans:
        return None, []
    months = _months(scheme, case, spans)
    return _one_off(tariff.one_off(), months[0]), [row for row in months if row[4]]


def _one_off(grounds: Grounds, first_month: Row) -> Row | None:
    """Due with the first month that has a payable day; none without a table."""
    cents, _ = monthly_units(grounds, ONE_OFF)
    month, first, _, due, *_ = first_month
    return (month, first, first, due, cents, ((cents, 1, grounds),), 1) if cents else None


def _months(scheme: Scheme, case: Case, spans: list[Span]) -> list[Row]:
    """Each month with a payable day. What a month does costs about a microsecond: hence plain tuples and one loop."""
    proration, decided = scheme.terms.proration, case.decided_on.toordinal()
    is_actual = proration is Proration.ACTUAL
    calendar = _calendar(scheme.terms.pay_day)
    rows: list[Row] = []
    month, begun = month_of(spans[0][0]), -1
    month_first, month_end, pays = calendar[month]
    for first, end, units, grain, grounds in spans:
        whole = (2 * units + grain) // (2 * grain)
        while first < end:
            while first >= month_end:
                month += 1
                month_first, month_end, pays = calendar[month]
            until = end if end < month_end else month_end
            days, of = until - first, month_end - month_first
            if not is_actual:
                days, of = _weight(proration, days, of, until == month_end)
            if month == begun:
                rows[-1] = _joined(rows[-1], until, (units, days, grounds), grain)
            else:
                begun = month
                due = pays if first <= pays >= decided else _working_day_from(max(first, decided))
                cents = whole if days == of else (2 * units * days + of * grain) // (2 * of * grain)
                rows.append((month, first, until, due, cents, ((units, days, grounds),), of))
            first = until
    return rows


def _weight(proration: Proration, days: int, length: int, is_to_month_end: bool) -> tuple[int, int]:
    """What the days of a month count for, and of how many.

    With `thirty` the last day makes up for the others, so that a whole month has 30 and a 31st weighs nothing.
    """
    if proration is Proration.WHOLE:
        return 1, 1
    return days + (DAYS_OF_THIRTY - length if is_to_month_end else 0), DAYS_OF_THIRTY


def _joined(row: Row, until: int, share: Share, grain: int) -> Row:
    """The month with one more stretch of days. A month that counts whole goes by its first alone."""
    month, first, _, due, cents, shares, of = row
    if of == 1:
        return month, first, until, due, cents, shares, of
    shares = *shares, share
    cents = round_units(sum([units * days for units, days, _ in shares]), of * grain)
    return month, first, until, due, cents, shares, of


class _Calendar(dict[int, tuple[int, int, int]]):
    """Of each month the first day, the first day after it, and the day of payment; each looked up once."""

    def __init__(self, rule: PayDay) -> None:
        self._rule = rule

    def __missing__(self, month: int) -> tuple[int, int, int]:
        paid_on = pay_day(self._rule, month_as_date(month))
        self[month] = first_day_of(month), first_day_of(month + 1), paid_on.toordinal()
        return self[month]


_calendar = cache(_Calendar)


def _working_day_from(day: int) -> int:
    return working_day_from(date.fromordinal(day)).toordinal()
