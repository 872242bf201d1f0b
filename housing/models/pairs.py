"""Adverts and landlords that may be the same."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.pairs.models import Pair
from housing.models.landlord import Landlord
from housing.models.listing import Listing


class ListingPair(Pair):
    """Two adverts that may be about the same flat."""

    __tablename__ = "listing_pair"

    one_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)

    one: Mapped[Listing] = relationship(foreign_keys=[one_id])
    other: Mapped[Listing] = relationship(foreign_keys=[other_id])


class LandlordPair(Pair):
    """Two records that may be about the same landlord."""

    __tablename__ = "landlord_pair"

    one_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)

    one: Mapped[Landlord] = relationship(foreign_keys=[one_id])
    other: Mapped[Landlord] = relationship(foreign_keys=[other_id])
