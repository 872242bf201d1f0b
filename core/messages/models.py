"""The outbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from core.sealed import Sealed
from core.text import Sentence


class Channel(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"


class MessageState(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"  # also between two attempts
    SENDING = "sending"
    SENT = "sent"  # the next server has it
    FAILED = "failed"  # it did not leave, and is not tried again
    UNCLEAR = "unclear"  # it may have left; nobody tries again, so that nobody gets it twice


_WAITS = "state IN ('waiting', 'sending')"


class Message(Base):
    """One message to one address. What it says is kept only while it waits: it may hold a link that opens a door."""

    __tablename__ = "message"
    __table_args__ = (CheckConstraint(f"({_WAITS}) = (body IS NOT NULL)", name="body_while_it_waits"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    subject: Mapped[str]  # an entry of the catalogue, without any values
    language: Mapped[str]
    recipient: Mapped[str] = mapped_column(Sealed("message.recipient"))
    body: Mapped[str | None] = mapped_column(Sealed("message.body"))
    state: Mapped[MessageState] = mapped_column(default=MessageState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # a sentence, as core.text writes it
    token: Mapped[str] = mapped_column(unique=True)  # the same for every attempt, so that a server can tell
    about: Mapped[str | None] = mapped_column(index=True)  # the row it is about: nobody is told twice at once
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"), index=True)  # None: no centre's alone
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(index=True)
    settled_at: Mapped[datetime | None]

    @property
    def title(self) -> Sentence:
        """The subject, to be said in anybody's language."""
        return Sentence(self.subject)

    @property
    def because(self) -> Sentence | None:
        """Why it did not leave, if it did not."""
        return Sentence.from_json(self.reason) if self.reason else None
