"""What is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def counted(session: Session | None = None) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; one that many rows share counts once.

    Those of a session; without one those of everybody, also what the service asks for a page.
    """
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_details: object) -> None:
        statements.append(statement)

    engine = Engine if session is None else session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
