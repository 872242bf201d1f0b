"""Households that were put to landlords."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import SealedJSON
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from housing.models.talk import LandlordTalk
from housing.states.landlords import LandlordAnswer
from people.models import Household


class Proposal(Base):
    """A landlord was asked whether it lets a flat to one household: what was told of it, and the answer.

    When, with whom, and why the answer was no stand in the talks, which every centre reads and which name nobody.
    """

    __tablename__ = "proposal"
    __audit_person__ = "household"
    __table_args__ = (CheckConstraint("(answer = 'waits') = (answered_id IS NULL)", name="answered_in_a_talk"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    answer: Mapped[LandlordAnswer] = mapped_column(default=LandlordAnswer.WAITS)
    told: Mapped[dict[str, Any]] = mapped_column(SealedJSON("proposal.told"))  # by DisclosedFact, as it was that day
    asked_id: Mapped[int] = mapped_column(ForeignKey("landlord_talk.id"))  # in which it was asked
    answered_id: Mapped[int | None] = mapped_column(ForeignKey("landlord_talk.id"))  # in which it was answered last

    listing: Mapped[Listing] = relationship()
    landlord: Mapped[Landlord] = relationship()
    household: Mapped[Household] = relationship()
    asked: Mapped[LandlordTalk] = relationship(foreign_keys=[asked_id])
    answered: Mapped[LandlordTalk | None] = relationship(foreign_keys=[answered_id])
