"""Reports of discrimination, and what was done about them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from core.structure import Centre
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from housing.models.talk import LandlordTalk


class DiscriminationReport(Base):
    """Somebody was turned away for who they are, by a landlord or in an advert. For the staff alone.

    It names no household: it is there to show how often it happens, and no household ever sees one.
    """

    __tablename__ = "discrimination_report"
    __audit_person__ = "landlord"
    __table_args__ = (CheckConstraint("landlord_id IS NOT NULL OR listing_id IS NOT NULL", name="of_somebody"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)  # the office that reports
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlord.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    talk_id: Mapped[int | None] = mapped_column(ForeignKey("landlord_talk.id"), index=True)  # in which it was said
    happened_on: Mapped[date]
    ground: Mapped[Ground]
    evidence: Mapped[Evidence]
    refused_by: Mapped[Refuser | None]  # None: nobody has asked
    words: Mapped[str] = mapped_column(Sealed("discrimination_report.words"))  # what was said or stands there
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    centre: Mapped[Centre] = relationship()
    landlord: Mapped[Landlord | None] = relationship()
    listing: Mapped[Listing | None] = relationship()
    talk: Mapped[LandlordTalk | None] = relationship()
    author: Mapped[User] = relationship()
    steps: Mapped[list["DiscriminationStep"]] = relationship(
        back_populates="report", order_by="DiscriminationStep.done_on, DiscriminationStep.id"
    )


class DiscriminationStep(Base):
    """Something that was done about a report. Never changed: what comes of it later is a step of its own."""

    __tablename__ = "discrimination_step"
    __audit_person__ = "report.landlord"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("discrimination_report.id"), index=True)
    response: Mapped[Response]
    done_on: Mapped[date]
    result: Mapped[Result]
    note: Mapped[str | None] = mapped_column(Sealed("discrimination_step.note"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    report: Mapped[DiscriminationReport] = relationship(back_populates="steps")
    author: Mapped[User] = relationship()
