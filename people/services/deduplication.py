"""Asking for a search of people who are written down twice (`people.jobs`)."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.pairs import deduplication
from core.provisions import lays_down
from core.text import Sentence
from people.models import Person

DEDUPLICATE = "look-for-same-people"


def request_deduplication(session: Session, *, at: datetime) -> None:
    """Have what is suspected of people brought up to date soon."""
    deduplication.request_deduplication(session, DEDUPLICATE, at=at)


@lays_down
def look_at_first(session: Session, at: datetime) -> list[Sentence]:
    """Have those compared who were written down before the service compared people; later whoever changes somebody
    asks for it.
    """
    compared = exists().where(AuditEvent.action == DEDUPLICATE)
    if session.scalar(select(Person.id).where(~compared).limit(1)) is not None:
        request_deduplication(session, at=at)
    return []
