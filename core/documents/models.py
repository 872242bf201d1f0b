"""Documents: what was brought, by whom, when. Never edited: what replaces one, or takes it back, is a new row."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.auth.permissions import Permission
from core.db import Base
from core.sealed import Sealed


class DocumentKind(StrEnum):
    """What kind of paper it is."""

    IDENTITY = "identity"
    PERMIT = "permit"
    TAX = "tax"
    BANK_LETTER = "bank-letter"
    LEASE = "lease"
    DECLARATION = "declaration"
    LETTER = "letter"  # made by us
    OTHER = "other"


class Document(Base):
    """A file and what it is. Each package derives its own kind of document, which says what it belongs to.

    The content lies in the file store, sealed, under an address that tells nothing about it: a keyed hash.
    """

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("size > 0", name="size_positive"),)
    __mapper_args__ = {"polymorphic_on": "belongs_to", "polymorphic_abstract": True}
    __audit_person__ = "person"

    # What somebody must be allowed to do where the row lies, to open the document, and to replace or withdraw it.
    asks_to_open: ClassVar[Permission]
    asks_to_change: ClassVar[Permission]

    id: Mapped[int] = mapped_column(primary_key=True)
    belongs_to: Mapped[str]  # the table that says to whom
    kind: Mapped[DocumentKind]
    name: Mapped[str] = mapped_column(Sealed("document.name"))
    media_type: Mapped[str]
    size: Mapped[int]  # bytes
    address: Mapped[str] = mapped_column(index=True)  # in the file store
    thumbnail_address: Mapped[str | None] = mapped_column(index=True)  # there too, of a picture
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # None: a household or the service itself
    added_at: Mapped[datetime]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)

    added_by: Mapped[User | None] = relationship()
    withdrawal: Mapped["DocumentWithdrawal | None"] = relationship(back_populates="document")

    @property
    def person(self) -> Base | None:
        """Whom it is about, if that is known."""
        raise NotImplementedError

    @property
    def centre_id(self) -> int:
        """The centre of the row it belongs to, which decides who may open it."""
        raise NotImplementedError

    def successor(self) -> Self:
        """A new document for the same row, still without a file."""
        raise NotImplementedError


class DocumentWithdrawal(Base):
    """A document that should not have been kept: nobody opens it again, and its content goes."""

    __tablename__ = "document_withdrawal"
    __audit_person__ = "document.person"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), primary_key=True)
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime]

    document: Mapped[Document] = relationship(back_populates="withdrawal")
    withdrawn_by: Mapped[User] = relationship()
