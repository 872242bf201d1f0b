"""What is new in a saved search: an advert that fits now, and that its owner has not seen among those that did.

It counts once, whatever made it fit: that it was entered, became cheaper, was opened again, got its place on the map.
What was seen is kept advert by advert, up to a number; where more fit, what was entered until then counts as seen.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import nlargest

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import lock_rows
from core.errors import NotFound
from core.text import N_, Sentence
from housing.models import Listing, SavedSearch, SearchMatch
from housing.search import SearchCriteria, Unseen, some_inside

NO_SUCH_SEARCH = Sentence(N_("There is no such saved search."))

TOLD = 100  # new ones are counted to here, and beyond it: "more than"
KEPT = 1_000  # so many that fit are kept one by one
# Where more fit, those entered of late are kept so too: of a file that is being read the numbers are drawn already, and
# when it shows nobody has seen them. Unless there are very many.
LONGEST = timedelta(hours=1)
KEPT_OF_LATE = 10_000


def count_new(session: Session, saved: SavedSearch, criteria: SearchCriteria) -> int:
    """How many are new in it; one more than are told where there are more. One statement."""
    return len(some_inside(session, _unseen(saved, criteria), TOLD + 1))


def open_search(session: Session, saved: SavedSearch, criteria: SearchCriteria, *, actor: User, at: datetime) -> None:
    """Whatever fits now is seen. What is new is kept as new at this opening, for the list to mark it.

    What is new is asked for once and last: an advert that shows in the meantime is new the next time.
    """
    lock_search(session, saved)
    present = some_inside(session, criteria, KEPT + 1)
    new = some_inside(session, _unseen(saved, criteria), KEPT_OF_LATE + 1)
    if new:
        saved.openings += 1
    _see(session, saved, present, new, at, most_marked=KEPT)
    record(session, "open-search", saved, actor=actor)


def lock_search(session: Session, saved: SavedSearch) -> SavedSearch:
    """Keep it from being opened or deleted by another page of the same person. Raises NotFound when it is gone."""
    locked = lock_rows(session, SavedSearch, SavedSearch.id == saved.id)
    if not locked:
        raise NotFound(NO_SUCH_SEARCH)
    return locked[0]


def see_all(session: Session, saved: SavedSearch, criteria: SearchCriteria, *, at: datetime) -> None:
    """Keep all that fits as seen. Whoever calls this names the step."""
    present = some_inside(session, criteria, KEPT + 1)
    if len(present) > KEPT:
        saved.seen_to = _newest(session, at - LONGEST)
    new = some_inside(session, _unseen(saved, criteria), KEPT_OF_LATE + 1)
    _see(session, saved, present, new, at, most_marked=0)


def _see(
    session: Session, saved: SavedSearch, present: Sequence[int], new: Sequence[int], at: datetime, *, most_marked: int
) -> None:
    """Keep what is new as seen; `present` is what fits, to one more than is kept.

    Where very many are new, the number keeps them, and rows only the latest `most_marked`: for the list to mark them.
    """
    are_many = len(new) > KEPT_OF_LATE
    if len(present) > KEPT:
        saved.seen_to = max(saved.seen_to, _newest(session, at if are_many else at - LONGEST))
    elif saved.seen_to:  # until now too many fitted
        saved.seen_to = 0
        kept = session.scalars(select(SearchMatch.listing_id).where(SearchMatch.saved_search_id == saved.id))
        _keep(session, saved, {*present}.difference(new, kept), 0)
    _keep(session, saved, nlargest(most_marked, new) if are_many else new, saved.openings)
    of_earlier = SearchMatch.saved_search_id == saved.id, SearchMatch.opening < saved.openings
    session.execute(delete(SearchMatch).where(*of_earlier, SearchMatch.listing_id <= saved.seen_to))


def new_since(session: Session, saved: SavedSearch, opening: int, among: Collection[int]) -> frozenset[int]:
    """Those of the adverts that were new at a later opening than this one."""
    its = select(SearchMatch.listing_id).where(*_later(saved, opening), SearchMatch.listing_id.in_(among))
    return frozenset(session.scalars(its))


def first_since(session: Session, saved: SavedSearch, opening: int, actor: User, most: int) -> Sequence[Listing]:
    """The first of all that were new, the latest entered first, as far as the reader may see them now."""
    met = SearchMatch.listing_id == Listing.id
    query = select(Listing).join(SearchMatch, met).where(*_later(saved, opening), actor.sees(Listing.centre_id))
    return session.scalars(query.order_by(Listing.id.desc()).limit(most)).all()


def _later(saved: SavedSearch, opening: int) -> tuple[ColumnElement[bool], ...]:
    return SearchMatch.saved_search_id == saved.id, SearchMatch.opening > opening


def _unseen(saved: SavedSearch, criteria: SearchCriteria) -> SearchCriteria:
    return replace(criteria, unseen=Unseen(saved.id, saved.seen_to))


def _keep(session: Session, saved: SavedSearch, listing_ids: Collection[int], opening: int) -> None:
    kept = {"saved_search_id": saved.id, "opening": opening}
    if listing_ids:
        session.execute(insert(SearchMatch), [{**kept, "listing_id": key} for key in sorted(listing_ids)])


def _newest(session: Session, at: datetime) -> int:
    """The last advert that was entered by then."""
    query = select(Listing.id).where(Listing.created_at <= at).order_by(Listing.id.desc()).limit(1)
    return session.scalar(query) or 0
