"""Visits to flats: when, with whom of the office, and which households come."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from housing.models.listing import Listing
from housing.states import EXPECTED, Course, GuestStatus, ViewingStatus, course_of
from housing.viewing_facts import CancelReason, Interest, Opener
from people.models import Household


class Viewing(Base):
    """One visit to one flat, to which households are invited.

    That nobody is at two places at once is seen to by the service, which holds the flat, the officer and the
    households.
    """

    __tablename__ = "viewing"
    __audit_person__ = "listing.landlord"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="time_not_empty"),
        CheckConstraint("(status = 'cancelled') = (cancelled_for IS NOT NULL)", name="cancelled_for_a_reason"),
        Index("ix_viewing_officer_id_starts_at", "officer_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    status: Mapped[ViewingStatus] = mapped_column(default=ViewingStatus.PLANNED)
    officer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))  # who of the office is there
    opener: Mapped[Opener]
    opener_words: Mapped[str] = mapped_column(Sealed("viewing.opener_words"), default="")  # name, telephone
    meeting_words: Mapped[str] = mapped_column(Sealed("viewing.meeting_words"), default="")  # where one meets
    cancelled_for: Mapped[CancelReason | None]
    booked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    listing: Mapped[Listing] = relationship()
    officer: Mapped[User] = relationship(foreign_keys=[officer_id])
    guests: Mapped[list["ViewingGuest"]] = relationship(back_populates="viewing", order_by="ViewingGuest.id")

    @property
    def door(self) -> str:
        """Where one meets, in one line: the address, after what is written of it where that leads to no door."""
        home = self.listing.dwelling
        words = "" if home.has_street else " ".join(self.meeting_words.split())
        return ", ".join(part for part in (words, home.known_as) if part)

    @property
    def course(self) -> Course:
        """How it went."""
        return course_of(self.status, [guest.status for guest in self.guests])


class ViewingGuest(Base):
    """A household at a viewing: what it answered, whether it came, and what it thought of the flat."""

    __tablename__ = "viewing_guest"
    __audit_person__ = "household"
    __table_args__ = (
        UniqueConstraint("viewing_id", "household_id"),
        CheckConstraint("interest IS NULL OR status = 'came'", name="only_who_came_thinks_of_it"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    viewing_id: Mapped[int] = mapped_column(ForeignKey("viewing.id"))
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    status: Mapped[GuestStatus] = mapped_column(default=GuestStatus.INVITED)
    interpreter_language: Mapped[str | None]  # ISO 639 code of the language an interpreter is needed for
    interpreter: Mapped[str | None]  # who interprets
    answer_words: Mapped[str] = mapped_column(Sealed("viewing_guest.answer_words"), default="")  # why it cannot come
    answered_at: Mapped[datetime | None]
    interest: Mapped[Interest | None]
    note: Mapped[str | None] = mapped_column(Sealed("viewing_guest.note"))  # what came of it, for the staff
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime | None]  # what came of it
    invited_at: Mapped[datetime]

    viewing: Mapped[Viewing] = relationship(back_populates="guests")
    household: Mapped[Household] = relationship()

    def is_to_come(self, at: datetime) -> bool:
        """Whether the viewing is not over yet, and the household has a part in it, also where it said that it cannot
        come.
        """
        is_part = self.status in (*EXPECTED, GuestStatus.DECLINED)
        return is_part and self.viewing.status is ViewingStatus.PLANNED and at < self.viewing.ends_at
