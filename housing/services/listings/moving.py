"""What hangs on an advert, a flat or a landlord hangs on another from now on."""

from collections.abc import Set as AbstractSet

from sqlalchemy.orm import Session

from core.db import Base
from core.pairs import moving
from core.pairs.moving import Moved
from housing.models import ListingSpot, SearchMatch

# What follows the row that it repeats by itself, and what somebody has seen: that was this row.
_STAYS = frozenset(model.__tablename__ for model in (ListingSpot, SearchMatch))


def move_all(session: Session, old: Base, new: Base, *, but: AbstractSet[str] = frozenset()) -> Moved:
    """As `core.pairs.moving`, without what stays."""
    return moving.move_all(session, old, new, but=_STAYS | but)
