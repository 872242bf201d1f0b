"""The ledger: sets of entries that balance, written once."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base, Money


class Account(StrEnum):
    """Where money stands. A debit is a positive amount."""

    COMMITTED = "committed"  # promised by approved awards, not yet given to the bank
    BUDGET = "budget"  # the other side of what is promised
    SUBSIDY_EXPENSE = "subsidy-expense"
    PAYABLE = "payable"  # given to the bank, not yet confirmed
    BANK = "bank"


class LedgerTransaction(Base):
    """One step's entries; they sum to zero."""

    __tablename__ = "ledger_transaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    dated: Mapped[date] = mapped_column(index=True)
    memo: Mapped[str]
    award_id: Mapped[int | None] = mapped_column(ForeignKey("subsidy_award.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)

    entries: Mapped[list["LedgerEntry"]] = relationship(back_populates="transaction", order_by="LedgerEntry.id")


class LedgerEntry(Base):
    """One leg of a transaction."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    transaction_id: Mapped[int] = mapped_column(ForeignKey("ledger_transaction.id"), index=True)
    account: Mapped[Account] = mapped_column(index=True)
    amount: Mapped[Money]  # debit positive, credit negative

    transaction: Mapped[LedgerTransaction] = relationship(back_populates="entries")
