"""The levels of the structure. Every period is half-open; without an end it is still running."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import CheckConstraint, Constraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, declared_attr, mapped_column, relationship

from core.dates import DAY
from core.db import Base


class Unit:
    """What every level has: a name in Greek and in Latin letters."""

    name_el: Mapped[str]
    name_en: Mapped[str]

    def name(self, language: str) -> str:
        """The name in Greek or, for any other language, in Latin letters."""
        return self.name_el if language == "el" else self.name_en


class Dated:
    """A period from its first day to the first day after it."""

    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Constraint, ...]:
        return (CheckConstraint("ends_on > starts_on", name="ends_after_its_start"),)

    @property
    def last_day(self) -> date | None:
        """The last day in it, as people say it."""
        return self.ends_on - DAY if self.ends_on else None

    def is_over(self, on: date) -> bool:
        """Whether it has ended by this day."""
        return self.ends_on is not None and self.ends_on <= on

    def is_running(self, on: date) -> bool:
        """Whether the day lies in the period."""
        return self.starts_on <= on and not self.is_over(on)


class Programme(Unit, Dated, Base):
    """What pays, and under whose name everything is done."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)

    projects: Mapped[list["Project"]] = relationship(back_populates="programme", order_by="Project.id")

    @property
    def parts(self) -> Sequence[Dated]:
        """What lies directly below."""
        return self.projects


class Project(Unit, Dated, Base):
    """The programme in one region, carried by several partners."""

    __tablename__ = "project"

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), index=True)

    programme: Mapped[Programme] = relationship(back_populates="projects")
    partners: Mapped[list["Partner"]] = relationship(back_populates="project", order_by="Partner.id")

    @property
    def parts(self) -> Sequence[Dated]:
        """What lies directly below."""
        return self.partners


class Partner(Unit, Dated, Base):
    """An organisation's part in a project; the lead answers for the money of all."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    is_lead: Mapped[bool]

    project: Mapped[Project] = relationship(back_populates="partners")
    operations: Mapped[list["CentreOperation"]] = relationship(
        back_populates="partner", order_by="CentreOperation.starts_on, CentreOperation.id"
    )

    @property
    def parts(self) -> Sequence[Dated]:
        """What lies directly below."""
        return self.operations


class Centre(Unit, Base):
    """An office that serves households and looks for flats around it."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)  # stable name for commands and addresses
    latitude: Mapped[float]
    longitude: Mapped[float]
    phone: Mapped[str | None]  # where its households call, in international form

    operations: Mapped[list["CentreOperation"]] = relationship(
        back_populates="centre", order_by="CentreOperation.starts_on, CentreOperation.id"
    )

    def answering_on(self, on: date) -> "CentreOperation":
        """Whose it is on this day: who began last to run it, or will be the first; as `tree_on` says it."""
        begun = [operation for operation in self.operations if operation.starts_on <= on]
        return begun[-1] if begun else self.operations[0]


class CentreOperation(Dated, Base):
    """A partner runs a centre. The partner may change on a day; the centre and its cases stay."""

    __tablename__ = "centre_operation"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)

    centre: Mapped[Centre] = relationship(back_populates="operations")
    partner: Mapped[Partner] = relationship(back_populates="operations")

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Constraint, ...]:
        return (UniqueConstraint("centre_id", "starts_on"), *super().__table_args__)


def list_centres(session: Session) -> list[Centre]:
    """All centres, the longest here first."""
    return list(session.scalars(select(Centre).order_by(Centre.id)))
