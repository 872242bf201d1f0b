"""Times in which a home cannot be let."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.dates import DAY
from core.db import Base
from core.sealed import Sealed
from housing.models.dwelling import Dwelling
from housing.occupancy import VoidReason
from people.periods import OpenPeriod


class VoidPeriod(Base):
    """A home is out of use for a time, and why. No two of one home overlap."""

    __tablename__ = "void_period"
    __table_args__ = (CheckConstraint("starts_on < ends_on", name="period_not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # first day on which it can be let again; None: nobody knows yet
    reason: Mapped[VoidReason]
    note: Mapped[str] = mapped_column(Sealed("void_period.note"), default="")
    created_at: Mapped[datetime]

    dwelling: Mapped[Dwelling] = relationship()

    @property
    def period(self) -> OpenPeriod:
        """Its days."""
        return OpenPeriod(self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date | None:
        """The last day on which it cannot be let."""
        return self.ends_on - DAY if self.ends_on else None
