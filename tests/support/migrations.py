"""An empty database gets its tables by the statements with which the migrations gave them to an earlier one.

Most of the time of a migration is spent on finding out how tables look, which of an empty database is known.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import command
from sqlalchemy import Connection, event, inspect

from core import migrate

Steps = list[tuple[str, Any]]  # statements with their values

_READING = ("SELECT", "PRAGMA")
_known: dict[tuple[str, str], Steps] = {}
_apply = migrate._apply


def share_migrations() -> None:
    """Let every empty database have what the first of its kind had."""
    migrate._apply = _apply_once  # type: ignore[assignment]


def _apply_once(connection: Connection, what: object, revision: str) -> None:
    if what is not command.upgrade or inspect(connection).get_table_names():
        _apply(connection, what, revision)
        return
    kind = connection.dialect.name, revision
    if kind in _known:
        for statement, values in _known[kind]:
            connection.exec_driver_sql(statement, values).close()
    else:
        with _written_down(connection) as steps:
            _apply(connection, what, revision)
        _known[kind] = steps


@contextmanager
def _written_down(connection: Connection) -> Iterator[Steps]:
    """What is sent over a connection and changes something."""
    steps: Steps = []

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(_READING):
            steps.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    yield steps
    event.remove(connection, "before_cursor_execute", note)
