"""Signed contracts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, func
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.dates import DAY
from core.db import Base, Money
from core.sealed import Sealed
from housing.lease_ends import EndedBy, EndReason
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from people.models import Household
from people.periods import OpenPeriod


class Lease(Base):
    """A household rents a flat in its own name. The statutory end may lie behind the agreed one; one who ends the lease
    cuts both short.
    """

    __tablename__ = "lease"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("monthly_rent > 0", name="rent_positive"),
        CheckConstraint("starts_on < agreed_ends_on", name="period_not_empty"),
        CheckConstraint("agreed_ends_on <= statutory_ends_on", name="statutory_end_not_before_agreed"),
        CheckConstraint("declared_on <= accepted_on", name="accepted_after_declared"),
        CheckConstraint("cut_short_on < statutory_ends_on", name="cut_short_within"),
        CheckConstraint("(cut_short_on IS NULL) = (cut_short_at IS NULL) AND (cut_short_on IS NULL) = "
                        "(cut_short_by IS NULL) AND (cut_short_on IS NULL) = (cut_short_for IS NULL)",
                        name="cut_short_by_somebody"),
    )  # fmt: skip

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
    cut_short_on: Mapped[date | None]  # first day on which it binds no more, where somebody ended it before its term
    cut_short_by: Mapped[EndedBy | None]
    cut_short_for: Mapped[EndReason | None]
    cut_short_words: Mapped[str | None] = mapped_column(Sealed("lease.cut_short_words"))
    cut_short_at: Mapped[datetime | None]  # when that was written down
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

    @hybrid_property
    def ends_on(self) -> date:
        """First day on which it binds nobody any more."""
        return self.cut_short_on or self.statutory_ends_on

    @ends_on.inplace.expression
    @classmethod
    def _ends_on(cls) -> ColumnElement[date]:
        return func.coalesce(cls.cut_short_on, cls.statutory_ends_on)

    @property
    def last_day(self) -> date:
        """The last day on which it binds."""
        return self.ends_on - DAY

    @property
    def on_paper(self) -> OpenPeriod:
        """Its days as the paper has them, unless it was ended before."""
        return OpenPeriod(self.starts_on, min(self.agreed_ends_on, self.ends_on))

    @property
    def last_day_on_paper(self) -> date:
        """The last of them."""
        return min(self.agreed_ends_on, self.ends_on) - DAY

    @hybrid_property
    def has_days(self) -> bool:
        """Whether it ever binds, also in queries: one may be ended before it begins."""
        return self.starts_on < self.ends_on
