"""Flats put before households."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Money
from core.sealed import Sealed, SealedJSON
from housing.models.listing import Listing
from housing.reasons.withdrawn_offers import TakenBack
from housing.states import OfferStatus
from people.models import Household

_LIVE = text("status IN ('open', 'accepted')")


class Offer(Base):
    """One listing offered to one household, with the figures as they were that day."""

    __tablename__ = "offer"
    __audit_person__ = "household"
    __table_args__ = (
        Index("uq_offer_live_listing", "listing_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("uq_offer_live_household", "household_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    offered_at: Mapped[datetime]
    answer_by: Mapped[date]  # last day for the answer
    accepted_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]  # when it last changed: answered, taken back, run out, signed
    decline_reason: Mapped[str | None]  # of the household, a DeclineReason
    answer_words: Mapped[str] = mapped_column("decline_words", Sealed("offer.decline_words"), default="")
    taken_back_because: Mapped[TakenBack | None]
    taken_back_words: Mapped[str | None] = mapped_column(Sealed("offer.taken_back_words"))
    despite_lease: Mapped[str | None] = mapped_column(Sealed("offer.despite_lease"))  # why, though it rents a home
    despite_landlord: Mapped[str | None] = mapped_column(  # why, though the landlord holds the flat or said no
        "despite_hold", Sealed("offer.despite_hold")
    )
    was_verified: Mapped[bool] = mapped_column(default=False)  # the flat, when it was offered
    is_given_up: Mapped[bool] = mapped_column(default=False)  # by the household itself, on its own page
    monthly_rent: Mapped[Money]
    common_charges: Mapped[Money | None]
    monthly_subsidy: Mapped[Money | None]  # None: no scheme could answer
    household_pays: Mapped[Money]
    facts: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("offer.facts"))  # of both sides, that day

    listing: Mapped[Listing] = relationship()
    household: Mapped[Household] = relationship()

    def awaits_answer(self, on: date) -> bool:
        """Whether the household can still answer it on the day."""
        return self.status is OfferStatus.OPEN and on <= self.answer_by

    def is_late(self, on: date) -> bool:
        """Whether its last day went by without an answer, and nobody has closed it."""
        return self.status is OfferStatus.OPEN and self.answer_by < on

    @property
    def is_over(self) -> bool:
        """Whether it came to nothing."""
        return self.status in (OfferStatus.DECLINED, OfferStatus.WITHDRAWN, OfferStatus.EXPIRED)
