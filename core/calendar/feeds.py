"""Feeds opened, closed and found again by the secret in their address."""

from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core.audit import record
from core.calendar.models import Feed
from core.db import Base
from core.errors import NotFound
from core.text import N_, Sentence
from core.tokens import hash_token, new_token

Kind = TypeVar("Kind", bound=Feed)

NO_FEED = Sentence(N_("This calendar address is not open."))


def open_feed(session: Session, feed: Feed, owner: Base, own: ColumnElement[bool], *, at: datetime) -> str:
    """A new feed's secret, which nobody can read again later; the reader's earlier one is closed.

    `feed` is a new row of a package's own kind, `own` says which rows are the same reader's.
    """
    close_feeds(session, type(feed), owner, own, at=at)
    token = new_token()
    feed.token_sha256, feed.created_at = hash_token(token), at
    session.add(feed)
    session.flush()
    record(session, "open-calendar", owner, actor=owner)
    return token


def close_feeds(session: Session, kind: type[Kind], owner: Base, own: ColumnElement[bool], *, at: datetime) -> None:
    """From now on the address answers nobody."""
    still_open = session.scalars(select(kind).where(own, kind.closed_at.is_(None))).all()
    for feed in still_open:
        feed.closed_at = at
    if still_open:
        record(session, "close-calendar", owner, actor=owner)


def find_open_feed(session: Session, kind: type[Kind], own: ColumnElement[bool]) -> Kind | None:
    """The reader's open feed, to say since when it is open."""
    return session.scalar(select(kind).where(own, kind.closed_at.is_(None)))


def feed_of(session: Session, kind: type[Kind], token: str) -> Kind:
    """The feed at an address. One that was closed is not told from one that never was."""
    query = select(kind).where(kind.token_sha256 == hash_token(token), kind.closed_at.is_(None))
    feed = session.scalar(query)
    if feed is None:
        raise NotFound(NO_FEED)
    return feed
