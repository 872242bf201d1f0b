"""By what somebody is reached."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import BlindIndex, Sealed
from people.models.enterprise import Enterprise
from people.models.household import Household
from people.models.person import Person


class ContactKind(StrEnum):
    """The ways to reach somebody."""

    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"


class Contact(Base):
    """A number or an address of one person, household or enterprise."""

    __tablename__ = "contact"
    __audit_person__ = "owner"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END + CASE WHEN household_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN enterprise_id IS NULL THEN 0 ELSE 1 END = 1",
            name="of_one_owner",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    household_id: Mapped[int | None] = mapped_column(ForeignKey("household.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    kind: Mapped[ContactKind]
    value: Mapped[str] = mapped_column(Sealed("contact.value"))
    value_index: Mapped[bytes] = mapped_column(BlindIndex("contact.value"), index=True)
    note: Mapped[str | None] = mapped_column(Sealed("contact.note"))  # whose telephone it is, when somebody answers
    language: Mapped[str | None]  # ISO 639 code of the language spoken or read there
    is_preferred: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship()
    household: Mapped[Household | None] = relationship()
    enterprise: Mapped[Enterprise | None] = relationship()

    @property
    def owner(self) -> Person | Household | Enterprise:
        """Whom one reaches."""
        found = self.person or self.household or self.enterprise
        assert found is not None  # a CHECK holds it
        return found
