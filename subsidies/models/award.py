"""Decisions to pay, and what they make due."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.dates import DAY
from core.db import Base, Money
from core.money import total
from core.sealed import SealedJSON
from core.text import Sentence
from housing.models import Lease
from subsidies.models.scheme import SchemeVersion


class AwardStatus(StrEnum):
    """Where a decision stands."""

    PREPARED = "prepared"  # waits for the approval of another person
    APPROVED = "approved"
    RETURNED = "returned"  # not approved; a new one may be prepared


class Payee(StrEnum):
    """Whose account the money goes to."""

    HOUSEHOLD = "household"  # pays the rent on by bank and shows the slip: the practice so far
    LANDLORD = "landlord"


_STANDING = text("status <> 'returned'")


class SubsidyAward(Base):
    """A decision to pay towards one lease. Approved awards are superseded, not edited."""

    __tablename__ = "subsidy_award"
    __audit_person__ = "lease.household"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="period_not_empty"),
        CheckConstraint("decided_by_id <> prepared_by_id", name="two_persons"),
        CheckConstraint("(status = 'prepared') = (decided_by_id IS NULL)", name="decided_by_somebody"),
        Index("uq_subsidy_award_standing_lease", "lease_id", unique=True, sqlite_where=_STANDING,
              postgresql_where=_STANDING),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("lease.id"), index=True)
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    status: Mapped[AwardStatus] = mapped_column(default=AwardStatus.PREPARED, index=True)
    decided_on: Mapped[date]  # the day whose rules apply
    starts_on: Mapped[date]
    ends_on: Mapped[date]  # first day without payment
    payee: Mapped[Payee] = mapped_column(default=Payee.HOUSEHOLD)
    case: Mapped[dict[str, Any]] = mapped_column(SealedJSON("subsidy_award.case"))  # as `stegi quote` reads it
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    prepared_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who approved or returned it
    decided_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)

    lease: Mapped[Lease] = relationship()
    scheme_version: Mapped[SchemeVersion] = relationship()
    prepared_by: Mapped[User] = relationship(foreign_keys=[prepared_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    instalments: Mapped[list["Instalment"]] = relationship(
        back_populates="award", order_by="Instalment.month, Instalment.kind.desc(), Instalment.id"
    )

    @property
    def total(self) -> Decimal:
        """Everything the award makes due."""
        return total(instalment.amount for instalment in self.instalments)

    @property
    def last_day(self) -> date:
        """The last day that is paid for, unless something holds the award up."""
        return self.ends_on - DAY


class Instalment(Base):
    """What an award makes due for one month, with the sentences that say how it came about."""

    __tablename__ = "instalment"
    __audit_person__ = "award.lease.household"
    __table_args__ = (
        UniqueConstraint("award_id", "month", "kind"),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("subsidy_award.id"), index=True)
    kind: Mapped[str]  # monthly, one-off
    month: Mapped[date] = mapped_column(index=True)  # its first day
    first_day: Mapped[date | None]
    end_day: Mapped[date | None]  # the day after the last one paid for
    due_on: Mapped[date]
    amount: Mapped[Money]
    because: Mapped[list[Any]] = mapped_column(JSON)  # sentences, as core.text writes them
    parts: Mapped[list[Any]] = mapped_column(JSON)  # factors of a monthly amount: monthly (euros), days, of

    award: Mapped[SubsidyAward] = relationship(back_populates="instalments")

    @property
    def sentences(self) -> list[Sentence]:
        """How the amount came about."""
        return [Sentence.from_json(stored) for stored in self.because]

    @property
    def factors(self) -> list[tuple[Decimal, int, int]]:
        """The amount for a whole month, days, and the days they are divided by; several when the month changed."""
        return [(Decimal(part["monthly"]), part["days"], part["of"]) for part in self.parts]
