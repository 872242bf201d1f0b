"""What the people of a household live on."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import Sealed
from people.models.declared import Declared
from people.models.person import Person


class IncomeKind(StrEnum):
    """Where the money comes from. Sealed wherever it is stored: some of it tells of somebody's health."""

    WORK = "work"
    OWN_BUSINESS = "own-business"
    PENSION = "pension"
    UNEMPLOYMENT = "unemployment"
    MINIMUM_INCOME = "minimum-income"
    CHILD_BENEFIT = "child-benefit"
    DISABILITY = "disability"
    CASH_ASSISTANCE = "cash-assistance"  # of those who ask for asylum
    RELATIVES = "relatives"
    OTHER = "other"
    NONE = "none"  # the person says so: an amount of nothing


class Income(Declared, Base):
    """One income of one person, who takes it along into another household."""

    __tablename__ = "income"
    __audit_person__ = "person"
    __table_args__ = Declared.checks()

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(Sealed("income.kind"))  # an IncomeKind

    person: Mapped[Person] = relationship()
