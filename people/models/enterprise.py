"""Enterprises: organisations that the programme has to do with."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import BlindIndex, Sealed
from core.structure import Centre


class EnterpriseKind(StrEnum):
    """What it is to us."""

    EMPLOYER = "employer"
    LETTING = "letting"  # a landlord's company or an agency
    SERVICE = "service"  # a public service, a clinic, a school
    PARTNER = "partner"
    OTHER = "other"


class Enterprise(Base):
    """A company, service or association, known to one centre."""

    __tablename__ = "enterprise"
    __audit_person__ = "self"  # its contacts are often those of one person
    __table_args__ = (CheckConstraint("(afm IS NULL) = (afm_index IS NULL)", name="afm_indexed"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[EnterpriseKind]
    afm: Mapped[str | None] = mapped_column(Sealed("enterprise.afm"))
    afm_index: Mapped[bytes | None] = mapped_column(BlindIndex("enterprise.afm"), index=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    created_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship()
