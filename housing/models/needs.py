"""What a household looks for."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Money
from core.sealed import Sealed
from people.models import Household


class Needs(Base):
    """The hard limits of one household's search."""

    __tablename__ = "needs"
    __audit_person__ = "household"
    __table_args__ = (CheckConstraint("bedrooms >= 0", name="bedrooms_not_negative"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), primary_key=True)
    bedrooms: Mapped[int | None]  # None: as many as housing.bedrooms says of who lives in it
    bedrooms_reason: Mapped[str | None] = mapped_column(Sealed("needs.bedrooms_reason"))  # why another number
    step_free: Mapped[bool] = mapped_column(default=False)  # a lift or the ground floor
    most_rent: Mapped[Money | None]  # the most it can pay itself for a month

    household: Mapped[Household] = relationship()
