"""To whom homes belong."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from housing.models.dwelling import Dwelling
from housing.models.landlord import Landlord
from housing.shares import WHOLE


class OwnershipShare(Base):
    """How much of a home a landlord owns. The shares of one home make the whole; without any nobody has asked."""

    __tablename__ = "ownership_share"
    __audit_person__ = "landlord"
    __table_args__ = (
        UniqueConstraint("dwelling_id", "landlord_id"),
        CheckConstraint(f"share BETWEEN 1 AND {WHOLE}", name="part_of_the_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"))
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    share: Mapped[int]  # millionths: 500,000 is half of the home

    dwelling: Mapped[Dwelling] = relationship()
    landlord: Mapped[Landlord] = relationship()
