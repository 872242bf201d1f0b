"""What was stored before a migration is found again after it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text

from core import migrate
from tests.support.databases import BARE

pytestmark = pytest.mark.parametrize("database_url", BARE, indirect=True)

USER = (
    'INSERT INTO "user" (id, email, name, active, fs_uniquifier, centre_id, created_at)'
    " VALUES ({id}, 'p{id}@example.org', 'P{id}', true, 'u{id}', {centre}, '2026-03-01 22:30:00+00:00')"
)
USER_OF_TODAY = (
    'INSERT INTO "user" (id, email, name, active, language, fs_uniquifier, created_at)'
    " VALUES (1, 'p@example.org', 'P', true, 'el', 'u', '2026-03-01 22:30:00+00:00')"
)
CENTRE = (
    "INSERT INTO centre (id, key, name_el, name_en, latitude, longitude)"
    " VALUES ({id}, 'c{id}', 'Κέντρο', 'Centre', 35.3, 25.1)"
)
BEFORE_POSTS = (
    CENTRE.format(id=1),
    CENTRE.format(id=2),
    USER.format(id=1, centre=2),
    USER.format(id=2, centre="NULL"),
    "INSERT INTO role (id, name) VALUES (1, 'administrator'), (2, 'housing-officer')",
    "INSERT INTO staff_role (user_id, role_id) VALUES (1, 2), (2, 1), (2, 2)",
)


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_roles_and_centres_of_the_staff_become_posts_and_the_way_back_restores_them(
    database_url: str, connection: Connection
):
    migrate.upgrade(database_url, "0003")
    for statement in BEFORE_POSTS:
        connection.execute(text(statement))
    connection.commit()
    migrate.upgrade(database_url, "0004")
    assert connection.execute(text("SELECT user_id, role, programme_id, centre_id FROM post ORDER BY id")).all() == [
        (1, "housing-officer", None, 2),
        (2, "administrator", 1, None),
        (2, "housing-officer", 1, None),
    ]
    begun = connection.scalars(text("SELECT DISTINCT starts_on FROM post")).all()
    assert list(map(str, begun)) == ["2026-03-02"]  # past midnight in Athens
    assert connection.execute(text("SELECT centre_id, partner_id FROM centre_operation ORDER BY 1")).all() == [
        (1, 1),
        (2, 1),
    ]
    connection.rollback()
    for starts_on, ends_on in (("2026-03-02", "2026-03-03"), ("2999-01-01", None)):
        not_running = "INSERT INTO post (user_id, role, programme_id, starts_on, ends_on)"
        values = {"starts_on": starts_on, "ends_on": ends_on}
        connection.execute(text(f"{not_running} VALUES (1, 'administrator', 1, :starts_on, :ends_on)"), values)
    connection.commit()
    migrate.downgrade(database_url, "0003")
    assert connection.execute(text('SELECT id, centre_id FROM "user" ORDER BY id')).all() == [(1, 2), (2, None)]
    held = "SELECT user_id, role.name FROM staff_role JOIN role ON role.id = role_id ORDER BY 1, 2"
    assert connection.execute(text(held)).all() == [
        (1, "housing-officer"),
        (2, "administrator"),
        (2, "housing-officer"),
    ]


def test_versions_of_schemes_are_approved_and_the_way_back_keeps_those_that_are(
    database_url: str, connection: Connection
):
    migrate.upgrade(database_url, "0017")
    connection.execute(
        text("INSERT INTO scheme_version VALUES (1, 'helios-plus', 1, 'key = 1', 'abc', '2026-03-01 12:00:00+00:00')")
    )
    connection.execute(text(USER_OF_TODAY))
    connection.commit()
    migrate.upgrade(database_url, "0018")
    shipped = "SELECT status, prepared_by_id, decided_by_id, decided_at, text, sha256 FROM scheme_version"
    assert connection.execute(text(shipped)).all() == [("approved", None, None, None, "key = 1", "abc")]
    proposal = (
        "INSERT INTO scheme_version (id, key, version, text, sha256, status, prepared_by_id, prepared_at)"
        " VALUES (2, 'helios-plus', 2, 'key = 2', 'def', 'proposed', 1, '2026-11-01 08:00:00+00:00')"
    )
    connection.execute(text(proposal))
    connection.commit()
    migrate.downgrade(database_url, "0017")
    kept = connection.execute(text("SELECT id, version, text, sha256, stored_at FROM scheme_version")).all()
    assert [(*row[:4], str(row[4])[:10]) for row in kept] == [(1, 1, "key = 1", "abc", "2026-03-01")]
