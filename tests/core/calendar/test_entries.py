"""A calendar file says each day once, as text, at the right hour of Athens."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from core.calendar.entries import MORNING, Entry, calendar_file
from core.dates import ATHENS
from core.text import Sentence

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = date(2026, 10, 25)  # on which the clocks go back


def read(*entries: Entry) -> Calendar:
    return Calendar.from_ical(calendar_file(entries, name="Στέγη", say=str, at=AT))


def test_a_day_is_a_whole_day_and_a_moment_has_its_hour_and_a_reminder():
    calendar = read(Entry("b", Sentence("Pay"), DAY), Entry("a", Sentence("Answer"), DAY, MORNING))
    answer, pay = calendar.walk("VEVENT")
    assert (answer["SUMMARY"], answer["UID"], answer["DTSTAMP"].dt) == ("Answer", "a@stegi", AT)
    assert answer["DTSTART"].params["TZID"] == "Europe/Athens"
    assert answer["DTSTART"].dt.astimezone(UTC) == datetime(2026, 10, 25, 7, tzinfo=UTC)
    assert len(answer.walk("VALARM")) == 1
    assert (pay["DTSTART"].dt, pay["DTEND"].dt) == (DAY, DAY + timedelta(days=1))
    assert pay.walk("VALARM") == []


def test_the_same_entries_give_the_same_file_in_the_order_of_their_days():
    early, late = Entry("x", Sentence("Early"), DAY), Entry("a", Sentence("Late"), DAY + timedelta(days=1))
    assert calendar_file([late, early], name="x", say=str, at=AT) == calendar_file(
        [early, late], name="x", say=str, at=AT
    )
    assert [event["SUMMARY"] for event in read(late, early).walk("VEVENT")] == ["Early", "Late"]


@pytest.mark.parametrize("year", range(2024, 2040))
def test_the_clocks_change_when_they_do_in_athens(year: int):
    zone = read(Entry("a", Sentence("x"), DAY, MORNING)).walk("VTIMEZONE")[0].to_tz()
    for day in range(365):
        noon = datetime(year, 1, 1, 12, tzinfo=ATHENS) + timedelta(days=day)
        assert noon.replace(tzinfo=zone).utcoffset() == noon.utcoffset(), noon


@pytest.mark.parametrize("month", [3, 10])
def test_the_clocks_change_at_the_hour_of_athens(month: int):
    (zone,) = read(Entry("a", Sentence("x"), DAY, MORNING)).walk("VTIMEZONE")
    (rule,) = [part for part in zone.subcomponents if part["RRULE"]["BYMONTH"] == [month]]
    onset = rule["DTSTART"].dt - rule["TZOFFSETFROM"].td
    assert onset.time() == time(1)  # UTC
    assert (onset + timedelta(days=7)).month != onset.month
    assert onset.weekday() == 6


@pytest.mark.parametrize(
    "hostile",
    [
        "Flat\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:mine",
        'a;b,c\\d:e"f',
        "x" * 500,
        "<script>alert(1)</script>",
        "سمير حداد",
        "\x00\x1b[31m",
    ],
)
def test_text_stays_text(hostile: str):
    calendar = read(Entry("a", Sentence("%(x)s", {"x": hostile}), DAY))
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == " ".join("".join(c for c in hostile if c.isprintable() or c.isspace()).split())


def test_lines_are_as_long_as_the_format_allows():
    content = calendar_file([Entry("a", Sentence("Ω" * 200), DAY)], name="x", say=str, at=AT)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
