"""The outbox filled: a message is written in its reader's language and waits there for its job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session, defer

from core.auth.models import User
from core.auth.permissions import Permission
from core.db import Base, lock_row
from core.emails import check_email
from core.i18n import say, speaking, spoken
from core.jobs import enqueue
from core.messages.models import Channel, Message, MessageState
from core.messages.sending import SEND
from core.phones import check_phone
from core.text import Sentence

_CHECKS = {Channel.EMAIL: check_email, Channel.SMS: check_phone}

SHOWN = 200  # the newest, on the page of the outbox


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says. The subject carries no values, so that nobody's words come into a header."""

    subject: str  # an entry of the catalogue
    lines: Sequence[Sentence]


def queue_message(
    session: Session, text: Text, *, channel: Channel, to: str, reads: str, about: Base, centre_id: int | None,
    actor: User | None, at: datetime,
) -> Message:  # fmt: skip
    """Have a message sent once the caller's transaction is committed. Raises Refused for what is no address.

    The step that wants it said names itself in the audit; the outbox is only how it travels.
    """
    language = spoken(reads)
    with speaking(language):
        body = "\n\n".join(say(line) for line in text.lines)
    message = Message(
        channel=channel,
        subject=text.subject,
        language=language,
        recipient=_CHECKS[channel](to, "address"),
        body=body,
        token=uuid4().hex,
        about=_name(about),
        centre_id=centre_id,
        asked_by_id=actor.id if actor else None,
        created_at=at,
    )
    session.add(message)
    session.flush()
    enqueue(session, SEND, {"message_id": message.id}, actor=actor, at=at, centre_id=centre_id)
    return message


def was_told(session: Session, subject: str, about: Base, *, since: datetime) -> bool:
    """The same as `is_told`, with the row locked meanwhile."""
    lock_row(session, about)
    return is_told(session, subject, about, since=since)


def is_told(session: Session, subject: str, about: Base, *, since: datetime) -> bool:
    """Whether this waits, or left since then; what failed may be asked for again."""
    waits = Message.state.in_((MessageState.WAITING, MessageState.SENDING))
    left = Message.state.in_((MessageState.SENT, MessageState.UNCLEAR)) & (Message.created_at >= since)
    told = select(Message.id).where(Message.subject == subject, Message.about == _name(about), waits | left)
    return session.scalar(told.limit(1)) is not None


def latest_messages(session: Session, actor: User) -> Sequence[Message]:
    """Those of the centres below the person's posts and those that they asked for, the newest first.

    Whom they go to and what they say stays sealed, and is not even read.
    """
    query = select(Message).options(defer(Message.recipient, raiseload=True), defer(Message.body, raiseload=True))
    own = actor.sees(Message.centre_id)
    if actor.serves_programme(Permission.ADMINISTER):
        own |= Message.centre_id.is_(None)
    else:
        own |= Message.centre_id.is_(None) & (Message.asked_by_id == actor.id)
    query = query.where(own).order_by(Message.created_at.desc(), Message.id.desc())
    return session.scalars(query.limit(SHOWN)).all()


def _name(row: Base) -> str:
    identity = inspect(row).identity
    assert identity is not None  # it is stored
    return f"{row.__tablename__}-{identity[0]}"
