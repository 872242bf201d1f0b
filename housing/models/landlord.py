"""Those who let."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.findable import SearchKey
from core.sealed import BlindIndex, Sealed
from core.structure import Centre


class LandlordKind(StrEnum):
    """What signs the lease."""

    PERSON = "person"
    ORGANISATION = "organisation"  # a company, a municipality, a foundation


class Landlord(Base):
    """A person or organisation that lets flats."""

    __tablename__ = "landlord"
    __audit_person__ = "self"
    __table_args__ = (
        CheckConstraint("(phone IS NULL) = (phone_index IS NULL)", name="phone_indexed"),
        CheckConstraint("(afm IS NULL) = (afm_index IS NULL)", name="afm_indexed"),
        CheckConstraint("(iban IS NULL) = (iban_index IS NULL)", name="iban_indexed"),
        CheckConstraint("same_as_id != id", name="same_as_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # empty while nobody has said it
    search_key: Mapped[str] = mapped_column(SearchKey("name"))
    kind: Mapped[LandlordKind | None]  # None: nobody has asked
    phone: Mapped[str | None] = mapped_column(Sealed("landlord.phone"))  # E.164
    phone_index: Mapped[bytes | None] = mapped_column(BlindIndex("landlord.phone"), index=True)
    email: Mapped[str | None] = mapped_column(Sealed("landlord.email"))
    afm: Mapped[str | None] = mapped_column(Sealed("landlord.afm"))  # Greek tax number
    afm_index: Mapped[bytes | None] = mapped_column(BlindIndex("landlord.afm"), index=True)
    iban: Mapped[str | None] = mapped_column(Sealed("landlord.iban"))  # in its own name: law 5222/2025, art. 210
    iban_index: Mapped[bytes | None] = mapped_column(BlindIndex("landlord.iban"), index=True)
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("landlord.id"), index=True)  # whose other record this is
    merge_trace: Mapped[dict[str, list[int]] | None] = mapped_column(  # to the one that leads, by table and column
        JSON(none_as_null=True)
    )
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)  # that wrote it down
    created_at: Mapped[datetime]

    same_as: Mapped["Landlord | None"] = relationship(remote_side=id)
    kept_by: Mapped[Centre] = relationship()

    @property
    def leading(self) -> "Landlord":
        """The record on which everything hangs: this one, or the one into which it was merged."""
        return self.same_as or self

    @property
    def known_as(self) -> str:
        """The name, or else whatever the landlord is reached by."""
        return self.name or self.phone or self.email or ""
