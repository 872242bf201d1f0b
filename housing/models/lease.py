"""Signed contracts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.dates import DAY
from core.db import Base, Money
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from people.models import Household


class Lease(Base):
    """A household rents a flat in its own name. The statutory end may lie behind the agreed one."""

    __tablename__ = "lease"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("monthly_rent > 0", name="rent_positive"),
        CheckConstraint("starts_on < agreed_ends_on", name="period_not_empty"),
        CheckConstraint("agreed_ends_on <= statutory_ends_on", name="statutory_end_not_before_agreed"),
        CheckConstraint("declared_on <= accepted_on", name="accepted_after_declared"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    monthly_rent: Mapped[Money]  # without common charges
    deposit: Mapped[Money | None]
    signed_on: Mapped[date]
    starts_on: Mapped[date]
    agreed_ends_on: Mapped[date]  # first day after the term on paper
    statutory_ends_on: Mapped[date]  # first day after the term that the law gives: at least three years
    declaration_number: Mapped[str | None] = mapped_column(unique=True)  # AADE
    declared_on: Mapped[date | None]  # by the landlord
    accepted_on: Mapped[date | None]  # by the tenant
    created_at: Mapped[datetime]

    household: Mapped[Household] = relationship()
    listing: Mapped[Listing] = relationship()
    landlord: Mapped[Landlord] = relationship()

    @property
    def agreed_last_day(self) -> date:
        """The last day that the paper names."""
        return self.agreed_ends_on - DAY

    @property
    def statutory_last_day(self) -> date:
        """The last day by law."""
        return self.statutory_ends_on - DAY
