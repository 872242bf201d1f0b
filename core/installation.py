"""What a database is for, so that the demonstration never touches one that holds other data."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Installation(Base):
    """The one row that says whether this database is a demonstration."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    is_demonstration: Mapped[bool]
    created_at: Mapped[datetime]
