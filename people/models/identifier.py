"""Numbers that persons have, and the papers they were read from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.dates import DAY
from core.db import Base
from core.sealed import BlindIndex, Sealed
from people.identifiers import IdentifierKind
from people.models.person import Person
from people.periods import OpenPeriod


class Identifier(Base):
    """A number of one person, for as long as it is valid, with who has seen the paper that it stands on."""

    __tablename__ = "identifier"
    __audit_person__ = "person"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "value_index"),
        CheckConstraint("valid_from < valid_until", name="valid_for_a_day"),
        CheckConstraint("(checked_on IS NULL) = (checked_by_id IS NULL)", name="checked_by_somebody"),
        CheckConstraint("(kind = 'iban') = (holder IS NOT NULL)", name="account_has_a_holder"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[IdentifierKind]
    value: Mapped[str] = mapped_column(Sealed("identifier.value"))
    value_index: Mapped[bytes] = mapped_column(BlindIndex("identifier.value"), index=True)
    valid_from: Mapped[date | None]  # None: nobody has said since when
    valid_until: Mapped[date | None] = mapped_column(index=True)  # first day it is no longer valid
    holder: Mapped[str | None] = mapped_column(Sealed("identifier.holder"))  # of an account, as the bank knows the name
    paper: Mapped[str | None]  # what it was read from
    checked_on: Mapped[date | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    checked_by: Mapped[User | None] = relationship()

    @property
    def period(self) -> OpenPeriod:
        """When it is valid."""
        return OpenPeriod(self.valid_from, self.valid_until)

    @property
    def last_day(self) -> date | None:
        """The day that the paper says it is valid until."""
        return self.valid_until - DAY if self.valid_until else None
