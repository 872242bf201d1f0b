"""Saved searches as who looks at them now may read them: with the centres and the filters of today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from wtforms.widgets import HiddenInput

from core.auth.access import actor
from core.auth.models import User
from core.auth.posts import centres_of
from core.pages import LARGEST_ID
from core.session import db_session
from housing.models import Listing, SavedSearch
from housing.models.saved_search import Query
from housing.search import SearchCriteria
from housing.services.search import search_matches
from housing.services.search.saved_searches import find_saved_search, saved_searches
from housing.views.search.filter_tags import words_of
from housing.views.search.filters import Filters, Reader, filters_of

MOST_NAMED = 5  # of the new ones, above the list
_MEANT = ("centre", "radius_km")  # always asked for
_INSTEAD = {"centre": ["at"], "radius_km": ["area", "municipality"]}  # of these, what takes their place


@dataclass(frozen=True, slots=True)
class Watched:
    """A saved search, and what its filters mean today: nothing when one is gone or its centre is not the reader's."""

    saved: SavedSearch
    filters: Filters | None

    @property
    def criteria(self) -> SearchCriteria | None:
        """What it looks for."""
        return self.filters.criteria if self.filters else None

    @property
    def told(self) -> list[str]:
        """Its filters in words."""
        return told(self.filters) if self.filters else []

    def count_new(self, session: Session) -> int:
        """How many are new; one more than are told where there are more."""
        return 0 if self.criteria is None else search_matches.count_new(session, self.saved, self.criteria)


@dataclass(frozen=True, slots=True)
class News:
    """What was new at an opening."""

    first: Sequence[Listing]  # the latest entered
    is_more: bool  # than these
    shown: frozenset[int]  # the numbers of those on the page


@dataclass(frozen=True, slots=True)
class Opened:
    """The saved search that an address shows, and since which of its openings the reader has not been told."""

    saved: SavedSearch
    since: int

    @property
    def query(self) -> Mapping[str, int]:
        """Itself as parts of an address."""
        return {"saved": self.saved.id, "since": self.since}

    def find_news(self, on_page: Iterable[int]) -> News:
        """What the reader has not been told, and which of it is on the page."""
        session, since = db_session(), (self.saved, self.since)
        first = search_matches.first_since(session, *since, actor(), MOST_NAMED + 1)
        shown = self.new_among(on_page) if first else frozenset()
        return News(first[:MOST_NAMED], len(first) > MOST_NAMED, shown)

    def new_among(self, listing_ids: Iterable[int]) -> frozenset[int]:
        """Which of these the reader has not been told."""
        return search_matches.new_since(db_session(), self.saved, self.since, [*listing_ids])


def watched(session: Session, user: User, on: date) -> list[Watched]:
    """This person's own, in the order in which they were saved."""
    own = saved_searches(session, user)
    return [*read_again(session, own, user, on)] if own else []


def read_again(session: Session, kept: Iterable[SavedSearch], user: User, on: date) -> Iterable[Watched]:
    """What they mean to this person on the day."""
    reader = Reader(user, centres_of(session, user), on)
    for saved in kept:
        filters = filters_of(MultiDict(saved.query), reader)
        is_whole = filters.criteria is not None and saved.query.keys() <= filters.query.keys()
        yield Watched(saved, filters if is_whole else None)


def opened() -> Opened | None:
    """What the address says of it. Somebody else's, or what is no number, is as good as nothing."""
    key, since = (request.args.get(name, type=int) for name in ("saved", "since"))
    if key is None or since is None or not (0 < key <= LARGEST_ID and 0 <= since <= LARGEST_ID):
        return None
    saved = find_saved_search(db_session(), key, actor())
    return Opened(saved, since) if saved is not None else None


def query_of(filters: Filters) -> Query:
    """The filters as they are kept: with what they mean where nothing was typed, which may change."""
    meant = {name: filters.form[name].data for name in _MEANT}
    return {name: str(value) for name, value in meant.items() if value is not None} | dict(filters.query)


def told(filters: Filters) -> list[str]:
    """The filters in words."""
    query = query_of(filters)
    names = [name for name in query if not any(other in query for other in _INSTEAD.get(name, ()))]
    return [words_of(filters.form[name]) for name in names if not isinstance(filters.form[name].widget, HiddenInput)]
