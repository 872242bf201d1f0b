"""Households and who lives in them, from when to when."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.structure import Centre


class Household(Base):
    """People who live together and are assessed together."""

    __tablename__ = "household"
    __audit_person__ = "self"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)  # "N-0001": said on the telephone instead of a name
    name: Mapped[str]  # as the family calls itself, any script
    language: Mapped[str]  # ISO 639 code of the language it reads
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    single_parent: Mapped[bool] = mapped_column(default=False)
    phone: Mapped[str | None]
    account_holder: Mapped[str | None]  # in Latin or Greek letters, as the bank knows it
    iban: Mapped[str | None]
    created_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship()
    members: Mapped[list["HouseholdMember"]] = relationship(
        back_populates="household",
        cascade="all, delete-orphan",
        order_by="HouseholdMember.born_on, HouseholdMember.id",
    )

    def present_on(self, day: date) -> list["HouseholdMember"]:
        """The members who live in the household on a day, the oldest first."""
        return [member for member in self.members if member.is_present_on(day)]


class HouseholdMember(Base):
    """A person in a household, from the day of joining up to the day before leaving."""

    __tablename__ = "household_member"
    __audit_person__ = "household"
    __table_args__ = (
        CheckConstraint("left_on > joined_on", name="left_after_joined"),
        CheckConstraint("joined_on >= born_on", name="joined_after_birth"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    name: Mapped[str]
    born_on: Mapped[date]
    joined_on: Mapped[date | None]  # None: there from the start
    left_on: Mapped[date | None]  # first day away

    household: Mapped[Household] = relationship(back_populates="members")

    def is_present_on(self, day: date) -> bool:
        """Whether the person lives in the household on the day."""
        return (self.joined_on is None or self.joined_on <= day) and (self.left_on is None or day < self.left_on)

    def age_on(self, day: date) -> int:
        """Whole years on the day; born on 29 February, a person is a year older on 1 March."""
        birthday_is_ahead = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - birthday_is_ahead
