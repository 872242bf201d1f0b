"""Asking for a search of people who are written down twice (`people.jobs`)."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.pairs import looking

LOOK = "look-for-same-people"


def ask_to_look(session: Session, *, at: datetime) -> None:
    """Have what is suspected of people brought up to date soon."""
    looking.ask_to_look(session, LOOK, at=at)
