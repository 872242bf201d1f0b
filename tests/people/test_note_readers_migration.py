"""Whoever wrote a restricted note before its readings were kept is among its readers, once."""

from sqlalchemy import create_engine, text

from core import migrate
from core.db import prepare_engine

BEFORE, AFTER = "0055", "0056"
AT = "'2026-11-22 08:00:00'"
AUTHOR, NAMED = 7, 8
OPEN, RESTRICTED, KNOWN = 1, 2, 3
PEOPLE = 'INSERT INTO "user" (id, email, name, language, active, fs_uniquifier, created_at) VALUES ' + ", ".join(
    f"({key}, '{key}@example.org', '{key}', 'en', true, '{key}', {AT})" for key in (AUTHOR, NAMED)
)
ENTRIES = (
    "INSERT INTO log_entry (id, happened_on, spoken_with, channel, outcome, is_restricted, author_id, created_at)"
    " VALUES "
    + ", ".join(
        f"({key}, '2026-11-22', 'Amal', 'phone', 'spoken', {'false' if key == OPEN else 'true'}, {AUTHOR}, {AT})"
        for key in (OPEN, RESTRICTED, KNOWN)
    )
)
READERS = f"INSERT INTO log_reader (entry_id, user_id) VALUES ({RESTRICTED}, {NAMED}), ({KNOWN}, {AUTHOR})"


def test_authors_become_readers_and_are_none_on_the_way_back(database_url: str) -> None:
    migrate.downgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    prepare_engine(engine)
    with engine.begin() as connection:
        for statement in (PEOPLE, ENTRIES, READERS):
            connection.execute(text(statement))
    found = []
    for step, to in ((migrate.upgrade, AFTER), (migrate.downgrade, BEFORE)):
        step(database_url, to)
        with engine.connect() as connection:
            readers = connection.execute(text("SELECT entry_id, user_id FROM log_reader ORDER BY entry_id, user_id"))
            found.append([tuple(row) for row in readers])
    engine.dispose()
    assert found == [[(RESTRICTED, AUTHOR), (RESTRICTED, NAMED), (KNOWN, AUTHOR)], [(RESTRICTED, NAMED)]]
