"""Days and months as leases and schemes count them. Days are days in Europe/Athens; periods are half-open."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ATHENS = ZoneInfo("Europe/Athens")
DAY = timedelta(days=1)
APART = timedelta(minutes=5)  # as far as clocks of servers may differ; what lies further ahead a wrong clock wrote


def utc_now() -> datetime:
    """This instant. For views and commands only: below them the time is an argument."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Athens. For views and commands only: below them the day is an argument."""
    return datetime.now(ATHENS).date()


def day_of(at: datetime) -> date:
    """The day in Athens of an instant."""
    return at.astimezone(ATHENS).date()


def start_of(day: date) -> datetime:
    """The instant at which the day begins in Athens."""
    return datetime.combine(day, time(), ATHENS).astimezone(UTC)


def first_of_month(day: date) -> date:
    """The first day of the day's month."""
    return day.replace(day=1)


def days_in_month(day: date) -> int:
    """How many days the day's month has."""
    return monthrange(day.year, day.month)[1]


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, clamped to the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def instant_at(day: date, clock: time) -> datetime:
    """The instant at which clocks in Athens show this; of an hour that they show twice the first.

    Raises ValueError for an hour that is left out when summer time begins.
    """
    local = datetime.combine(day, clock, ATHENS)
    at = local.astimezone(UTC)
    if at.astimezone(ATHENS).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise ValueError(f"{clock} is left out on {day}")
    return at
