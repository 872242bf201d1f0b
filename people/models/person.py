"""Persons: known once, wherever and with whom they live."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.findable import SearchKey
from core.sealed import Sealed


class Sex(StrEnum):
    """As the papers say it; asked only where a room or a paper needs it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class ProtectionStatus(StrEnum):
    """On what ground somebody may stay. Sealed wherever it is stored."""

    APPLICANT = "applicant"  # asks for asylum
    REFUGEE = "refugee"
    SUBSIDIARY = "subsidiary"
    TEMPORARY = "temporary"  # displaced people from Ukraine: directive 2001/55/EC
    HUMANITARIAN = "humanitarian"
    OTHER = "other"
    NONE = "none"  # a citizen, or somebody who needs no such ground


class Person(Base):
    """Somebody the programme serves, or who lives with them."""

    __tablename__ = "person"
    __audit_person__ = "self"
    __table_args__ = (CheckConstraint("same_as_id != id", name="same_as_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # as the person writes it, any script
    latin_name: Mapped[str | None]  # as the passport or permit has it
    search_key: Mapped[str] = mapped_column(SearchKey("name", "latin_name"))
    born_on: Mapped[date]
    sex: Mapped[Sex | None]
    nationality: Mapped[str | None]  # ISO 3166-1 alpha-2
    interpreter_language: Mapped[str | None]  # ISO 639 code of the language an interpreter is needed for
    protection_status: Mapped[str | None] = mapped_column(Sealed("person.protection_status"))  # a ProtectionStatus
    created_at: Mapped[datetime]
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)  # whose other record this is
    merge_trace: Mapped[dict[str, list[Any]] | None] = mapped_column(  # to the one that leads, by table and column
        JSON(none_as_null=True)
    )

    same_as: Mapped["Person | None"] = relationship(remote_side=id)
    languages: Mapped[list["PersonLanguage"]] = relationship(
        back_populates="person", cascade="all, delete-orphan", order_by="PersonLanguage.language"
    )

    @property
    def leading(self) -> "Person":
        """The record on which everything hangs: this one, or the one into which it was merged."""
        return self.same_as or self

    @property
    def language_codes(self) -> list[str]:
        """The languages the person speaks."""
        return [spoken.language for spoken in self.languages]

    def age_on(self, day: date) -> int:
        """Full years on a day."""
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))


class PersonLanguage(Base):
    """A language that a person speaks."""

    __tablename__ = "person_language"
    __audit_person__ = "person"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)  # ISO 639 code

    person: Mapped[Person] = relationship(back_populates="languages")
