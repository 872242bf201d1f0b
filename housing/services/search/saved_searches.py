"""Views of the listings that somebody of the staff keeps under a name; nobody else sees them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.events import AccountClosed
from core.auth.models import User
from core.db import lock_row, lock_rows
from core.errors import NotFound, Refused
from core.text import N_, Sentence
from housing.models import SavedSearch
from housing.models.saved_search import Query
from housing.search import SearchCriteria
from housing.services.search.search_matches import NO_SUCH_SEARCH, lock_search, see_all

MOST_SEARCHES = 20

TOO_MANY = N_("You have %(most)s saved searches, and that is the most: delete one first.")
SAVED_ALREADY = N_("You have saved this view already, as “%(name)s”.")
SAME_NAME = Sentence(N_("Another of your saved searches is called so."))


def saved_searches(session: Session, user: User) -> Sequence[SavedSearch]:
    """This person's own, in the order in which they were saved."""
    return session.scalars(select(SavedSearch).where(SavedSearch.user_id == user.id).order_by(SavedSearch.id)).all()


def get_saved_search(session: Session, saved_search_id: int, actor: User) -> SavedSearch:
    """One's own. Raises NotFound, also for anybody else's."""
    saved = find_saved_search(session, saved_search_id, actor)
    if saved is None:
        raise NotFound(NO_SUCH_SEARCH)
    return saved


def find_saved_search(session: Session, saved_search_id: int, actor: User) -> SavedSearch | None:
    """The same, where there is one."""
    saved = session.get(SavedSearch, saved_search_id)
    return saved if saved is not None and saved.user_id == actor.id else None


def save_search(
    session: Session, name: str, query: Query, criteria: SearchCriteria, *, actor: User, at: datetime
) -> SavedSearch:
    """Keep a view; what fits now is seen. The person is locked, so that of two at once the second sees the first."""
    lock_row(session, actor, may_be_named=True)
    others = saved_searches(session, actor)
    if len(others) >= MOST_SEARCHES:
        raise Refused(Sentence(TOO_MANY, {"most": MOST_SEARCHES}))
    if (same := next((other for other in others if other.query == query), None)) is not None:
        raise Refused(Sentence(SAVED_ALREADY, {"name": same.name}))
    _refuse_name(name, others)
    saved = SavedSearch(user=actor, name=name, query=query, openings=0, seen_to=0, created_at=at)
    session.add(saved)
    session.flush()
    see_all(session, saved, criteria, at=at)
    record(session, "save-search", saved, actor=actor)
    return saved


def rename_search(session: Session, saved: SavedSearch, name: str, *, actor: User) -> None:
    """Call it otherwise."""
    _refuse_name(name, [other for other in saved_searches(session, actor) if other.id != saved.id])
    saved.name = name
    record(session, "rename-search", saved, actor=actor)


def delete_search(session: Session, saved: SavedSearch, *, actor: User) -> None:
    """Forget it, with what was seen of it."""
    session.delete(lock_search(session, saved))
    record(session, "delete-search", saved, actor=actor)


def forget_searches(session: Session, closed: AccountClosed) -> None:
    """Whoever left looks for nothing any more. The step that closes the account names itself."""
    for saved in lock_rows(session, SavedSearch, SavedSearch.user_id == closed.user_id):
        session.delete(saved)
    session.flush()


def _refuse_name(name: str, others: Sequence[SavedSearch]) -> None:
    if any(other.name.casefold() == name.casefold() for other in others):
        raise Refused(SAME_NAME, field="name")
