"""Sessions of the staff: begun by signing in, over when they are ended, left alone too long, or too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.credentials import StaffSession
from core.auth.models import User
from core.dates import APART
from core.errors import NotFound
from core.text import N_, Sentence
from core.tokens import hash_token, new_token

KEPT = timedelta(days=30)  # the row of a session, which lasts for a week at most
NOTED_EVERY = timedelta(minutes=1)  # how exactly `last_seen_at` is kept


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lasts without a request, and how long at most."""

    idle: timedelta
    longest: timedelta


def begin_session(session: Session, user: User, *, device: str, by_second_factor: bool, at: datetime) -> str:
    """A new session's secret, for the cookie."""
    token = new_token()
    begun = StaffSession(
        user_id=user.id,
        token_sha256=hash_token(token),
        device=device,
        by_second_factor=by_second_factor,
        created_at=at,
        last_seen_at=at,
    )
    session.add(begun)
    session.flush()
    return token


def sign_in(session: Session, user: User, *, device: str, by_second_factor: bool, at: datetime) -> str:
    """The same, as the step that it is when somebody comes in at the door. What is long over is swept out."""
    session.execute(delete(StaffSession).where(StaffSession.created_at < at - KEPT))
    token = begin_session(session, user, device=device, by_second_factor=by_second_factor, at=at)
    record(session, "sign-in", user, actor=user, values={"device": device, "by_second_factor": by_second_factor})
    return token


def find_session(session: Session, token: str, limits: Limits, *, at: datetime) -> StaffSession | None:
    """The open session with this secret, if its person still works here; with the person."""
    query = select(StaffSession).options(joinedload(StaffSession.user))
    found = session.scalar(query.where(StaffSession.token_sha256 == hash_token(token), _is_open(limits, at)))
    return found if found is not None and found.user.active else None


def open_sessions(session: Session, user: User, limits: Limits, *, at: datetime) -> list[StaffSession]:
    """Where a person is signed in, the latest seen first."""
    query = select(StaffSession).where(StaffSession.user_id == user.id, _is_open(limits, at))
    return list(session.scalars(query.order_by(StaffSession.last_seen_at.desc(), StaffSession.id.desc())))


def note_visit(session: Session, visited: StaffSession, *, at: datetime) -> None:
    """Remember that the person was here; one statement, which says nothing anew within the minute."""
    before = StaffSession.last_seen_at <= at - NOTED_EVERY
    session.execute(update(StaffSession).where(StaffSession.id == visited.id, before).values(last_seen_at=at))


def end_session(session: Session, user: User, session_id: int, *, at: datetime) -> None:
    """Sign out one browser of one's own."""
    found = session.get(StaffSession, session_id)
    if found is None or found.user_id != user.id:
        raise NotFound(Sentence(N_("There is no such session of yours.")))
    found.ended_at = found.ended_at or at
    record(session, "end-session", user, actor=user, values={"session_id": session_id})


def end_sessions(session: Session, user: User, *, besides: StaffSession | None = None, at: datetime) -> None:
    """Sign a person out everywhere, or everywhere but here."""
    theirs = [StaffSession.user_id == user.id, StaffSession.ended_at.is_(None)]
    if besides is not None:
        theirs.append(StaffSession.id != besides.id)
    session.execute(update(StaffSession).where(*theirs).values(ended_at=at))


def sign_out_everywhere(session: Session, user: User, *, actor: User, at: datetime) -> None:
    """End all of a person's sessions at once."""
    end_sessions(session, user, at=at)
    record(session, "sign-out-everywhere", user, actor=actor)


def _is_open(limits: Limits, at: datetime) -> ColumnElement[bool]:
    return (
        StaffSession.ended_at.is_(None)
        & (StaffSession.last_seen_at > at - limits.idle)
        & (StaffSession.created_at > at - limits.longest)
        & (StaffSession.created_at <= at + APART)  # begun by a wrong clock, it would last until the day that it showed
    )
