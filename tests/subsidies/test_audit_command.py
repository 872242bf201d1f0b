"""`stegi audit verify`: 0 when the audit and the ledger are whole, 1 with the first broken entry."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from cli import main
from core.audit import record
from core.audit.verifying import end_of
from subsidies.models import Account, LedgerEntry
from subsidies.services.ledger import move, post
from tests.support.rows import TODAY, add_centre, add_household

Verify = Callable[..., Result]


@pytest.fixture
def verify(database_url: str, session: Session, monkeypatch: pytest.MonkeyPatch) -> Verify:
    household = add_household(session, add_centre(session))
    post(session, TODAY, "a move", *move(Decimal("1.00"), debit=Account.BUDGET, credit=Account.BANK))
    record(session, "add-household", household, actor=None)
    session.commit()
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    return lambda *options: CliRunner().invoke(main, ["audit", "verify", *options])


def forge(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET session_replication_role = replica"))
    else:
        session.execute(text("DROP TRIGGER audit_event_no_update"))
    session.execute(text("UPDATE audit_event SET action = 'delete-household'"))
    session.commit()


def test_a_whole_audit_says_where_it_ends(verify: Verify, session: Session):
    done = verify()
    assert done.exit_code == 0
    assert f"The audit is whole: 1 entries, up to {end_of(session)}" in done.stdout
    assert "The ledger is whole: 1 transactions" in done.stdout
    assert verify("--noted", str(end_of(session))).exit_code == 0


def test_a_broken_entry_is_named(verify: Verify, session: Session):
    forge(session)
    done = verify()
    assert done.exit_code == 1
    assert "Entry 1 is not as it was written." in done.stdout


def test_json_says_the_same_for_machines(verify: Verify, session: Session):
    forge(session)
    done = verify("--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "entries": 1,
        "end": str(end_of(session)),
        "broken": {"entry": 1, "message": "Entry 1 is not as it was written."},
        "transactions": 1,
        "unbalanced": [],
    }


def test_a_transaction_that_does_not_balance_is_named(verify: Verify, session: Session):
    leg = {"transaction_id": 1, "account": Account.BANK, "amount": Decimal("0.01")}
    session.connection().execute(insert(LedgerEntry.__table__).values(leg))
    session.commit()
    done = verify()
    assert done.exit_code == 1
    assert "Transaction 1 of the ledger does not balance." in done.stdout


@pytest.mark.parametrize("noted", ["7", "x:y", "1:" + "0" * 63])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_end_that_is_none_is_refused(verify: Verify, noted: str):
    assert verify("--noted", noted).exit_code == 2


def test_looking_holds_no_writer_up(verify: Verify, session: Session):
    add_centre(session, "chania")
    session.flush()  # on SQLite this session holds the only write lock
    assert verify().exit_code == 0
