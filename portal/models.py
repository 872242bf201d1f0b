"""Personal links and calendars of households."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.calendar.models import Feed
from core.db import Base
from people.models import Household


class HouseholdLink(Base):
    """A link that lets one household in once. Only the hash of its secret is kept."""

    __tablename__ = "household_link"
    __audit_person__ = "household"
    __audit_hidden__ = frozenset({"token_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    signed_out_at: Mapped[datetime | None]  # whoever came in by it before is out
    reusable: Mapped[bool] = mapped_column(default=False)  # the demonstration's only

    household: Mapped[Household] = relationship()


class HouseholdFeed(Feed, Base):
    """The calendar of one household."""

    __tablename__ = "household_feed"
    __audit_person__ = "household"

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)

    household: Mapped[Household] = relationship()
