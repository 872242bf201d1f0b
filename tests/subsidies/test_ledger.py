"""The ledger balances, whatever is posted."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from core.db import Base
from subsidies.models import Account, LedgerEntry, LedgerTransaction
from subsidies.services.ledger import Posting, Unbalanced, balances, find_unbalanced, move, post

DAY = date(2026, 2, 27)
ACCOUNTS = st.sampled_from(Account)
AMOUNTS = st.decimals(min_value="0.01", max_value="100000", places=2)
MOVES = st.tuples(AMOUNTS, ACCOUNTS, ACCOUNTS)


@pytest.mark.parametrize(
    "postings",
    [
        pytest.param((), id="nothing"),
        pytest.param((Posting(Account.BANK, Decimal("0.00")),), id="one-leg"),
        pytest.param(
            (Posting(Account.PAYABLE, Decimal("162.00")), Posting(Account.BANK, Decimal("-161.99"))),
            id="a-cent-short",
        ),
    ],
)
def test_postings_that_do_not_balance_are_not_written(session: Session, postings: tuple[Posting, ...]) -> None:
    with pytest.raises(Unbalanced):
        post(session, DAY, "slip", *postings)
    assert session.query(LedgerTransaction).count() == 0


def test_a_balanced_transaction_moves_its_amount(session: Session) -> None:
    post(session, DAY, "paid", *move(Decimal("162.00"), debit=Account.PAYABLE, credit=Account.BANK))
    assert balances(session)[Account.PAYABLE] == Decimal("162.00")
    assert balances(session)[Account.BANK] == Decimal("-162.00")
    assert balances(session)[Account.BUDGET] == Decimal("0.00")


def test_a_transaction_that_was_tampered_with_is_found(session: Session) -> None:
    post(session, DAY, "sound", *move(Decimal("1.00"), debit=Account.PAYABLE, credit=Account.BANK))
    forged = post(session, DAY, "forged", *move(Decimal("1.00"), debit=Account.PAYABLE, credit=Account.BANK))
    emptied = LedgerTransaction(dated=DAY, memo="emptied")
    session.add(emptied)
    session.add(LedgerEntry(transaction=forged, account=Account.BANK, amount=Decimal("-0.01")))
    session.flush()
    assert find_unbalanced(session) == [forged, emptied]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@given(moves=st.lists(MOVES, max_size=8))
def test_every_account_together_is_always_zero(engine: Engine, moves: list[tuple[Decimal, Account, Account]]) -> None:
    with Session(engine) as session:  # forgotten at the end of each example
        for amount, debit, credit in moves:
            post(session, DAY, "any", *move(amount, debit=debit, credit=credit))
        assert sum(balances(session).values()) == 0
        assert find_unbalanced(session) == []
