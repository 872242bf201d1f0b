"""Papers of a lease."""

from typing import Self

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.permissions import Permission
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
