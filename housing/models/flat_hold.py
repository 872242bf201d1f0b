"""Homes that landlords keep for us until a day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.dates import DAY
from core.db import Base
from core.sealed import Sealed
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from housing.states.landlords import HoldStatus
from people.models import Household

_RUNNING = text("status = 'running'")


class FlatHold(Base):
    """A landlord has promised to keep a home for one household, or for the programme. A home has one that runs."""

    __tablename__ = "flat_hold"
    __audit_person__ = "landlord"
    __table_args__ = (
        CheckConstraint("promised_on < ends_on AND promised_on < first_ends_on", name="period_not_empty"),
        CheckConstraint("(status = 'running') = (closed_on IS NULL)", name="closed_on_a_day"),
        Index("uq_flat_hold_running", "listing_id", unique=True, sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)  # None: the programme
    status: Mapped[HoldStatus] = mapped_column(default=HoldStatus.RUNNING)
    promised_by: Mapped[str] = mapped_column(Sealed("flat_hold.promised_by"))  # the landlord, or who speaks for it
    promised_on: Mapped[date]
    first_ends_on: Mapped[date]  # as it was promised at first
    ends_on: Mapped[date]  # first day on which it is not held any more
    closed_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(Sealed("flat_hold.words"), default="")  # on what condition, what became of it
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    listing: Mapped[Listing] = relationship()
    landlord: Mapped[Landlord] = relationship()
    household: Mapped[Household | None] = relationship()
    written_by: Mapped[User] = relationship()

    @property
    def last_day(self) -> date:
        """The last day on which it is held."""
        return self.ends_on - DAY

    @property
    def first_last_day(self) -> date:
        """The same as it was promised at first."""
        return self.first_ends_on - DAY

    @property
    def is_extended(self) -> bool:
        """Whether it is promised for longer than at first."""
        return self.ends_on > self.first_ends_on

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed, also before anybody closed it."""
        return self.ends_on <= on

    def is_for(self, household: Household) -> bool:
        """Whether this household may have the home meanwhile."""
        return self.household_id in (None, household.id)
