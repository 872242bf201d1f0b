"""Those who let."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Landlord(Base):
    """A person or organisation that lets flats."""

    __tablename__ = "landlord"
    __audit_person__ = "self"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(index=True)  # E.164
    email: Mapped[str | None]
    afm: Mapped[str | None]  # Greek tax number
    iban: Mapped[str | None]  # must be in the landlord's own name: law 5222/2025, art. 210
    created_at: Mapped[datetime]
