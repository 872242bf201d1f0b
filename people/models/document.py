"""Papers of a household."""

from typing import Self

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.permissions import Permission
from core.documents.models import Document
from people.models.household import Household


class HouseholdDocument(Document):
    """A document of one household."""

    __tablename__ = "household_document"
    __mapper_args__ = {"polymorphic_identity": "household"}
    asks_to_open = Permission.VIEW_HOUSEHOLDS
    asks_to_change = Permission.EDIT_HOUSEHOLDS

    id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)

    household: Mapped[Household] = relationship()

    @property
    def person(self) -> Household:
        """The household, whatever of it the document belongs to."""
        return self.household

    @property
    def centre_id(self) -> int:
        """The household's centre."""
        return self.household.centre_id

    def successor(self) -> Self:
        """A new document of the same household."""
        return type(self)(household=self.household)
