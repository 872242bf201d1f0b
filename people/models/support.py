"""What else pays towards a household's rent, and which of it keeps the programme from doing so."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from people.models.declared import Declared
from people.models.household import Household


class SupportKind(StrEnum):
    """Who pays, and what for."""

    HOUSING_BENEFIT = "housing-benefit"  # of the state, a sum by the size of the household
    RENT_REFUND = "rent-refund"  # of the state, once a year
    WHOLE_RENT = "whole-rent"  # a programme that pays all of it
    AGENCY = "agency"  # another organisation, in money or by paying the landlord
    MUNICIPALITY = "municipality"
    DISASTER = "disaster"  # for those who lost their home to a fire, a flood or an earthquake
    OTHER = "other"


class RentSupport(Declared, Base):
    """Support that a household says it gets or will get towards its rent from somebody else."""

    __tablename__ = "rent_support"
    __audit_person__ = "household"
    __table_args__ = Declared.checks()

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    kind: Mapped[SupportKind]

    household: Mapped[Household] = relationship()


class BlockingSupport(Base):
    """From this moment on support of these kinds keeps a household from an award. Never edited: the last row holds."""

    __tablename__ = "blocking_support"

    id: Mapped[int] = mapped_column(primary_key=True)
    kinds: Mapped[list[Any]] = mapped_column(JSON)  # of SupportKind, in its order
    set_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    set_at: Mapped[datetime]

    set_by: Mapped[User] = relationship()
