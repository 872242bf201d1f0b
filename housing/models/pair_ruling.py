"""What a person decided of a household and a flat."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from housing.allocation.rulings import Ruling
from housing.models.listing import Listing
from people.models import Household

_PINNED = text("ruling = 'pin' AND lifted_at IS NULL")


class PairRuling(Base):
    """In the best set of offers the two belong together, or do not, until somebody lifts it."""

    __tablename__ = "pair_ruling"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted_by_somebody"),
        Index("uq_pair_ruling_pinned_household", "household_id", unique=True, sqlite_where=_PINNED,
              postgresql_where=_PINNED),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    ruling: Mapped[Ruling]
    reason: Mapped[str] = mapped_column(Sealed("pair_ruling.reason"))
    ruled_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    ruled_at: Mapped[datetime]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    lifted_at: Mapped[datetime | None]

    household: Mapped[Household] = relationship()
    listing: Mapped[Listing] = relationship()
    ruled_by: Mapped[User] = relationship(foreign_keys=[ruled_by_id])
