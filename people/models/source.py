"""Under which number another list, or another programme, knows a household."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import BlindIndex, Sealed
from people.models.household import Household


class HouseholdNumber(Base):
    """The household's number at one source of files, by which a later file from there finds it again."""

    __tablename__ = "household_number"
    __audit_person__ = "household"
    __table_args__ = (UniqueConstraint("source", "value_index"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    source: Mapped[str]  # in small letters
    value: Mapped[str] = mapped_column(Sealed("household_number.value"))
    value_index: Mapped[bytes] = mapped_column(BlindIndex("household_number.value"))
    created_at: Mapped[datetime]

    household: Mapped[Household] = relationship()
