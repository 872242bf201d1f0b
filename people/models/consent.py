"""What people have agreed to."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from people.models.person import Person


class Purpose(StrEnum):
    """What the agreement is about."""

    SUPPORT = "support"  # that we keep and use the data for the programme
    LANDLORD = "landlord"  # that a landlord learns name and telephone
    PARTNERS = "partners"  # that other services learn what they need
    MESSAGES = "messages"  # that we write to the telephone or by e-mail
    PHOTOS = "photos"


class Consent(Base):
    """One person's agreement to one text. Never edited: it is withdrawn, and may be given anew."""

    __tablename__ = "consent"
    __audit_person__ = "person"
    __table_args__ = (
        CheckConstraint("withdrawn_on >= given_on", name="withdrawn_after_given"),
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[Purpose]
    text_version: Mapped[str]  # as it stands at the foot of the form that was signed
    language: Mapped[str]  # ISO 639 code of the language it was read in
    given_on: Mapped[date]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    withdrawn_on: Mapped[date | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who wrote the withdrawal down

    person: Mapped[Person] = relationship()
    recorded_by: Mapped[User] = relationship(foreign_keys=[recorded_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])
