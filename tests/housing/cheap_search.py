"""A saved search for what costs at most 450 euros near the centre."""

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from housing.models import Listing, SavedSearch, SearchMatch
from housing.search import SearchCriteria
from housing.services.search.saved_searches import save_search
from housing.services.search.search_matches import new_since, open_search
from maps.distance import Point
from tests.support.rows import NOW

NEAR = Point(35.3387, 25.1442)
CHEAP = SearchCriteria(NEAR, 5.0, most_rent=Decimal("450.00"))
LATER = NOW + timedelta(days=2)


def save(session: Session, officer: User, name: str = "Cheap", criteria: SearchCriteria = CHEAP) -> SavedSearch:
    return save_search(session, name, {"words": name}, criteria, actor=officer, at=NOW)


def open_it(session: Session, saved: SavedSearch, criteria: SearchCriteria = CHEAP) -> None:
    open_search(session, saved, criteria, actor=saved.user, at=NOW)


def titles_new_since(session: Session, saved: SavedSearch, opening: int) -> set[str]:
    listings = session.scalars(select(Listing)).all()
    new = new_since(session, saved, opening, [listing.id for listing in listings])
    return {listing.title for listing in listings if listing.id in new}


def matches_of(session: Session, saved: SavedSearch) -> int:
    return len(session.scalars(select(SearchMatch).where(SearchMatch.saved_search_id == saved.id)).all())
