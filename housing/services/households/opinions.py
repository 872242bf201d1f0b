"""What a family says of a home that it is shown: one answer, which it may change as long as it is shown the home."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.db import lock_row, lock_rows
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import ShortlistEntry
from housing.opinions import Because, Opinion
from people.models import Household
from people.stages import LOOKING

_IS_NEW = and_(
    ShortlistEntry.opinion.is_not(None), ShortlistEntry.opinion_read_at.is_(None), ShortlistEntry.dropped_for.is_(None)
)

SAY_WHY_NOT = Sentence(N_("Choose why not"))
SAY_IN_WORDS = Sentence(N_("Write in a few words what it is"))


@dataclass(frozen=True, slots=True)
class StatedOpinion:
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
    entry.opinion_read_at = at if isinstance(actor, User) else None
    record(session, "say-opinion", entry, actor=actor)


def opinion_of(entry: ShortlistEntry) -> StatedOpinion:
    """What was said last, as forms are filled with it."""
    return StatedOpinion(entry.opinion, entry.opinion_because, entry.opinion_words)


def read_opinions(session: Session, household: Household, read: Collection[str], *, actor: User, at: datetime) -> None:
    """Somebody of the office has read what was shown, by its marks; what was said meanwhile stays new."""
    for entry in lock_rows(session, ShortlistEntry, and_(ShortlistEntry.household_id == household.id, _IS_NEW)):
        if entry.mark_of_opinion in read:
            entry.opinion_read_at = at
    record(session, "read-opinions", household, actor=actor)


def count_new(officer: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many families have said something new of homes, of those that this person, or nobody yet, answers
    for; and for the key of the first of them.
    """
    own = or_(Household.officer_id == officer.id, Household.officer_id.is_(None)), officer.sees(Household.centre_id)
    its = ShortlistEntry.household_id
    query = select(func.count(its.distinct()).label("households"), func.min(its).label("first"))
    return query.join(ShortlistEntry.household).where(_IS_NEW, Household.stage.in_(LOOKING), *own)


def take_opinion(stays: ShortlistEntry, goes: ShortlistEntry) -> None:
    """Of two entries about one home the later opinion stands. Whoever calls this names the step."""
    if goes.opinion_at and (stays.opinion_at is None or goes.opinion_at > stays.opinion_at):
        stays.opinion, stays.opinion_because = goes.opinion, goes.opinion_because
        stays.opinion_words, stays.opinion_at = goes.opinion_words, goes.opinion_at
        stays.opinion_read_at = goes.opinion_read_at
