"""Versions of subsidy schemes."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class SchemeVersion(Base):
    """One version of a scheme: its whole TOML text. Awards name the version they rest on."""

    __tablename__ = "scheme_version"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str]  # of the text in UTF-8
    stored_at: Mapped[datetime]
