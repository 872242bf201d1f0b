"""What households declare about money: never edited. What is put right is a new row that replaces the one before."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from core.auth.models import User
from core.dates import DAY
from core.db import Money
from core.sealed import Sealed
from people.periods import OpenPeriod


class Per(StrEnum):
    """For how long an amount is: a monthly rent taken for a yearly one is the slip that benefits know best."""

    MONTH = "month"
    YEAR = "year"


class Declared:
    """An amount and the days for which it is said to run; with `paper` whoever wrote it down has seen that paper."""

    id: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[Money]
    per: Mapped[Per]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # first day without it; None: nobody knows of an end
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who put it right or took it back
    superseded_at: Mapped[datetime | None]

    @staticmethod
    def checks() -> tuple[CheckConstraint, ...]:
        """What the table of every declaration holds."""
        return (
            CheckConstraint("amount >= 0", name="amount_not_negative"),
            CheckConstraint("starts_on < ends_on", name="runs_for_a_day"),
            CheckConstraint("(superseded_at IS NULL) = (superseded_by_id IS NULL)", name="superseded_by_somebody"),
        )

    @declared_attr
    def note(cls) -> Mapped[str | None]:
        """Whose work it is from, or which body grants it."""
        return mapped_column(Sealed(f"{cls.__tablename__}.note"))  # type: ignore[attr-defined]

    @declared_attr
    def paper(cls) -> Mapped[str | None]:
        """What was shown as evidence."""
        return mapped_column(Sealed(f"{cls.__tablename__}.paper"))  # type: ignore[attr-defined]

    @declared_attr
    def replaces_id(cls) -> Mapped[int | None]:
        """The row that this one puts right."""
        return mapped_column(ForeignKey(f"{cls.__tablename__}.id"), unique=True)  # type: ignore[attr-defined]

    @declared_attr
    def recorded_by(cls) -> Mapped[User]:
        """Who wrote it down."""
        return relationship(foreign_keys=[cls.recorded_by_id])  # type: ignore[list-item]

    @declared_attr
    def superseded_by(cls) -> Mapped[User | None]:
        """Who put it right or took it back."""
        return relationship(foreign_keys=[cls.superseded_by_id])  # type: ignore[list-item]

    @property
    def period(self) -> OpenPeriod:
        """The days for which it runs."""
        return OpenPeriod(self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date | None:
        """The last day with it."""
        return self.ends_on - DAY if self.ends_on else None
