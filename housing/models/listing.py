"""Adverts of homes."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.dates import day_of
from core.db import Base, Money
from core.findable import SearchKey
from core.money import ZERO
from core.sealed import Sealed, SealedJSON
from core.structure import Centre
from housing.home import RentCovers, charges_on_top
from housing.models.dwelling import Dwelling
from housing.models.landlord import Landlord
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.states import CLOSED, ListingStatus


class Listing(Base):
    """A dwelling on offer for a time, as one landlord advertises it."""

    __tablename__ = "listing"
    __audit_person__ = "landlord"
    __table_args__ = (
        CheckConstraint("monthly_rent > 0", name="rent_positive"),
        CheckConstraint("same_as_id != id", name="same_as_another"),
        Index("uq_listing_source_reference", "source", "reference", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dwelling_id: Mapped[int] = mapped_column(ForeignKey("dwelling.id"), index=True)
    landlord_id: Mapped[int | None] = mapped_column(ForeignKey("landlord.id"), index=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)  # the office that works on it
    status: Mapped[ListingStatus] = mapped_column(default=ListingStatus.CANDIDATE, index=True)
    withdrawn_for: Mapped[WithdrawalReason | None]  # while it is withdrawn; None: before it was asked
    closed_on: Mapped[date | None]  # since when it is withdrawn or expired
    title: Mapped[str]
    search_key: Mapped[str] = mapped_column(SearchKey("title"))
    description: Mapped[str] = mapped_column(Sealed("listing.description"), default="")  # may say whom to call
    monthly_rent: Mapped[Money]
    common_charges: Mapped[Money | None]  # a month; on top of the rent, unless it covers them
    rent_covers: Mapped[RentCovers | None]
    deposit: Mapped[Money | None]
    available_from: Mapped[date | None]
    available_until: Mapped[date | None]  # the last day
    winter_only: Mapped[bool | None]
    pets: Mapped[bool | None]  # None: not asked
    source: Mapped[str] = mapped_column(default="")  # the portal, the file, "telephone"
    source_key: Mapped[str] = mapped_column(SearchKey("source"))
    reference: Mapped[str | None]  # the advert's own number at its source; with the source it names the advert
    source_link: Mapped[str | None] = mapped_column(String(2000), index=True)
    further: Mapped[dict[str, str]] = mapped_column(  # what gives no value of its column, as it was written
        SealedJSON("listing.further"), default=dict
    )
    confirmed_on: Mapped[date]  # when somebody last had word that the home is to be had
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id"), index=True)  # of the same flat, and leads
    merge_trace: Mapped[dict[str, list[int]] | None] = mapped_column(  # to the one that leads, by table and column
        JSON(none_as_null=True)
    )
    source_marks: Mapped[dict[str, dict[str, str]] | None] = mapped_column(  # a mark of each field, by source
        JSON(none_as_null=True)
    )
    created_at: Mapped[datetime]

    same_as: Mapped["Listing | None"] = relationship(remote_side=id)
    dwelling: Mapped[Dwelling] = relationship()
    landlord: Mapped[Landlord | None] = relationship()
    centre: Mapped[Centre] = relationship()

    @classmethod
    def of_home(cls, dwelling_id: int) -> Select[int]:
        """A query for the keys of a home's adverts: what is said of one holds of the home."""
        return select(cls.id).where(cls.dwelling_id == dwelling_id)

    def take_to(self, status: ListingStatus, reason: WithdrawalReason | None = None, *, on: date) -> None:
        """Give it a status, with the reason of a withdrawal, and note since when it is closed."""
        self.status, self.withdrawn_for = status, reason
        self.closed_on = on if status in CLOSED else None

    @property
    def charges_on_top(self) -> Decimal | None:
        """The common charges as far as they are paid besides the rent; None is not known."""
        return charges_on_top(self.common_charges, self.rent_covers)

    @property
    def monthly_cost(self) -> Decimal:
        """The rent, and the common charges as far as they are known and come on top."""
        return self.monthly_rent + (self.charges_on_top or ZERO)

    @property
    def added_on(self) -> date:
        """The day on which we first had it."""
        return day_of(self.created_at)

    @property
    def place(self) -> str:
        """Area and city in one line."""
        return ", ".join(part for part in (self.dwelling.area, self.dwelling.city) if part)
