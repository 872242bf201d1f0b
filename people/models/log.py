"""What was said with whom, and what is to be done next."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from people.models.enterprise import Enterprise
from people.models.household import Household


class Channel(StrEnum):
    """How people spoke."""

    OFFICE = "office"
    HOME = "home"
    PHONE = "phone"
    MESSAGE = "message"
    EMAIL = "email"
    LETTER = "letter"


class TalkOutcome(StrEnum):
    """What came of it."""

    SPOKEN = "spoken"
    NOT_REACHED = "not-reached"
    AGREED = "agreed"
    REFUSED = "refused"
    WAITS = "waits"  # for an answer


class LogEntry(Base):
    """One talk or message, with its next step; or only what is to be done.

    About a household or an enterprise; a package above may hang an entry about neither on rows of its own.
    A restricted note is read by its author and by those named; others see a talk without a note.
    """

    __tablename__ = "log_entry"
    __audit_person__ = "subject"
    __table_args__ = (
        CheckConstraint("household_id IS NULL OR enterprise_id IS NULL", name="of_one_subject"),
        CheckConstraint(
            "(next_step IS NULL) = (responsible_id IS NULL) AND (next_step IS NULL) = (due_on IS NULL)",
            name="next_step_is_somebodys",
        ),
        CheckConstraint("done_on IS NULL OR next_step IS NOT NULL", name="only_a_step_is_done"),
        CheckConstraint(
            "(spoken_with IS NULL) = (channel IS NULL) AND (spoken_with IS NULL) = (outcome IS NULL)",
            name="talk_is_whole",
        ),
        CheckConstraint("spoken_with IS NOT NULL OR next_step IS NOT NULL", name="says_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    happened_on: Mapped[date]
    spoken_with: Mapped[str | None]  # None: no talk, but something to be done
    channel: Mapped[Channel | None]
    language: Mapped[str | None]  # ISO 639 code of the language that was spoken
    interpreter: Mapped[str | None]  # who interpreted
    outcome: Mapped[TalkOutcome | None]
    note: Mapped[str | None] = mapped_column(Sealed("log_entry.note"))
    is_restricted: Mapped[bool] = mapped_column(default=False)
    next_step: Mapped[str | None] = mapped_column(Sealed("log_entry.next_step"))
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    household: Mapped[Household | None] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    responsible: Mapped[User | None] = relationship(foreign_keys=[responsible_id])
    readers: Mapped[list["LogReader"]] = relationship(
        back_populates="entry", cascade="all, delete-orphan", order_by="LogReader.user_id"
    )

    @property
    def subject(self) -> Household | Enterprise | None:
        """Whom it is about."""
        return self.household or self.enterprise

    def note_is_open_to(self, user: User) -> bool:
        """Whether this person reads the note."""
        return not self.is_restricted or self.reader(user) is not None

    def reader(self, user: User) -> "LogReader | None":
        """The row that lets this person read the restricted note."""
        return next((reader for reader in self.readers if reader.user_id == user.id), None)


class LogReader(Base):
    """Somebody who may read a restricted note: its author, and those named."""

    __tablename__ = "log_reader"
    __audit_person__ = "entry.subject"

    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)

    entry: Mapped[LogEntry] = relationship(back_populates="readers")
