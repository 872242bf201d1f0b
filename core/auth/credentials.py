"""What a person of the staff comes in with, besides the password of the account."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base


class Invitation(Base):
    """A link by which one person sets a password once. Only the hash of its secret is kept."""

    __tablename__ = "invitation"
    __audit_person__ = "user"
    __audit_hidden__ = frozenset({"token_sha256"})

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
