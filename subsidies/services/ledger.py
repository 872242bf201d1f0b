"""The ledger: every step of the money is a set of entries that sums to zero, written once and never changed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.money import ZERO, total
from subsidies.models import Account, LedgerEntry, LedgerTransaction


class Unbalanced(Exception):
    """Postings that do not sum to zero: a fault of the program, never of a person."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One leg: debits are positive."""

    account: Account
    amount: Decimal


def move(amount: Decimal, *, debit: Account, credit: Account) -> tuple[Posting, Posting]:
    """The two legs that bring an amount from one account to another."""
    return Posting(debit, amount), Posting(credit, -amount)


def post(
    session: Session,
    dated: date,
    memo: str,
    *postings: Posting,
    award_id: int | None = None,
    payment_id: int | None = None,
) -> LedgerTransaction:
    """Append one balanced transaction. Corrections are new transactions, never updates.

    Raises Unbalanced unless there are two postings or more and they sum to zero.
    """
    residual = total(posting.amount for posting in postings)
    if residual or len(postings) < 2:
        raise Unbalanced(f"{memo}: {len(postings)} postings leave {residual}, expected 0")
    entries = [LedgerEntry(account=posting.account, amount=posting.amount) for posting in postings]
    transaction = LedgerTransaction(dated=dated, memo=memo, award_id=award_id, payment_id=payment_id, entries=entries)
    session.add(transaction)
    session.flush()
    return transaction


def balances(session: Session) -> dict[Account, Decimal]:
    """What stands on each account."""
    query = select(LedgerEntry.account, func.sum(LedgerEntry.amount)).group_by(LedgerEntry.account)
    return dict.fromkeys(Account, ZERO) | dict(session.execute(query).all())


def count_transactions(session: Session) -> int:
    """How many there are."""
    return session.scalar(select(func.count(LedgerTransaction.id))) or 0


def find_unbalanced(session: Session) -> list[LedgerTransaction]:
    """The transactions that are not whole, the oldest first; none in a sound ledger."""
    query = (
        select(LedgerTransaction)
        .outerjoin(LedgerTransaction.entries)
        .group_by(LedgerTransaction.id)
        .having((func.sum(LedgerEntry.amount) != ZERO) | (func.count(LedgerEntry.id) < 2))
        .order_by(LedgerTransaction.id)
    )
    return list(session.scalars(query))
