"""Entries of a calendar, and the file (RFC 5545) that they make. No names of people: references say whose it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event, Timezone

from core.dates import ATHENS, DAY
from core.text import Sentence

LENGTH = timedelta(minutes=30)
MORNING = time(9)  # in Athens, for what somebody has to do on its day
REFRESH = timedelta(hours=12)
AHEAD = timedelta(hours=1)  # when one is reminded of what one has to go to

# The European rule. Each change stands at the clock's time before it; the library's own table for Athens has that wrong
# by an hour in March.
_ATHENS = """BEGIN:VTIMEZONE
TZID:Europe/Athens
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
TZNAME:EEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
TZNAME:EET
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A day, or a moment of it in Athens."""

    key: str  # stable, so that a changed day moves instead of standing there twice
    title: Sentence
    on: date
    at: time | None = None  # with a reminder; None: the whole day
    lasts: timedelta | None = None  # where somebody has to be, at `at`, for so long; None: nobody is busy because of it
    place: str = ""  # where


def calendar_file(entries: Iterable[Entry], *, name: str, say: Callable[[Sentence], str], at: datetime) -> bytes:
    """The entries in the order of their days, as a file for any calendar program."""
    calendar = Calendar()
    calendar.add("prodid", "-//Stegi//Stegi//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_ical(_ATHENS))
    for entry in sorted(entries, key=lambda entry: (entry.on, entry.key)):
        calendar.add_component(_event(entry, say(entry.title), at))
    return calendar.to_ical()


def _event(entry: Entry, title: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@stegi")
    event.add("dtstamp", at)
    event.add("summary", _line(title))
    event.add("transp", "TRANSPARENT" if entry.lasts is None else "OPAQUE")
    if entry.place:
        event.add("location", _line(entry.place))
    event.add("class", "PRIVATE")
    if entry.at is None:
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + DAY)
        return event
    event.add("dtstart", datetime.combine(entry.on, entry.at, ATHENS))
    event.add("duration", entry.lasts or LENGTH)
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", _line(title))
    reminder.add("trigger", timedelta() if entry.lasts is None else -AHEAD)
    event.add_component(reminder)
    return event


def _line(text: str) -> str:
    """One line without letters that steer a terminal or a file."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())
