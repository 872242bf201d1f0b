"""What is there twice: adverts of one flat, and records of one landlord."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from housing.services.same_flats import look_for_same_flats
from housing.services.same_landlords import look_for_same_landlords


def look_for_doubles(session: Session, *, at: datetime) -> None:
    """Compare all adverts and all landlords with those that are like them."""
    look_for_same_landlords(session, at=at)
    look_for_same_flats(session, at=at)
    record(session, "look-for-doubles", actor=None)
