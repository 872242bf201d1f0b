"""Households and who belongs to them, from when to when."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.findable import SearchKey
from core.sealed import BlindIndex, Sealed
from core.structure import Centre
from people.joining import Joining, Leaving
from people.models.identifier import Identifier
from people.models.person import Person
from people.periods import OpenPeriod
from people.stages import Stage

_STILL_THERE = text("left_on IS NULL")


class Household(Base):
    """People who live together and are assessed together."""

    __tablename__ = "household"
    __audit_person__ = "self"
    __table_args__ = (CheckConstraint("same_as_id != id", name="same_as_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)  # "N-0001": said on the telephone instead of a name
    name: Mapped[str]  # as the family calls itself, any script
    search_key: Mapped[str] = mapped_column(SearchKey("name"))
    language: Mapped[str]  # ISO 639 code of the language it reads
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    single_parent: Mapped[bool] = mapped_column(default=False)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)  # who answers for it
    account_id: Mapped[int | None] = mapped_column(ForeignKey("identifier.id"))  # whereto a subsidy is paid
    stage: Mapped[Stage] = mapped_column(default=Stage.SEARCHING)  # the last of its history (HouseholdStage)
    created_at: Mapped[datetime]
    same_as_id: Mapped[int | None] = mapped_column(
        ForeignKey("household.id"), index=True
    )  # as which the family is here
    merge_trace: Mapped[dict[str, list[Any]] | None] = mapped_column(  # to the one that leads, by table and column
        JSON(none_as_null=True)
    )

    same_as: Mapped["Household | None"] = relationship(remote_side=id)
    centre: Mapped[Centre] = relationship()
    officer: Mapped[User | None] = relationship()
    account: Mapped[Identifier | None] = relationship()
    members: Mapped[list["HouseholdMember"]] = relationship(
        back_populates="household", cascade="all, delete-orphan", order_by="HouseholdMember.id"
    )
    numbers: Mapped[list["HouseholdNumber"]] = relationship(
        back_populates="household", order_by="HouseholdNumber.source, HouseholdNumber.id"
    )

    @property
    def leading(self) -> "Household":
        """As which the family is here: this one, or the one into which it was merged."""
        return self.same_as or self

    @property
    def latin_name(self) -> str | None:
        """The Latin name of whom the programme speaks with, where one is written down and it is another."""
        latin = self.applicant_first[0].person.latin_name if self.members else None
        return latin if latin != self.name else None

    @property
    def applicant_first(self) -> list["HouseholdMember"]:
        """The same as `oldest_first`, but whom the programme speaks with before the others."""
        return sorted(self.oldest_first, key=lambda member: member.relation is not Relation.APPLICANT)

    @property
    def oldest_first(self) -> list["HouseholdMember"]:
        """Everybody who belongs or belonged to it."""
        return sorted(self.members, key=lambda member: (member.born_on, member.id))

    def present_on(self, day: date) -> list["HouseholdMember"]:
        """The members who live in the household on a day, the oldest first."""
        return [member for member in self.oldest_first if day in member.period]


class HouseholdNumber(Base):
    """The household's number at one source of files, by which a later file from there finds it again."""

    __tablename__ = "household_number"
    __audit_person__ = "household"
    __table_args__ = (UniqueConstraint("source", "value_index"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    source: Mapped[str]  # in small letters
    value: Mapped[str] = mapped_column(Sealed("household_number.value"))
    value_index: Mapped[bytes] = mapped_column(BlindIndex("household_number.value"))
    created_at: Mapped[datetime]

    household: Mapped[Household] = relationship(back_populates="numbers")


class Relation(StrEnum):
    """What a member is to the person with whom the programme speaks first."""

    APPLICANT = "applicant"  # that person
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    OTHER_RELATIVE = "other-relative"
    NOT_RELATED = "not-related"


class HouseholdMember(Base):
    """A person's time in a household, from the day of joining up to the day before leaving.

    A person belongs to one household at a time. The index refuses a second open membership; that closed ones do not
    overlap is seen to by the service, which holds the person's row.
    """

    __tablename__ = "household_member"
    __audit_person__ = "person"
    __table_args__ = (
        CheckConstraint("left_on > joined_on", name="left_after_joined"),
        Index("uq_household_member_open_person", "person_id", unique=True, sqlite_where=_STILL_THERE,
              postgresql_where=_STILL_THERE),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relation: Mapped[Relation | None]
    joined_on: Mapped[date | None]  # None: there from the start
    joined_by: Mapped[Joining | None]
    left_on: Mapped[date | None]  # first day away
    left_by: Mapped[Leaving | None]

    household: Mapped[Household] = relationship(back_populates="members")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @property
    def name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def born_on(self) -> date:
        """The person's day of birth."""
        return self.person.born_on

    @property
    def period(self) -> OpenPeriod:
        """When the person lives in the household."""
        return OpenPeriod(self.joined_on, self.left_on)

    def age_on(self, day: date) -> int:
        """The person's full years on a day."""
        return self.person.age_on(day)
