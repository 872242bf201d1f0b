"""The brake on guessing: after a few wrong attempts the next must wait, longer each time, and never for good.

Nor until a day comes that a wrong clock showed: what it counted is forgotten once the clock is right.

Attempts are counted in the database, so that all processes count together. An attempt is counted before it is looked
at, so that many at once do not slip through, and forgotten when it turns out to be right. What it was about (an
account, an address on the network) is kept as a hash only and forgotten within hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from core.dates import APART
from core.db import Base, lock_row
from core.errors import StegiError
from core.text import Sentence

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=1)  # without another attempt


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What is guessed at, or who guesses; `free` attempts need no waiting."""

    hashed: str
    free: int


class AttemptCount(Base):
    """How often something was tried of late."""

    __tablename__ = "attempt_count"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(unique=True)
    attempts: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)


class TooManyAttempts(StegiError):
    """The next attempt has to wait (429)."""

    def __init__(self, wait: timedelta) -> None:
        minutes = -(-int(wait.total_seconds()) // 60) or 1
        super().__init__(
            Sentence.counted(minutes, "Wait one minute, then try again.", "Wait %(n)s minutes, then try again.")
        )
        self.wait = wait


def next_try_at(attempts: int, free: int, last_at: datetime) -> datetime:
    """When the next attempt may be made: at once while some are free, then after waits that double."""
    over = attempts - free
    if over < 0:
        return last_at
    return last_at + min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT)


def count_attempt(session: Session, subjects: Iterable[Subject], *, at: datetime) -> None:
    """Count one more attempt on each of these. Raises TooManyAttempts, which counts nothing."""
    is_over = (AttemptCount.last_at <= at - FORGOTTEN_AFTER) | (AttemptCount.last_at > at + APART)
    session.execute(delete(AttemptCount).where(is_over))
    counts = [(subject, _count_of(session, subject, at)) for subject in sorted(subjects)]
    free_again = max(next_try_at(count.attempts, subject.free, min(count.last_at, at)) for subject, count in counts)
    if free_again > at:
        raise TooManyAttempts(free_again - at)
    for _, count in counts:
        count.attempts, count.last_at = count.attempts + 1, at
    session.flush()


def take_back(session: Session, subject: Subject) -> None:
    """One attempt was right and counts for nothing."""
    counted = (AttemptCount.subject_hash == subject.hashed) & (AttemptCount.attempts > 0)
    session.execute(update(AttemptCount).where(counted).values(attempts=AttemptCount.attempts - 1))


def forget(session: Session, subject: Subject) -> None:
    """All attempts count for nothing."""
    session.execute(delete(AttemptCount).where(AttemptCount.subject_hash == subject.hashed))


def _count_of(session: Session, subject: Subject, at: datetime) -> AttemptCount:
    """The row of a subject, locked until the transaction ends; of two who make it at once, one finds the other's."""
    count = _find(session, subject)
    if count is None:
        count = AttemptCount(subject_hash=subject.hashed, attempts=0, last_at=at)
        try:
            with session.begin_nested():
                session.add(count)
        except IntegrityError:
            count = session.scalars(select(AttemptCount).where(AttemptCount.subject_hash == subject.hashed)).one()
    lock_row(session, count)
    return count


def _find(session: Session, subject: Subject) -> AttemptCount | None:
    return session.scalar(select(AttemptCount).where(AttemptCount.subject_hash == subject.hashed))
