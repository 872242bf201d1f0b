"""What landlords complain of."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base, Money
from core.sealed import Sealed
from housing.models.lease import Lease


class ComplaintKind(StrEnum):
    """What it is about."""

    ARREARS = "arrears"
    DAMAGE = "damage"
    NEIGHBOURS = "neighbours"
    OTHER = "other"


class Complaint(Base):
    """A landlord says that something is wrong with a lease: rent that is owed, damage, trouble in the house.

    It is what the landlord says, and open until somebody writes down how it was settled.
    """

    __tablename__ = "complaint"
    __audit_person__ = "lease.household"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("raised_on <= settled_on", name="settled_after_raised"),
        CheckConstraint("(settled_on IS NULL) = (settlement IS NULL)", name="settled_somehow"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("lease.id"), index=True)
    kind: Mapped[ComplaintKind]
    raised_on: Mapped[date]
    amount: Mapped[Money | None]  # what the landlord asks for
    words: Mapped[str] = mapped_column(Sealed("complaint.words"))
    settled_on: Mapped[date | None]
    settlement: Mapped[str | None] = mapped_column(Sealed("complaint.settlement"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    lease: Mapped[Lease] = relationship()
    author: Mapped[User] = relationship()
