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
    SUPERSEDED = "superseded"  # another one took its place


STANDING = (AwardStatus.PREPARED, AwardStatus.APPROVED)


class AwardOrigin(StrEnum):
    """Where the amounts come from."""

    COMPUTED = "computed"  # by the scheme, from the case
    TAKEN_OVER = "taken-over"  # decided before or outside this service: they stay as they were given


class Payee(StrEnum):
    """Whose account the money goes to."""

    HOUSEHOLD = "household"  # pays the rent on by bank and shows the slip: the practice so far
    LANDLORD = "landlord"


_STANDING_FIRST = text("status IN ('prepared', 'approved') AND supersedes_id IS NULL")
_APPROVED, _WAITING = text("status = 'approved'"), text("status = 'prepared'")


class SubsidyAward(Base):
    """A decision to pay towards one lease. Approved awards are superseded, not edited.

    One stands for a lease; beside it waits at most one that is to take its place. What was taken over by a command was
    prepared by nobody of the staff.
    """

    __tablename__ = "subsidy_award"
    __audit_person__ = "lease.household"
    __table_args__ = (
        CheckConstraint("starts_on < ends_on", name="period_not_empty"),
        CheckConstraint("decided_by_id <> prepared_by_id", name="two_persons"),
        CheckConstraint("status = 'superseded' OR (status = 'prepared') = (decided_by_id IS NULL)",
                        name="decided_by_somebody"),
        CheckConstraint("(origin = 'taken-over') = (source IS NOT NULL)", name="taken_over_from_somewhere"),
        CheckConstraint("prepared_by_id IS NOT NULL OR origin = 'taken-over'", name="prepared_by_somebody"),
        Index("uq_subsidy_award_standing_lease", "lease_id", unique=True, sqlite_where=_STANDING_FIRST,
              postgresql_where=_STANDING_FIRST),
        Index("uq_subsidy_award_approved_lease", "lease_id", unique=True, sqlite_where=_APPROVED,
              postgresql_where=_APPROVED),
        Index("uq_subsidy_award_waiting_lease", "lease_id", unique=True, sqlite_where=_WAITING,
              postgresql_where=_WAITING),
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
    origin: Mapped[AwardOrigin] = mapped_column(default=AwardOrigin.COMPUTED)
    source: Mapped[str | None]  # where the amounts were taken over from
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_award.id"), index=True)
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    prepared_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))  # who approved or returned it
    decided_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)

    lease: Mapped[Lease] = relationship()
    scheme_version: Mapped[SchemeVersion] = relationship()
    supersedes: Mapped["SubsidyAward | None"] = relationship(remote_side=[id])
    prepared_by: Mapped[User | None] = relationship(foreign_keys=[prepared_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    instalments: Mapped[list["Instalment"]] = relationship(
        back_populates="award", order_by="Instalment.month, Instalment.kind.desc(), Instalment.id"
    )

    @property
    def slots(self) -> set[tuple[str, date]]:
        """What it is for."""
        return {instalment.slot for instalment in self.instalments}

    @property
    def total(self) -> Decimal:
        """Everything the award makes due."""
        return total(instalment.amount for instalment in self.instalments)

    @property
    def to_pay(self) -> list["Instalment"]:
        """What runs of payments are to pay or have paid: not what was paid before, elsewhere."""
        return [instalment for instalment in self.instalments if not instalment.is_paid_elsewhere]

    @property
    def total_to_pay(self) -> Decimal:
        """The sum of it."""
        return total(instalment.amount for instalment in self.to_pay)

    @property
    def total_paid_elsewhere(self) -> Decimal:
        """The sum of what is not to be paid from here."""
        return self.total - self.total_to_pay

    @property
    def is_taken_over(self) -> bool:
        """Whether its amounts stay as they were given, whatever the scheme would bring."""
        return self.origin is AwardOrigin.TAKEN_OVER

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
        CheckConstraint("(paid_elsewhere_on IS NULL) = (paid_elsewhere_source IS NULL)",
                        name="paid_elsewhere_by_somebody"),
    )  # fmt: skip

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
    paid_elsewhere_on: Mapped[date | None]  # before or outside this service: no run pays it once more
    paid_elsewhere_source: Mapped[str | None]  # who says so

    award: Mapped[SubsidyAward] = relationship(back_populates="instalments")

    @property
    def slot(self) -> tuple[str, date]:
        """What it is for."""
        return self.kind, self.month

    @property
    def is_paid_elsewhere(self) -> bool:
        """Whether the household has its money, though no run of payments paid it."""
        return self.paid_elsewhere_on is not None

    @property
    def outlasts_lease(self) -> bool:
        """Whether some of its days come after the end of a lease that was cut short: then no run pays it."""
        end = self.award.lease.cut_short_on
        return end is not None and (self.end_day or self.month + DAY) > end

    @property
    def sentences(self) -> list[Sentence]:
        """How the amount came about."""
        return [Sentence.from_json(stored) for stored in self.because]

    @property
    def factors(self) -> list[tuple[Decimal, int, int]]:
        """The amount for a whole month, days, and the days they are divided by; several when the month changed."""
        return [(Decimal(part["monthly"]), part["days"], part["of"]) for part in self.parts]
