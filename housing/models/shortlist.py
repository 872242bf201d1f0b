"""Flats that are kept for a household."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from housing.models.listing import Listing
from housing.opinions import Because, Opinion
from housing.reasons.drops import DropReason
from people.models import Household


class ShortlistEntry(Base):
    """A flat that somebody keeps in mind for a household. Dropped, it stays with the reason."""

    __tablename__ = "shortlist_entry"
    __audit_person__ = "household"
    __table_args__ = (
        UniqueConstraint("household_id", "listing_id"),
        CheckConstraint("(opinion IS NULL) = (opinion_at IS NULL)", name="opinion_is_whole"),
        CheckConstraint("opinion_read_at IS NULL OR opinion_at IS NOT NULL", name="read_after_said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    position: Mapped[int]  # in the order of those that are kept; of equals the one that came first stands first
    note: Mapped[str | None] = mapped_column(Sealed("shortlist_entry.note"))  # for the staff
    dropped_for: Mapped[DropReason | None]  # None: it is kept
    shared_at: Mapped[datetime | None]  # since when the household is shown it
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    kept_at: Mapped[datetime]
    opinion: Mapped[Opinion | None]  # the household's own, said last
    opinion_because: Mapped[Because | None]
    opinion_words: Mapped[str | None] = mapped_column(Sealed("shortlist_entry.opinion_words"))
    opinion_at: Mapped[datetime | None]
    opinion_read_at: Mapped[datetime | None]  # by the office; None: it is new

    household: Mapped[Household] = relationship()
    listing: Mapped[Listing] = relationship()
    kept_by: Mapped[User] = relationship()

    @property
    def has_news(self) -> bool:
        """Whether the family has said something that the office has not read."""
        return self.opinion is not None and self.opinion_read_at is None

    @property
    def mark_of_opinion(self) -> str:
        """Tells what was said last from what is said after it."""
        return f"{self.id}@{self.opinion_at.isoformat()}" if self.opinion_at else ""
