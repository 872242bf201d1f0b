"""`stegi backup` and `stegi restore` from outside, on both databases and from one to the other."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.db import prepare_engine
from core.sealed import matches
from housing.models import Landlord
from subsidies.models import Account, LedgerEntry, LedgerTransaction
from tests.support import postgres, rows
from tests.support.backups import PHONE, content, stegi
from tests.support.rows import TODAY


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path, postgres_server: Path) -> Iterator[str]:
    """A database with nothing in it, of the same kind and of the other."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'other.sqlite'}"
    else:
        with postgres.database(postgres_server, f"other_{uuid4().hex}") as url:
            yield url


def test_everything_is_restored_row_by_row(filled: str, backup: Path, other_url: str):
    result = stegi(other_url, "restore", backup, "--json")
    assert (result.exit_code, json.loads(result.stdout)["rows"] > 0) == (0, True)
    assert without_audit(other_url) == without_audit(filled)
    assert {"landlord", "household", "audit_head"} <= {name for name, lines in content(other_url).items() if lines[1:]}


def without_audit(url: str) -> dict[str, list[bytes]]:
    """The restore itself is written down."""
    return {name: lines for name, lines in content(url).items() if not name.startswith("audit_")}


def test_what_an_older_backup_lacks_is_laid_down_when_it_is_restored(
    database_url: str, session: Session, tmp_path: Path, other_url: str
):
    rows.add_centre(session)
    session.commit()
    assert stegi(database_url, "backup", tmp_path / "old.stegi").exit_code == 0
    assert stegi(other_url, "restore", tmp_path / "old.stegi").exit_code == 0
    schemes = [
        len(content(url)["scheme_version"][1:]) for url in (database_url, other_url)
    ]  # below their columns' names
    assert schemes == [0, 3]


def test_what_is_restored_lives_on(backup: Path, other_url: str):
    """Sealed values open, new rows get free numbers, and what may not change is watched again."""
    stegi(other_url, "restore", backup)
    engine = create_engine(other_url)
    prepare_engine(engine)
    with Session(engine) as session:
        landlord = session.scalars(select(Landlord).where(matches(Landlord.phone_index, PHONE))).one()
        assert landlord.phone == PHONE
        rows.add_household(session, rows.add_centre(session, "chania"))
        session.flush()
        with pytest.raises(DBAPIError, match="audit_head"):
            session.execute(text("DELETE FROM audit_head"))
    engine.dispose()


def test_a_database_that_holds_rows_is_left_alone_unless_told(filled: str, backup: Path, session: Session):
    session.execute(text("UPDATE household SET name = 'Changed'"))
    session.commit()
    before = content(filled)
    refused = stegi(filled, "restore", backup)
    assert (refused.exit_code, "--replace" in refused.stderr) == (2, True)
    assert content(filled) == before
    assert stegi(filled, "restore", backup, "--replace").exit_code == 0
    assert content(filled) != before


def test_a_copy_made_while_others_write_is_of_one_moment(filled: str, tmp_path: Path, other_url: str):
    stop, wrote = Event(), Event()
    writer = Thread(target=_write_ledger, args=(filled, stop, wrote))
    writer.start()
    try:
        assert wrote.wait(20)
        copies = [tmp_path / f"{number}.stegi" for number in range(3)]
        assert [stegi(filled, "backup", copy).exit_code for copy in copies] == [0, 0, 0]
    finally:
        stop.set()
        writer.join()
    for copy in copies:
        assert stegi(other_url, "restore", copy, "--replace").exit_code == 0
        engine = create_engine(other_url)
        with engine.connect() as connection:
            [transactions] = connection.execute(text("SELECT count(*) FROM ledger_transaction")).one()
            entries, total = connection.execute(text("SELECT count(*), sum(amount) FROM ledger_entry")).one()
        engine.dispose()
        assert transactions > 0
        assert (entries, total) == (2 * transactions, 0)


def _write_ledger(url: str, stop: Event, wrote: Event) -> None:
    """One balanced transaction after the other, each committed by itself."""
    engine = create_engine(url)
    prepare_engine(engine)
    number = 0
    while not stop.wait(0.01):  # a hundred a second: enough to come between, and not too many to be restored
        number += 1
        with engine.begin() as connection:
            connection.execute(insert(LedgerTransaction.__table__), {"id": number, "dated": TODAY, "memo": "test"})
            sums = ((Account.BANK, number), (Account.PAYABLE, -number))
            values = [{"transaction_id": number, "account": account, "amount": Decimal(n)} for account, n in sums]
            connection.execute(insert(LedgerEntry.__table__), values)
        wrote.set()
    engine.dispose()
