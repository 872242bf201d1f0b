"""Answers that were paid for with a second's wait are carried over when an answer may be several places."""

import json

from sqlalchemy import create_engine, text

from core import migrate
from core.db import prepare_engine

BEFORE, AFTER = "0038", "0039"
KEPT = {"label": "Κνωσού 12", "latitude": 35.33, "longitude": 25.14, "precision": "address", "source": "nominatim"}
FOUND = f"(1, 'found', 35.33, 25.14, '{KEPT['label']}', 'address', 'nominatim', '2026-11-22 08:00:00')"
UNKNOWN = "(2, 'unknown', NULL, NULL, '', '', '', '2026-11-22 08:00:00')"
COLUMNS = "(id, query, latitude, longitude, label, precision, source, asked_at)"


def test_one_answer_is_kept_both_ways_and_several_are_asked_for_anew(database_url: str) -> None:
    migrate.downgrade(database_url, BEFORE)
    engine = create_engine(database_url)
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO geocoded_answer {COLUMNS} VALUES {FOUND}, {UNKNOWN}"))
    migrate.upgrade(database_url, AFTER)
    with engine.begin() as connection:
        after = dict(map(tuple, connection.execute(text("SELECT query, choices FROM geocoded_answer"))))
        several = json.dumps([{**KEPT, "municipality": ""}] * 2)
        connection.execute(
            text("INSERT INTO geocoded_answer (id, query, choices, asked_at) VALUES (3, 'several', :both, :at)"),
            {"both": several, "at": "2026-11-22 08:00:00"},
        )
    choices = {query: json.loads(told) if isinstance(told, str) else told for query, told in after.items()}
    assert choices == {"found": [{**KEPT, "municipality": ""}], "unknown": []}
    migrate.downgrade(database_url, BEFORE)
    with engine.begin() as connection:
        before = connection.execute(text("SELECT query, latitude, label FROM geocoded_answer ORDER BY id")).all()
    engine.dispose()
    assert list(map(tuple, before)) == [("found", 35.33, KEPT["label"]), ("unknown", None, "")]
