"""Runs of payments and each transfer in them."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.auth.models import User
from core.db import Base, Money
from core.money import total
from core.sealed import Sealed
from people.models import Household
from subsidies.models.award import Instalment


class BatchStatus(StrEnum):
    """Where a run stands."""

    PREPARED = "prepared"  # waits for the approval of another person
    APPROVED = "approved"  # its bank file can be taken
    RETURNED = "returned"  # not approved; its instalments are free for another run


class PaymentStatus(StrEnum):
    """What became of one transfer."""

    PENDING = "pending"
    PAID = "paid"
    REJECTED = "rejected"  # the bank sent it back, or the run was not approved


class PaymentBatch(Base):
    """A run of payments: prepared by one person, approved by another, then given to the bank."""

    __tablename__ = "payment_batch"
    __table_args__ = (
        CheckConstraint("decided_by_id <> prepared_by_id", name="two_persons"),
        CheckConstraint("(status = 'prepared') = (decided_by_id IS NULL)", name="decided_by_somebody"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    month: Mapped[date]  # its first day
    execution_on: Mapped[date]
    status: Mapped[BatchStatus] = mapped_column(default=BatchStatus.PREPARED)
    prepared_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    prepared_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    return_reason: Mapped[str | None] = mapped_column(Text)
    debtor_name: Mapped[str | None]  # who pays, from which account: as it was at the approval
    debtor_iban: Mapped[str | None]
    debtor_bic: Mapped[str | None]

    prepared_by: Mapped[User] = relationship(foreign_keys=[prepared_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    payments: Mapped[list["Payment"]] = relationship(back_populates="batch", order_by="Payment.id")

    @property
    def is_settled(self) -> bool:
        """Whether the bank has answered for every payment."""
        pending = any(payment.status is PaymentStatus.PENDING for payment in self.payments)
        return self.status is BatchStatus.APPROVED and not pending

    @property
    def total(self) -> Decimal:
        """The sum of its payments."""
        return total(payment.amount for payment in self.payments)


_NOT_REJECTED = text("status <> 'rejected'")


class Payment(Base):
    """One transfer for one instalment. Name and account are as they were when it was prepared."""

    __tablename__ = "payment"
    __audit_person__ = "instalment.award.lease.household"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("uq_payment_live_instalment", "instalment_id", unique=True, sqlite_where=_NOT_REJECTED,
              postgresql_where=_NOT_REJECTED),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("payment_batch.id"), index=True)
    instalment_id: Mapped[int] = mapped_column(ForeignKey("instalment.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)  # end-to-end, comes back with the bank's answer
    amount: Mapped[Money]
    creditor_name: Mapped[str] = mapped_column(Sealed("payment.creditor_name"))
    creditor_iban: Mapped[str] = mapped_column(Sealed("payment.creditor_iban"))
    status: Mapped[PaymentStatus] = mapped_column(default=PaymentStatus.PENDING)
    recorded_on: Mapped[date | None]  # the day the bank paid or sent back
    rejection_reason: Mapped[str | None] = mapped_column(Text)

    batch: Mapped[PaymentBatch] = relationship(back_populates="payments")
    instalment: Mapped[Instalment] = relationship()

    @property
    def household(self) -> Household:
        """Whose rent it is for."""
        return self.instalment.award.lease.household
