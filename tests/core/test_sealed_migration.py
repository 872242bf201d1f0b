"""What stood in clear is sealed by the migration, comes back by its way back, and leaves no trace in the files."""

import json

import pytest
from sqlalchemy import Row, create_engine

from core import migrate
from core.crypto import CannotOpen, KeyRing, new_key
from core.db import prepare_engine
from core.sealed import install_keys, keys
from tests.support.databases import BARE
from tests.support.files import database_bytes

pytestmark = pytest.mark.parametrize("database_url", BARE, indirect=True)

BEFORE, AFTER = "0006", "0007"
AT = "'2026-11-22 08:00:00'"
ROWS = (
    "INSERT INTO centre VALUES (1, 'heraklion', 'Ηράκλειο', 'Heraklion', 35.3, 25.1)",
    "INSERT INTO household (id, reference, name, language, centre_id, single_parent, phone, account_holder, iban,"
    " created_at) VALUES (1, 'N-0001', 'Haddad', 'ar', 1, false, '+306940000001', 'Yousef Haddad', 'GR16011012500000',"
    f" {AT}), (2, 'N-0002', 'Diallo', 'fr', 1, false, NULL, NULL, NULL, {AT})",
    "INSERT INTO landlord (id, name, phone, email, afm, iban, created_at) VALUES"
    f" (1, 'Lydaki', '+302810990001', 'lydaki@example.org', '123456783', 'GR8499900000', {AT}),"
    f" (2, '+302810990002', '+302810990002', NULL, NULL, NULL, {AT}),"
    f" (3, 'ask@example.org', NULL, 'ask@example.org', NULL, NULL, {AT})",
    "INSERT INTO dwelling (id, address, area, city, postal_code, place_precision)"
    " VALUES (1, 'Efesou 7', 'Poros', 'Heraklion', '71306', 'pin')",
    "INSERT INTO listing (id, dwelling_id, landlord_id, centre_id, status, title, description, monthly_rent, source,"
    " further, created_at) VALUES (1, 1, 1, 1, 'candidate', 'Flat', 'Call +302810990003', 45000, 'portal',"
    f""" '{{"mobile": "+306940000004", "στάθμευση": "ναι"}}', {AT})""",
)
SECRETS = ("+306940000001", "Yousef", "GR16011012500000", "lydaki@", "123456783", "+302810990002", "ask@example",
           "+302810990003", "+306940000004")  # fmt: skip


def rows(url: str, query: str) -> list[Row]:
    engine = create_engine(url)
    prepare_engine(engine)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(query).all()
    engine.dispose()
    return list(found)


@pytest.fixture
def url(database_url: str) -> str:
    """A database as it was before, with rows in it."""
    migrate.upgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    prepare_engine(engine)
    with engine.begin() as connection:
        for statement in ROWS:
            connection.exec_driver_sql(statement)
    engine.dispose()
    return database_url


def test_values_are_sealed_and_their_indexes_set(url: str):
    migrate.upgrade(url, AFTER)
    [(phone, index, iban), nothing] = rows(url, "SELECT phone, phone_index, iban FROM household ORDER BY id")
    assert keys().open(phone, "household.phone") == b"+306940000001"
    assert keys().open(iban, "household.iban") == b"GR16011012500000"
    assert index == keys().index("+306940000001", "household.phone")
    assert tuple(nothing) == (None, None, None)
    [(description, further)] = rows(url, "SELECT description, further FROM listing")
    assert keys().open(description, "listing.description") == b"Call +302810990003"
    assert json.loads(keys().open(further, "listing.further")) == {"mobile": "+306940000004", "στάθμευση": "ναι"}


def test_nobody_is_called_by_a_number_or_an_address(url: str):
    migrate.upgrade(url, AFTER)
    assert rows(url, "SELECT name FROM landlord ORDER BY id") == [("Lydaki",), ("",), ("",)]


def test_the_way_back_opens_everything_again(url: str):
    tables = ("household", "landlord", "listing")
    query = "SELECT {0}.* FROM {0} ORDER BY id"
    columns = {table: sorted(rows(url, query.format(table))[0]._fields) for table in tables}
    before = {table: [row._asdict() for row in rows(url, query.format(table))] for table in tables}
    migrate.upgrade(url, AFTER)
    migrate.downgrade(url, BEFORE)
    assert {table: sorted(rows(url, query.format(table))[0]._fields) for table in tables} == columns
    assert {table: [row._asdict() for row in rows(url, query.format(table))] for table in tables} == before


def test_no_trace_stays_in_the_files(url: str):
    def traces() -> list[str]:
        content = database_bytes(url)
        return [secret for secret in SECRETS if secret.encode() in content]

    assert traces() == list(SECRETS)
    migrate.upgrade(url, AFTER)
    assert traces() == []


def test_under_other_keys_the_way_back_is_refused_and_nothing_is_lost(url: str, own_keys: None):
    migrate.upgrade(url, AFTER)
    sealed = rows(url, "SELECT phone FROM household ORDER BY id")
    install_keys(KeyRing.from_text(f"1:{new_key()}"))
    with pytest.raises(CannotOpen, match=r"^household\.phone: "):
        migrate.downgrade(url, BEFORE)
    assert rows(url, "SELECT phone FROM household ORDER BY id") == sealed
