"""The outbox filled: a message is written in its reader's language and waits there for its job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from core.auth.models import User
from core.errors import Refused
from core.i18n import say, speaking, spoken
from core.jobs import enqueue
from core.messages.models import Channel, Message
from core.messages.sending import SEND
from core.text import N_, Sentence

SHOWN = 200  # the newest, on the page of the outbox


@dataclass(frozen=True, slots=True)
class Text:
    """What a message says. The subject carries no values, so that nobody's words come into a header."""

    subject: str  # an entry of the catalogue
    lines: Sequence[Sentence]


def queue_message(
    session: Session, text: Text, *, channel: Channel, to: str, reads: str, actor: User | None, at: datetime
) -> Message:
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
        recipient=checked_address(channel, to),
        body=body,
        token=uuid4().hex,
        asked_by_id=actor.id if actor else None,
        created_at=at,
    )
    session.add(message)
    session.flush()
    enqueue(session, SEND, {"message_id": message.id}, actor=actor, at=at)
    return message


def checked_address(channel: Channel, to: str) -> str:
    """The address as it is used; one line, one recipient."""
    if channel is Channel.EMAIL:
        try:
            return validate_email(to, check_deliverability=False).normalized
        except EmailNotValidError:
            raise Refused(Sentence(N_("Enter an e-mail address such as name@example.org")), field="address") from None
    try:
        number = phonenumbers.parse(to, "GR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Refused(Sentence(N_("Enter a telephone number such as 6912345678")), field="address")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def latest_messages(session: Session) -> Sequence[Message]:
    """The newest first. Whom they go to and what they say stays sealed, and is not even read."""
    query = select(Message).options(defer(Message.recipient, raiseload=True), defer(Message.body, raiseload=True))
    return session.scalars(query.order_by(Message.created_at.desc(), Message.id.desc()).limit(SHOWN)).all()
