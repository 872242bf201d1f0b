"""Telephones and accounts of an earlier version are there after the migration, and after the way back."""

import pytest
from sqlalchemy import Engine, create_engine, text

from core import migrate
from core.sealed import keys
from tests.support.databases import BARE

pytestmark = pytest.mark.parametrize("database_url", BARE, indirect=True)

BEFORE, AFTER = "0012", "0013"
ROWS = (
    "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude)"
    " VALUES (1, 'heraklion', 'Ηράκλειο', 'Heraklion', 35.3, 25.1)",
    "INSERT INTO person (id, name, search_key, born_on, created_at) VALUES"
    " (1, 'Salma', '', '1958-01-01', '2026-11-23 08:00:00'),"
    " (2, 'Yousef Haddad', '', '1985-01-01', '2026-11-23 08:00:00'),"
    " (3, 'Amadou', '', '1999-01-01', '2026-11-23 08:00:00')",
    "INSERT INTO household_member (household_id, person_id) VALUES (7, 1), (7, 2), (8, 3)",
)
HOUSEHOLDS = (
    (7, "+306900000001", "Yousef Haddad", "GR1499900000000000000000001"),
    (8, None, "A. Diallo", "GR8499900000000000000000002"),
    (9, None, None, None),
)
INSERT = (
    "INSERT INTO household (id, reference, name, search_key, language, centre_id, single_parent, created_at,"
    " phone, phone_index, account_holder, iban) VALUES (:id, :id, 'H', '', 'ar', 1, false, '2026-11-23 08:00:00',"
    " :phone, :phone_index, :holder, :iban)"
)


@pytest.fixture
def old(database_url: str):
    """A database of the version before, with rows."""
    migrate.upgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text(ROWS[0]))
        for id_, phone, holder, iban in HOUSEHOLDS:
            values = {
                "phone": seal(phone, "household.phone"),
                "phone_index": keys().index(phone, "household.phone") if phone else None,
                "holder": seal(holder, "household.account_holder"),
                "iban": seal(iban, "household.iban"),
            }
            statement = INSERT.replace(":id, :id", f"{id_}, 'N-{id_}'")
            connection.execute(text(statement), values)
        for statement in ROWS[1:]:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


def seal(value: str | None, place: str) -> bytes | None:
    return keys().seal(value.encode(), place) if value else None


def opened(value: bytes | None, place: str) -> str | None:
    return keys().open(bytes(value), place).decode() if value is not None else None


def households(engine: Engine) -> list[tuple[object, ...]]:
    query = "SELECT id, phone, account_holder, iban FROM household ORDER BY id"
    with engine.connect() as connection:
        return [
            (
                row.id,
                opened(row.phone, "household.phone"),
                opened(row.account_holder, "household.account_holder"),
                opened(row.iban, "household.iban"),
            )
            for row in connection.execute(text(query))
        ]


def test_telephones_and_accounts_move_and_come_back(old: Engine, database_url: str):
    assert households(old) == list(HOUSEHOLDS)
    migrate.upgrade(database_url, AFTER)
    with old.connect() as connection:
        accounts = connection.execute(
            text(
                "SELECT h.id, i.person_id, i.value, i.holder FROM household h"
                " JOIN identifier i ON i.id = h.account_id ORDER BY h.id"
            )
        ).all()
        contacts = connection.execute(text("SELECT household_id, value FROM contact")).all()
    assert [
        (row.id, row.person_id, opened(row.value, "identifier.value"), opened(row.holder, "identifier.holder"))
        for row in accounts
    ] == [(7, 2, HOUSEHOLDS[0][3], HOUSEHOLDS[0][2]), (8, 3, HOUSEHOLDS[1][3], HOUSEHOLDS[1][2])]
    assert [(row.household_id, opened(row.value, "contact.value")) for row in contacts] == [(7, HOUSEHOLDS[0][1])]
    migrate.downgrade(database_url, BEFORE)
    assert households(old) == list(HOUSEHOLDS)
