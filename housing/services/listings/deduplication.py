"""Asking for a search of adverts and landlords that are there twice (`housing.jobs.files`)."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.pairs import deduplication

DEDUPLICATE = "look-for-doubles"


def request_deduplication(session: Session, *, at: datetime) -> None:
    """Have what is suspected of them brought up to date soon."""
    deduplication.request_deduplication(session, DEDUPLICATE, at=at)
