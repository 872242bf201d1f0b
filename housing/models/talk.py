"""Talks with landlords."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from housing.reasons.refusals import RefusalReason
from people.models import LogEntry


class LandlordTalk(Base):
    """An entry of the contact log that is about a landlord, perhaps about one flat, and why the answer was no."""

    __tablename__ = "landlord_talk"
    __audit_person__ = "landlord"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id"), unique=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    refusal: Mapped[RefusalReason | None]

    entry: Mapped[LogEntry] = relationship()
    landlord: Mapped[Landlord] = relationship()
    listing: Mapped[Listing | None] = relationship()
