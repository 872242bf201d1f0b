"""Households in line behind a flat."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from housing.models.listing import Listing
from housing.models.offer import Offer
from housing.reasons.lines import LineReason
from housing.states.lines import LineStatus
from people.models import Household

_WAITING = text("status = 'waiting'")


class LinePlace(Base):
    """One household behind one flat, until its turn comes or it stands there no more."""

    __tablename__ = "line_place"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("(status = 'waiting') = (closed_on IS NULL)", name="closed_on_a_day"),
        CheckConstraint("(status = 'offered') = (offer_id IS NOT NULL)", name="offered_by_an_offer"),
        Index("uq_line_place_waiting", "listing_id", "household_id", unique=True, sqlite_where=_WAITING,
              postgresql_where=_WAITING),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    position: Mapped[int]  # in the order of those who wait; of equals the one that came first stands first
    status: Mapped[LineStatus] = mapped_column(default=LineStatus.WAITING)
    auto_offer_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id")
    )  # in whose name the offer goes out by itself
    put_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    put_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_because: Mapped[LineReason | None]
    closed_words: Mapped[str | None] = mapped_column(Sealed("line_place.closed_words"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"))  # that its turn came to

    listing: Mapped[Listing] = relationship()
    household: Mapped[Household] = relationship()
    offer: Mapped[Offer | None] = relationship()
    put_by: Mapped[User] = relationship(foreign_keys=[put_by_id])
    auto_offer_by: Mapped[User | None] = relationship(foreign_keys=[auto_offer_by_id])
