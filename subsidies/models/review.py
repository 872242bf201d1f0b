"""Awards to be looked at again."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from people.models import HouseholdMember
from subsidies.models.award import SubsidyAward


class MemberChange(StrEnum):
    """What happened to the household."""

    JOINED = "joined"
    LEFT = "left"
    CORRECTED = "corrected"  # presence or day of birth were written down wrong
    EXITED = "exited"  # all of it left the programme
    SUPPORT = "support"  # it declared that others pay towards its rent
    LEASE_ENDED = "lease-ended"  # before its term
    RENT_CORRECTED = "rent-corrected"  # that of the lease was written down wrong
    HOUSEHOLD_CORRECTED = "household-corrected"  # whether one parent is alone with the children was


class AwardReview(Base):
    """An award rests on who belongs to the household, and that has changed. Open until somebody has looked.

    That the household has left the programme, that others pay towards its rent, that the lease ends early, or what was
    written down wrong of lease or household, is of no member.
    """

    __tablename__ = "award_review"
    __audit_person__ = "award.lease.household"
    __table_args__ = (
        CheckConstraint("(closed_by_id IS NULL) = (closed_at IS NULL)", name="closed_by_somebody"),
        CheckConstraint("(member_id IS NULL) = (change IN ('exited', 'support', 'lease-ended', 'rent-corrected', "
                        "'household-corrected'))", name="of_a_member_or_of_all"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("subsidy_award.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("household_member.id"))
    change: Mapped[MemberChange]
    changed_on: Mapped[date | None]  # None: from the start of the household
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]

    award: Mapped[SubsidyAward] = relationship()
    member: Mapped[HouseholdMember | None] = relationship()
    closed_by: Mapped[User | None] = relationship()
