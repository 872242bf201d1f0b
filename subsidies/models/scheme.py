"""Versions of subsidy schemes."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base


class VersionStatus(StrEnum):
    """Where a version of a scheme stands."""

    PROPOSED = "proposed"  # waits for the approval of another person
    APPROVED = "approved"
    RETURNED = "returned"  # not approved; another may be proposed
    WITHDRAWN = "withdrawn"  # by who proposed it


_WAITING = text("status = 'proposed'")


class SchemeVersion(Base):
    """One version of a scheme: its whole TOML text, which never changes. Awards name the version they rest on.

    What comes with the service is version 1; nobody proposed it. The database lets a version change but once, when
    it is decided; who proposed it and when stays.
    """

    __tablename__ = "scheme_version"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        CheckConstraint("(decided_by_id = prepared_by_id) = (status = 'withdrawn')", name="two_persons"),
        CheckConstraint("(decided_by_id IS NULL) = (status = 'proposed' OR prepared_by_id IS NULL)",
                        name="decided_by_somebody"),
        CheckConstraint("prepared_by_id IS NOT NULL OR (status = 'approved' AND version = 1)", name="shipped_is_first"),
        Index("uq_scheme_version_waiting_key", "key", unique=True, sqlite_where=_WAITING, postgresql_where=_WAITING),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]  # of the text in UTF-8
    status: Mapped[VersionStatus]
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who proposed it
    prepared_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who approved, returned or withdrew it
    decided_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)

    prepared_by: Mapped[User | None] = relationship(foreign_keys=[prepared_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
