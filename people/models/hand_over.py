"""Cases that went from one officer to another."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base
from core.sealed import Sealed


class HandOver(Base):
    """What somebody answered for and had promised, given to another in one step, with a word on it.

    What was given is kept by its keys, as it was on that day.
    """

    __tablename__ = "hand_over"
    __audit_person__ = "to_user"
    __audit_hidden__ = frozenset({"note"})
    __table_args__ = (CheckConstraint("from_id <> to_id", name="to_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    note: Mapped[str | None] = mapped_column(Sealed("hand_over.note"))
    household_ids: Mapped[list[int]] = mapped_column(JSON)
    entry_ids: Mapped[list[int]] = mapped_column(JSON)  # of the contact log, whose next steps they are
    handed_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # by whom the cases came to

    from_user: Mapped[User] = relationship(foreign_keys=[from_id])
    to_user: Mapped[User] = relationship(foreign_keys=[to_id])
    by_user: Mapped[User] = relationship(foreign_keys=[by_id])
