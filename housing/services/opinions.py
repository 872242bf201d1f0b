"""What a family says of a home that it is shown: one answer, which it may change as long as it is shown the home."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import ShortlistEntry
from housing.opinions import Because, Opinion
from people.models import Household

SAY_WHY_NOT = Sentence(N_("Choose why not"))
SAY_IN_WORDS = Sentence(N_("Write in a few words what it is"))


@dataclass(frozen=True, slots=True)
class Said:
    """What a family thinks of a home."""

    opinion: Opinion | None
    because: Because | None = None
    words: str | None = None


def say_opinion(
    session: Session,
    entry: ShortlistEntry,
    opinion: Opinion,
    *,
    because: Because | None,
    words: str = "",
    actor: Household | User,
    at: datetime,
) -> None:
    """The household would like the home, or would not, and says why; of what it likes it need not. `actor` is itself,
    or who writes down what it said.

    It promises nothing, and the list stays as it is: the officer reads it. Raises Refused.
    """
    if because is None and opinion is Opinion.NOT_LIKED:
        raise Refused(SAY_WHY_NOT, field="because")
    if because is Because.OTHER and not words:
        raise Refused(SAY_IN_WORDS, field="words")
    lock_row(session, entry)
    entry.opinion, entry.opinion_because, entry.opinion_words, entry.opinion_at = opinion, because, words or None, at
    record(session, "say-opinion", entry, actor=actor)


def opinion_of(entry: ShortlistEntry) -> Said:
    """What was said last, as forms are filled with it."""
    return Said(entry.opinion, entry.opinion_because, entry.opinion_words)


def find_opinion(session: Session, household_id: int, listing_id: int) -> Opinion | None:
    """What the household said of this flat, whether or not it is still on its list."""
    query = select(ShortlistEntry.opinion).where(ShortlistEntry.listing_id == listing_id)
    return session.scalar(query.where(ShortlistEntry.household_id == household_id))


def take_opinion(stays: ShortlistEntry, goes: ShortlistEntry) -> None:
    """Of two entries about one home the later opinion stands. Whoever calls this names the step."""
    if goes.opinion_at and (stays.opinion_at is None or goes.opinion_at > stays.opinion_at):
        stays.opinion, stays.opinion_because = goes.opinion, goes.opinion_because
        stays.opinion_words, stays.opinion_at = goes.opinion_words, goes.opinion_at
