"""What a database of an earlier version holds is there after its migration, and after the way back."""

import pytest
from sqlalchemy import Connection, Row, create_engine, text

from core import migrate
from tests.support.databases import BARE

pytestmark = pytest.mark.parametrize("database_url", BARE, indirect=True)

BEFORE, AFTER = "0005", "0006"
ROWS = (
    "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude)"
    " VALUES (1, 'heraklion', 'Ηράκλειο', 'Heraklion', 35.3, 25.1)",
    "INSERT INTO household (id, reference, name, language, centre_id, single_parent, created_at)"
    " VALUES (7, 'N-0007', 'Haddad', 'ar', 1, false, '2026-11-23 08:00:00')",
    "INSERT INTO household_member (id, household_id, name, born_on, joined_on, left_on)"
    " VALUES (3, 7, 'Amal', '1990-02-01', NULL, NULL), (5, 7, 'Sami', '2019-05-05', '2020-01-01', '2026-01-01')",
)
MEMBERS = "SELECT id, household_id, name, born_on, joined_on, left_on FROM household_member ORDER BY id"


@pytest.fixture
def old(database_url: str):
    """A database of the version before, with rows."""
    migrate.upgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    with engine.begin() as connection:
        for statement in ROWS:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


def members(connection: Connection) -> list[Row]:
    return list(connection.execute(text(MEMBERS)))


def test_every_member_becomes_a_person_and_the_other_way_round(old, database_url: str):
    with old.connect() as connection:
        before = members(connection)
    migrate.upgrade(database_url, AFTER)
    with old.begin() as connection:
        found = connection.execute(
            text(
                "SELECT m.id, m.household_id, p.name, p.born_on, m.joined_on, m.left_on"
                " FROM household_member m JOIN person p ON p.id = m.person_id ORDER BY m.id"
            )
        )
        assert list(found) == before
        connection.execute(
            text("INSERT INTO person (name, born_on, created_at) VALUES ('Lina', '2020-01-01', '2026-11-23 08:00:00')")
        )
        assert connection.scalar(text("SELECT max(id) FROM person")) == 6  # counted on from the keys that were there
    migrate.downgrade(database_url, BEFORE)
    with old.connect() as connection:
        assert members(connection) == before
