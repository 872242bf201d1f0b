"""What a household looks for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Money
from core.sealed import Sealed, SealedJSON
from housing.wants import AreaWish, Strength
from maps.distance import Point
from people.models import Household


class Needs(Base):
    """The limits and wishes of one household's search."""

    __tablename__ = "needs"
    __audit_person__ = "household"
    __table_args__ = (CheckConstraint("bedrooms >= 0", name="bedrooms_not_negative"),)

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), primary_key=True)
    bedrooms: Mapped[int | None]  # None: as many as housing.bedrooms says of who lives in it
    bedrooms_reason: Mapped[str | None] = mapped_column(Sealed("needs.bedrooms_reason"))  # why another number
    step_free: Mapped[bool] = mapped_column(default=False)  # a lift or the ground floor
    wheelchair: Mapped[bool] = mapped_column(default=False)  # one gets in, and around
    quiet: Mapped[Strength | None]
    has_pet: Mapped[bool] = mapped_column(default=False)
    most_rent: Mapped[Money | None]  # the most it can pay itself for a month

    household: Mapped[Household] = relationship()
    areas: Mapped[list["NeedsArea"]] = relationship(
        back_populates="needs", cascade="all, delete-orphan", order_by="NeedsArea.id"
    )


class NeedsArea(Base):
    """Where a household wants to live, or does not: a municipality, or so far around a town, a village or a pin.

    Sealed, since it may say from whom a family stays away.
    """

    __tablename__ = "needs_area"
    __audit_person__ = "needs.household"
    __table_args__ = (
        CheckConstraint("(radius_m IS NULL) = (at IS NULL)", name="whole_circle"),
        CheckConstraint("radius_m > 0", name="radius_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("needs.household_id"), index=True)
    wish: Mapped[AreaWish]
    municipality: Mapped[str | None] = mapped_column(Sealed("needs_area.municipality"))  # its key; the town lies in it
    town: Mapped[str | None] = mapped_column(Sealed("needs_area.town"))  # or what people call the pin
    at: Mapped[list[float] | None] = mapped_column(SealedJSON("needs_area.at"))  # the pin, else the middle of the town
    radius_m: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Sealed("needs_area.reason"))
    created_at: Mapped[datetime]

    needs: Mapped[Needs] = relationship(back_populates="areas")

    @property
    def middle(self) -> Point | None:
        """Of the circle; None where it is a whole municipality."""
        return None if self.at is None else Point(*self.at)
