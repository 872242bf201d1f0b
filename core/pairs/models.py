"""Two rows that may be about the same thing, and what somebody said of them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, Constraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from core.auth.models import User
from core.db import Base


class Pair(Base):
    """What all kinds of pairs have. One that nobody spoke about comes and goes with what speaks for it; one of which
    somebody said that the two are not the same stays.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    score: Mapped[int]  # the higher, the more alike
    agree: Mapped[list[str]] = mapped_column(JSON)  # the signs that speak for it, the weightiest first
    differ: Mapped[list[str]] = mapped_column(JSON)
    found_at: Mapped[datetime]
    apart_at: Mapped[datetime | None]  # since when they are known not to be the same
    apart_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)

    if TYPE_CHECKING:  # each kind says of what its pairs are
        one_id: Mapped[int]
        other_id: Mapped[int]
        one: Mapped[Any]
        other: Mapped[Any]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Constraint, ...]:
        return (
            UniqueConstraint("one_id", "other_id"),
            CheckConstraint("one_id < other_id", name="in_order"),
            CheckConstraint("(apart_at IS NULL) = (apart_by_id IS NULL)", name="said_by_somebody"),
        )

    @declared_attr
    def apart_by(self) -> Mapped[User | None]:
        return relationship(User)
