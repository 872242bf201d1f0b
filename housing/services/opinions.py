"""What a family says of a home that it is shown: one answer, which it may change as long as it is shown the home."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import ShortlistEntry
from housing.opinions import Because, Opinion

SAY_WHY_NOT = Sentence(N_("Choose why not"))
SAY_IN_WORDS = Sentence(N_("Write in a few words what it is"))


def say_opinion(
    session: Session,
    entry: ShortlistEntry,
    opinion: Opinion,
    *,
    because: Because | None,
    words: str = "",
    at: datetime,
) -> None:
    """The household would like the home, or would not, and says why; of what it likes it need not.

    It promises nothing, and the list stays as it is: the officer reads it. Raises Refused.
    """
    if because is None and opinion is Opinion.NOT_LIKED:
        raise Refused(SAY_WHY_NOT, field="because")
    if because is Because.OTHER and not words:
        raise Refused(SAY_IN_WORDS, field="words")
    lock_row(session, entry)
    entry.opinion, entry.opinion_because, entry.opinion_words, entry.opinion_at = opinion, because, words or None, at
    record(session, "say-opinion", entry, actor=entry.household)


def take_opinion(stays: ShortlistEntry, goes: ShortlistEntry) -> None:
    """Of two entries about one home the later opinion stands. Whoever calls this names the step."""
    if goes.opinion_at and (stays.opinion_at is None or goes.opinion_at > stays.opinion_at):
        stays.opinion, stays.opinion_because = goes.opinion, goes.opinion_because
        stays.opinion_words, stays.opinion_at = goes.opinion_words, goes.opinion_at
