"""Those who speak for a landlord."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import BlindIndex, Sealed
from housing.models.landlord import Landlord


class AgentCapacity(StrEnum):
    """As what somebody speaks for a landlord."""

    ESTATE_AGENT = "estate-agent"
    MANAGER = "manager"  # of the building or the property
    LAWYER = "lawyer"
    RELATIVE = "relative"
    OTHER = "other"


class Agent(Base):
    """Whom one calls instead of a landlord. The rent never goes to an agent: law 5222/2025, art. 210."""

    __tablename__ = "agent"
    __audit_person__ = "landlord"
    __table_args__ = (CheckConstraint("(phone IS NULL) = (phone_index IS NULL)", name="phone_indexed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    name: Mapped[str]
    capacity: Mapped[AgentCapacity]
    phone: Mapped[str | None] = mapped_column(Sealed("agent.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("agent.phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("agent.email"))
    created_at: Mapped[datetime]

    landlord: Mapped[Landlord] = relationship()
