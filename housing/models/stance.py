"""Whom a landlord lets to, as somebody said."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from housing.models.landlord import Landlord


class StanceTopic(StrEnum):
    """What a landlord is asked."""

    SUBSIDISED = "subsidised"  # tenants whose rent is paid in part
    CHILDREN = "children"
    PETS = "pets"
    FOREIGNERS = "foreigners"
    SEASONAL_ONLY = "seasonal-only"  # lets for a season alone, and not to live in


class StanceAnswer(StrEnum):
    """What the landlord says to it."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


class Stance(Base):
    """An answer of a landlord, by whom and when. What is said later stands beside it; nothing is written over."""

    __tablename__ = "stance"
    __audit_person__ = "landlord"

    id: Mapped[int] = mapped_column(primary_key=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    topic: Mapped[StanceTopic]
    answer: Mapped[StanceAnswer]
    said_by: Mapped[str]  # the landlord, a relative, an agent
    said_on: Mapped[date]
    note: Mapped[str | None] = mapped_column(Sealed("stance.note"))
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]

    landlord: Mapped[Landlord] = relationship()
    recorded_by: Mapped[User] = relationship()
