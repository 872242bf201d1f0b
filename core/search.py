"""The one search box: each package looks for its own kinds of things, each under its own permission.

What is typed may be a name or a number of a person. It is sent by POST, so that it stands in no address, no history of
a browser and no log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.search_keys import MOST_TYPED
from core.text import Sentence

MOST = 20  # of one kind that are shown
LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: what it is called, what else tells it apart, and where it is."""

    title: str  # data
    about: Sentence
    url: str
    also: str | None = None  # data: the same name in Latin letters, for who cannot read the other
    number: str | None = None  # data: stays in one piece
    is_exact: bool = False  # what was typed is its own number


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds one kind of thing. `find` gives at most `limit`, in an order that ends in the key."""

    kind: Sentence
    by: Sentence  # what one may type, for who does not know
    permission: Permission
    find: Callable[[Session, User, str, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    kind: Sentence
    hits: list[Hit]
    has_more: bool


def search(finders: Iterable[Finder], session: Session, user: User, typed: str) -> list[Group]:
    """Everything that this person may see and that fits what was typed, kind by kind."""
    typed = typed[:MOST_TYPED]
    if len(typed) < LEAST_LETTERS:
        return []
    groups = []
    for finder in finders:
        with user.acting_under(finder.permission):
            hits = finder.find(session, user, typed, MOST + 1)
        if hits:
            groups.append(Group(finder.kind, hits[:MOST], len(hits) > MOST))
    return groups


def the_one_meant(groups: list[Group]) -> Hit | None:
    """The only thing that bears the number which was typed, if there is one."""
    exact = [hit for group in groups for hit in group.hits if hit.is_exact]
    return exact[0] if len(exact) == 1 else None
