"""Private feeds: an address with a secret in it, of which only the hash is kept."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base


class Feed:
    """What every kind of feed has; at most one of a reader's is open."""

    __audit_hidden__ = frozenset({"token_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class StaffFeed(Feed, Base):
    """The calendar of somebody of the staff."""

    __tablename__ = "staff_feed"
    __audit_person__ = "user"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)

    user: Mapped[User] = relationship()
