"""Papers of a lease, and of a landlord."""

from typing import Self

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.permissions import Permission
from core.documents.models import Document
from core.structure import Centre
from housing.models.landlord import Landlord
from housing.models.lease import Lease
from people.models import HouseholdDocument


class LeaseDocument(HouseholdDocument):
    """A document of one lease, and so of its household too."""

    __tablename__ = "lease_document"
    __mapper_args__ = {"polymorphic_identity": "lease"}
    asks_to_open = Permission.VIEW_LEASES
    asks_to_change = Permission.EDIT_LEASES

    id: Mapped[int] = mapped_column(ForeignKey("household_document.id"), primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("lease.id"), index=True)

    lease: Mapped[Lease] = relationship()

    @classmethod
    def of(cls, lease: Lease) -> Self:
        """A new document of the lease, still without a file."""
        return cls(household=lease.household, lease=lease)

    def successor(self) -> Self:
        """A new document of the same lease."""
        return self.of(self.lease)


class LandlordDocument(Document):
    """A document of one landlord, kept by one centre."""

    __tablename__ = "landlord_document"
    __mapper_args__ = {"polymorphic_identity": "landlord"}
    asks_to_open = Permission.VIEW_LISTINGS
    asks_to_change = Permission.EDIT_LISTINGS

    id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    landlord_id: Mapped[int] = mapped_column(ForeignKey("landlord.id"), index=True)
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)

    landlord: Mapped[Landlord] = relationship()
    kept_by: Mapped[Centre] = relationship()

    @property
    def person(self) -> Landlord:
        """Whose paper it is."""
        return self.landlord

    @property
    def centre_id(self) -> int:
        """The centre that keeps it: the landlord belongs to all."""
        return self.kept_by_id

    def successor(self) -> Self:
        """A new document of the same landlord, at the same centre."""
        return type(self)(landlord=self.landlord, kept_by=self.kept_by)
