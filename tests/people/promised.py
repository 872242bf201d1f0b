"""What an officer has promised to do for a household."""

from datetime import timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY
from people.models import Channel, Household, LogEntry, TalkOutcome
from people.services.log import RISES_AFTER, EntryDetails, NextStepDetails, add_entry
from tests.support.rows import NOW, TODAY


def details(whose: User, due_in: timedelta) -> EntryDetails:
    step = NextStepDetails("Call back", whose.id, TODAY + due_in)
    return EntryDetails(TODAY - 2 * RISES_AFTER, "Amal", Channel.PHONE, TalkOutcome.SPOKEN, next_step=step)


def promise(session: Session, household: Household, whose: User, due_in: timedelta = DAY) -> LogEntry:
    return add_entry(session, household, details(whose, due_in), actor=whose, at=NOW)
