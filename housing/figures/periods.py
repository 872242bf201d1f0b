"""The time that figures are about: the last twelve months, a year, a quarter, or all there is. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.dates import DAY, add_months, first_of_month

FIRST_YEAR = 2000  # before it nobody was taken in
LAST_MONTHS = "12-months"
EVER = "ever"
YEARS, QUARTERS = 3, 8  # that are offered
_WRITTEN = re.compile(r"([0-9]{4})(?:-q([1-4]))?")


@dataclass(frozen=True, slots=True)
class ReportingPeriod:
    """Half-open; `name` is how an address says it."""

    name: str
    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    @property
    def last_day(self) -> date:
        """The last that belongs to it."""
        return self.ends_on - DAY

    @property
    def months(self) -> list["ReportingPeriod"]:
        """Its months, as far as they belong to it; for longer than two years its years."""
        return list(self._parts(1 if self.ends_on <= add_months(self.starts_on, 24) else 12))

    def _parts(self, length: int) -> Iterator["ReportingPeriod"]:
        first = self.starts_on.replace(month=1, day=1) if length == 12 else first_of_month(self.starts_on)
        while first < self.ends_on:
            after = add_months(first, length)
            name = f"{first:%Y-%m}" if length == 1 else f"{first:%Y}"
            yield ReportingPeriod(name, max(first, self.starts_on), min(after, self.ends_on))
            first = after


def read_period(text: str | None, on: date) -> ReportingPeriod:
    """As an address names it; what names none is the last twelve months, up to and with the day."""
    end = on + DAY
    if text == EVER:
        return ReportingPeriod(EVER, date(FIRST_YEAR, 1, 1), end)
    written = _WRITTEN.fullmatch(text or "")
    if written and FIRST_YEAR <= int(written[1]) <= on.year:
        first = date(int(written[1]), 3 * int(written[2] or 1) - 2, 1)
        if first <= on:
            return ReportingPeriod(written[0], first, min(add_months(first, 3 if written[2] else 12), end))
    return ReportingPeriod(LAST_MONTHS, add_months(first_of_month(on), -11), end)


def offered_periods(on: date) -> list[ReportingPeriod]:
    """Those that a page lets choose: the last months, all, some years and quarters; the latest first."""
    quarter = date(on.year, on.month - (on.month - 1) % 3, 1)
    firsts = [add_months(quarter, -3 * back) for back in range(QUARTERS)]
    names = [
        LAST_MONTHS,
        EVER,
        *(str(on.year - back) for back in range(YEARS)),
        *(f"{first.year}-q{(first.month + 2) // 3}" for first in firsts),
    ]
    return [read_period(name, on) for name in names]
