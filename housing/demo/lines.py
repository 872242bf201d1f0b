"""The demonstration's line behind the flat that is offered."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Listing
from housing.reasons.lines import LineReason
from housing.services.offers.lines import put_in_line, take_out_of_line
from people.models import Household


def create_line(
    session: Session, flat: Listing, families: Sequence[Household], officer: User, on: date, at: datetime
) -> None:
    """Two families wait; one of them did not want to for a while."""
    first, last = families
    put = put_in_line(session, flat, first, fits=True, actor=officer, at=at)
    words = "Ήθελε πρώτα να ρωτήσει την αδελφή της."
    take_out_of_line(session, put, because=LineReason.UNWILLING, words=words, actor=officer, on=on)
    for family in (last, first):
        put_in_line(session, flat, family, fits=True, actor=officer, at=at)
