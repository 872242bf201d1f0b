"""What a household is told of its viewings by SMS: that it is invited, at once when something changes, the day before
and in the morning. Neither flat nor name nor address is in it.
"""

from collections.abc import Container, Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY, day_of, instant_at
from core.messages import Channel, Text, queue_message, was_told
from core.text import N_, Sentence
from housing.models import Viewing, ViewingGuest
from housing.states import EXPECTED, GuestStatus, ViewingStatus
from people.services.sms import sms_number

REMINDER = N_("Your visit to a home")
EVE, MORNING = time(10), time(8)  # in Athens, the day before and on the day
LEAST = timedelta(hours=2)  # before an early viewing


class Reminder(StrEnum):
    """When a household is reminded."""

    EVE = "eve"
    MORNING = "morning"


class News(StrEnum):
    """What is told at once."""

    INVITED = "invited"
    MOVED = "moved"
    CANCELLED = "cancelled"


SUBJECTS = {
    News.INVITED: N_("You are invited to see a home"),
    News.MOVED: N_("Your visit to a home is at another time"),
    News.CANCELLED: N_("Your visit to a home does not take place"),
}
_LINES = {
    News.INVITED: N_("Stegi: you can see a home on %(moment)s. Do you come? Say so on your page, or call your centre."),
    News.MOVED: N_("Stegi: you see the home on %(moment)s now. Do you come? Say so on your page, or call your centre."),
    News.CANCELLED: N_("Stegi: your visit to a home on %(moment)s does not take place. Your centre calls you."),
}


def reminder_due(viewing: Viewing, reminder: Reminder) -> datetime:
    """When it is to be sent, by the clocks of Athens."""
    day = day_of(viewing.starts_at)
    if reminder is Reminder.EVE:
        return instant_at(day - DAY, EVE)
    return min(instant_at(day, MORNING), viewing.starts_at - LEAST)


def tell(
    session: Session, guests: Iterable[ViewingGuest], news: News, *, ways: Container[Channel], actor: User | None,
    at: datetime,
) -> int:  # fmt: skip
    """Tell these households; answers with how many have a telephone and are on their way to know it."""
    return sum(_send(session, guest, SUBJECTS[news], _LINES[news], ways, actor, at) for guest in guests)


def remind(
    session: Session, guest: ViewingGuest, reminder: Reminder, due_at: datetime, *, ways: Container[Channel],
    at: datetime,
) -> bool:  # fmt: skip
    """Remind the household, if it is still expected at the time for which the reminder was meant, and only once."""
    viewing = guest.viewing
    is_expected = viewing.status is ViewingStatus.PLANNED and guest.status in EXPECTED
    if not is_expected or reminder_due(viewing, reminder) != due_at or at >= viewing.starts_at:
        return False
    if was_told(session, REMINDER, guest, since=due_at):
        return False
    line = N_("Stegi: you see a home on %(moment)s. If you cannot come, say so on your page or call your centre.")
    if guest.status is GuestStatus.INVITED:
        line = N_("Stegi: you can see a home on %(moment)s. Do you come? Say so on your page, or call your centre.")
    return _send(session, guest, REMINDER, line, ways, None, at)


def _send(
    session: Session, guest: ViewingGuest, subject: str, line: str, ways: Container[Channel], actor: User | None,
    at: datetime,
) -> bool:  # fmt: skip
    household = guest.household
    to = sms_number(session, household) if Channel.SMS in ways else None
    if to is None:
        return False
    text = Text(subject, (Sentence(line, {"moment": guest.viewing.starts_at}),))
    queue_message(
        session, text, channel=Channel.SMS, to=to, reads=household.language, about=guest,
        centre_id=household.centre_id, actor=actor, at=at,
    )  # fmt: skip
    record(session, "tell-of-viewing", guest, actor=actor, values={"channel": Channel.SMS.value})
    return True
