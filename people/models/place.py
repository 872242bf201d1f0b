"""Where a household goes from its home: to work, to school, to its own."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import Sealed, SealedJSON
from maps.distance import Point
from people.models.household import Household


class HouseholdPlaceKind(StrEnum):
    """What somebody of the household does there."""

    WORK = "work"
    SCHOOL = "school"
    CLINIC = "clinic"
    FAMILY = "family"
    OTHER = "other"


class HouseholdPlace(Base):
    """One place of one household, sealed; it never leaves the service (decision 0033)."""

    __tablename__ = "household_place"
    __audit_person__ = "household"

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    kind: Mapped[HouseholdPlaceKind]
    note: Mapped[str | None] = mapped_column(Sealed("household_place.note"))  # whose work, which school
    town: Mapped[str | None] = mapped_column(Sealed("household_place.town"))  # where only that is known
    at: Mapped[list[float]] = mapped_column(SealedJSON("household_place.at"))  # latitude and longitude
    created_at: Mapped[datetime]

    household: Mapped[Household] = relationship()

    @property
    def point(self) -> Point:
        """Where it is; the middle of the town where only that is known."""
        latitude, longitude = self.at
        return Point(latitude, longitude)
