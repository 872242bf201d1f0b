"""The demonstration's shortlist: what a family is thought to like, and what it did not."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Listing
from housing.opinions import Because, Opinion
from housing.reasons.drops import DropReason
from housing.services.households.opinions import say_opinion
from housing.services.households.shortlists import drop_flat, keep_flats, note_flat, share_shortlist
from people.models import Household

_KEPT = (0, 4, 5, 3, 1)


def create_shortlist(
    session: Session, household: Household, flats: Sequence[Listing], actor: User, at: datetime
) -> None:
    """Four flats, which the family is shown while they are to be had, and one that was dropped."""
    entries = keep_flats(session, household, [flats[number] for number in _KEPT], actor=actor, at=at)
    note_flat(session, entries[1], "Κοντά στο σχολείο της μεγάλης.", actor=actor)
    drop_flat(session, entries[-1], DropReason.STAIRS, actor=actor)
    share_shortlist(session, household, actor=actor, at=at)
    say_opinion(session, entries[0], Opinion.LIKED, because=Because.PLACE, actor=household, at=at)
    words = "Η κόρη μου φοβάται το ασανσέρ."
    say_opinion(session, entries[2], Opinion.NOT_LIKED, because=Because.STAIRS, words=words, actor=actor, at=at)
