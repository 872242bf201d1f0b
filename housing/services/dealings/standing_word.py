"""What a flat's page says first of its landlord's word: whether the home is held, and how much is still promised."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from housing.models import FlatHold, Listing
from housing.services.dealings.flat_hold_queries import is_of_home, runs_on
from housing.services.dealings.promises import count_open


def standing_word(session: Session, listing: Listing, actor: User, *, on: date) -> tuple[FlatHold | None, int]:
    """The hold that runs on a day and the number of open promises, by one query."""
    query = select(FlatHold, count_open(listing, actor)).select_from(Listing)
    query = query.outerjoin(FlatHold, and_(is_of_home(listing), runs_on(on))).where(Listing.id == listing.id)
    held, promised = session.execute(query.options(joinedload(FlatHold.household)).limit(1)).one()
    return held, promised
