"""What workers tell of viewings: reminders, asked for when somebody is invited or asked anew, when they are due; and
that a viewing of a flat that is let or gone does not take place.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.backup.settling import after_restore
from core.dates import day_of
from core.i18n import say, speaking, spoken
from core.jobs import Run, Step, enqueue, job
from core.messages import Transports
from core.ports import answer_to
from core.text import N_, Sentence
from housing.models import Viewing, ViewingGuest
from housing.services.viewings.called_off import TELL
from housing.services.viewings.viewing_news import News, Reminder, remind, reminder_due, tell
from housing.services.viewings.viewing_queries import expected_of
from housing.states import GuestStatus, ViewingStatus
from people.services.log import NextStepDetails, add_task

REMIND = "remind-of-viewing"
CALL = N_("Call them: the viewing of %(moment)s does not take place, and no SMS could tell them")


def ask_to_remind(session: Session, guests: Iterable[ViewingGuest], *, at: datetime) -> None:
    """Have each of these households reminded the day before and in the morning, as far as that is still to come.

    What was asked for before stays, and comes to nothing when the viewing is at another time by then.
    """
    for guest in guests:
        for reminder in Reminder:
            due_at = reminder_due(guest.viewing, reminder)
            if due_at > at:
                payload = {"guest": guest.id, "reminder": reminder.value, "due_at": due_at.isoformat()}
                key = f"{REMIND}-{guest.id}-{reminder}-{due_at:%Y%m%d%H%M}"
                centre_id = guest.household.centre_id
                enqueue(session, REMIND, payload, actor=None, at=at, due_at=due_at, key=key, centre_id=centre_id)


@job(REMIND, Sentence(N_("Remind a household of a viewing")))
def send_reminder(session: Session, run: Run) -> Step:
    """One reminder of one household."""
    guest = session.get(ViewingGuest, run.payload["guest"])
    if guest is not None:
        due_at = datetime.fromisoformat(run.payload["due_at"])
        remind(session, guest, Reminder(run.payload["reminder"]), due_at, ways=answer_to(Transports), at=run.at)
    return Step(1, 1)


@job(TELL, Sentence(N_("Tell a household that a viewing does not take place")))
def tell_of_called_off(session: Session, run: Run) -> Step:
    """To one household, unless it was invited again meanwhile."""
    guest, actor_id = session.get(ViewingGuest, run.payload["guest"]), run.payload["actor"]
    if guest is not None and guest.status is GuestStatus.RELEASED:
        actor = session.get(User, actor_id) if actor_id is not None else None
        if not tell(session, [guest], News.CANCELLED, ways=answer_to(Transports), actor=actor, at=run.at):
            _ask_to_call(session, guest, actor=actor, at=run.at)
    return Step(1, 1)


def _ask_to_call(session: Session, guest: ViewingGuest, *, actor: User | None, at: datetime) -> None:
    """Nobody looks on here: that no SMS goes out is left to be done by whoever answers for the household."""
    caller = guest.household.officer or guest.viewing.officer
    with speaking(spoken(caller.language)):
        words = say(Sentence(CALL, {"moment": guest.viewing.starts_at}))
    add_task(session, guest.household, NextStepDetails(words, caller.id, day_of(at)), actor=actor, at=at)


@after_restore
def ask_again(session: Session, at: datetime) -> None:
    """Jobs do not come back with a backup, and these are the only ones that somebody waits for on a day."""
    planned = select(Viewing).where(Viewing.status == ViewingStatus.PLANNED, Viewing.starts_at > at)
    for viewing in session.scalars(planned.order_by(Viewing.id)):
        ask_to_remind(session, expected_of(viewing), at=at)
