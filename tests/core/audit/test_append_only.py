"""What was written down is neither changed nor removed: the database itself refuses, whoever asks."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.audit import record
from core.db import prepare_engine
from subsidies.models import Account
from subsidies.services.ledger import move, post
from tests.support.leases import add_lease
from tests.support.rows import TODAY, add_centre

# Each table whose rows are written once, and a column that somebody might want to change.
WRITTEN_ONCE = {"audit_event": "action", "audit_value": "data", "ledger_transaction": "memo", "ledger_entry": "account"}


@pytest.fixture
def connection(session: Session, database_url: str) -> Iterator[Connection]:
    """Beside a database in which each of the tables has rows."""
    lease = add_lease(session, add_centre(session))
    post(session, TODAY, "a move", *move(Decimal("1.00"), debit=Account.BUDGET, credit=Account.BANK))
    record(session, "prepare", lease, actor=None)
    session.commit()
    engine = create_engine(database_url)
    prepare_engine(engine)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def refused(connection: Connection, statement: str) -> bool:
    """Whether the database refuses, with words of ours."""
    with pytest.raises(DBAPIError) as refusal:
        connection.execute(text(statement))
    connection.rollback()
    return "is append-only" in str(refusal.value.orig)


@pytest.mark.parametrize(("table", "column"), WRITTEN_ONCE.items())
def test_what_is_written_once_is_neither_changed_nor_removed(connection: Connection, table: str, column: str):
    assert refused(connection, f"UPDATE {table} SET {column} = {column}")
    assert refused(connection, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", [*WRITTEN_ONCE, "audit_head", "person_key"])
def test_postgresql_refuses_to_empty_a_table(connection: Connection, table: str):
    if connection.dialect.name == "postgresql":
        assert refused(connection, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("table", [*WRITTEN_ONCE, "audit_head", "person_key"])
def test_sqlite_refuses_to_write_over_a_row(connection: Connection, table: str):
    if connection.dialect.name == "sqlite":
        assert refused(connection, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DELETE FROM audit_head", id="removed"),
        pytest.param("UPDATE audit_head SET position = position - 1", id="moved-back"),
        pytest.param("UPDATE audit_head SET hash = previous_hash FROM audit_event", id="another-hash"),
    ],
)
def test_the_end_of_the_chain_only_moves_on(connection: Connection, statement: str):
    assert refused(connection, statement)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("DELETE FROM person_key", id="removed"),
        pytest.param("UPDATE person_key SET row_id = row_id + 1000", id="given-to-another"),
        pytest.param("UPDATE person_key SET kind = 'user'", id="of-another-kind"),
    ],
)
def test_a_persons_key_stays_the_persons_own(connection: Connection, statement: str):
    assert refused(connection, statement)


def test_an_erased_key_does_not_come_back(connection: Connection):
    connection.execute(text("CREATE TEMPORARY TABLE kept AS SELECT id, key FROM person_key"))
    connection.execute(text("UPDATE person_key SET key = NULL, erased_at = '2026-11-23 08:00:00+00:00'"))
    connection.commit()
    assert refused(
        connection, "UPDATE person_key SET erased_at = NULL, key = (SELECT key FROM kept WHERE kept.id = person_key.id)"
    )
