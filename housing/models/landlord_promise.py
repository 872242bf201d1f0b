"""What centres and landlords promise each other."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed
from core.structure import Centre
from housing.models.landlord import Landlord
from housing.models.listing import Listing
from housing.promise_kinds import SIDES, PromiseKind, Side
from housing.states.landlords import PromiseStatus


class LandlordPromise(Base):
    """A centre has promised a landlord something, or a landlord it, perhaps about one flat; the kind says who whom."""

    __tablename__ = "landlord_promise"
    __audit_person__ = "landlord"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (closed_on IS NULL)", name="closed_on_a_day"),
        CheckConstraint("promised_on <= due_on", name="due_after_promised"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)  # that promises, or is promised it
    kind: Mapped[PromiseKind]
    words: Mapped[str] = mapped_column(Sealed("landlord_promise.words"), default="")  # what exactly
    promised_by: Mapped[str] = mapped_column(Sealed("landlord_promise.promised_by"))  # who said it, on either side
    promised_on: Mapped[date]
    due_on: Mapped[date | None]  # last day for it; None: no day was named
    status: Mapped[PromiseStatus] = mapped_column(default=PromiseStatus.OPEN)
    closed_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Sealed("landlord_promise.outcome"), default="")  # what became of it
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime]

    landlord: Mapped[Landlord] = relationship()
    listing: Mapped[Listing | None] = relationship()
    centre: Mapped[Centre] = relationship()
    written_by: Mapped[User] = relationship()

    @property
    def side(self) -> Side:
        """Who has to keep it."""
        return SIDES[self.kind]

    def is_late(self, on: date) -> bool:
        """Whether it is still open after its last day."""
        return self.status is PromiseStatus.OPEN and self.due_on is not None and self.due_on < on
