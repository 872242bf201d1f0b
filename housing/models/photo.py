"""Photographs of homes."""

from typing import Self

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.permissions import Permission
from core.documents.models import Document
from core.errors import Refused
from core.text import N_, Sentence
from housing.models.landlord import Landlord
from housing.models.listing import Listing

LONGEST_DESCRIPTION = 200  # letters


class ListingPhoto(Document):
    """A photograph of the home that one advert is about; every advert of the home shows it."""

    __tablename__ = "listing_photo"
    __mapper_args__ = {"polymorphic_identity": "listing-photo"}
    asks_to_open = Permission.VIEW_LISTINGS
    asks_to_change = Permission.EDIT_LISTINGS

    id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    position: Mapped[int]  # among those of the home; the first stands for it
    description: Mapped[str] = mapped_column(String(LONGEST_DESCRIPTION), default="")  # for who does not see it

    listing: Mapped[Listing] = relationship()

    @property
    def person(self) -> Landlord | None:
        """Whose flat it shows."""
        return self.listing.landlord

    @property
    def centre_id(self) -> int:
        """The centre that works on the advert."""
        return self.listing.centre_id

    def successor(self) -> Self:
        """There is none: anything but a photograph might come in its place."""
        raise Refused(Sentence(N_("A photograph is not replaced. Remove it and add another.")))
