"""What waits for somebody with landlords, on the day's board."""

from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.panels import Panels
from core.tasks import Task
from core.text import N_, Sentence
from housing.models import LandlordTalk
from housing.services.landlords.talks import steps_due
from people.panels import NEXT_STEPS

STEPS_COME_UP = timedelta(days=7)


def register_talks(panels: Panels) -> None:
    """Add the promises made to landlords."""
    panels.tasks.append((Permission.EDIT_LISTINGS, _steps_due))


def _steps_due(session: Session, user: User, on: date) -> list[Task]:
    return [_step_due(talk) for talk in steps_due(session, user, by=on + STEPS_COME_UP)]


def _step_due(talk: LandlordTalk) -> Task:
    due_on = talk.entry.due_on
    return Task(
        title=Sentence(N_("To do: %(what)s"), {"what": talk.entry.next_step}),
        why=Sentence(N_("Landlord %(landlord)s, until %(day)s."), {"landlord": talk.landlord.known_as, "day": due_on}),
        action=Sentence(N_("Open")),
        url=url_for("housing.show_landlord", landlord_id=talk.landlord_id),
        icon="telephone",
        group=NEXT_STEPS,
        due_on=due_on,
        is_mine=True,
    )
