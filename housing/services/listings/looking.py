"""Asking for a search of adverts and landlords that are there twice (`housing.jobs.files`)."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.pairs import looking

LOOK = "look-for-doubles"


def ask_to_look(session: Session, *, at: datetime) -> None:
    """Have what is suspected of them brought up to date soon."""
    looking.ask_to_look(session, LOOK, at=at)
