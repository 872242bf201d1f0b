"""One transaction for each request, committed at the edge; below it nobody commits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from inspect import iscoroutinefunction

from flask import Flask, Response, current_app, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

from core.audit.chain import append
from core.audit.recording import Step, roll_back_but_reads, take_reads
from core.config import Settings
from core.dates import utc_now
from core.db import READ_ONLY, Base, lock_row, long_lived, prepare_engine
from core.shown_again import is_only_shown

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

database = SQLAlchemy()


def db_session() -> Session:
    """The session of this request or command."""
    return database.session


def lock_for_update(*rows: Base) -> None:
    """In a request that writes: keep others from changing these rows until it ends, and read everything anew.

    Comes before a form is filled from them, so that of two people who send it at once the second sees the first's.
    """
    if request.method in SAFE_METHODS:
        return
    session = db_session()
    session.flush()
    session.expire_all()
    for row in rows:
        lock_row(session, row)


@contextmanager
def command_session(app: Flask) -> Iterator[Session]:
    """The session of a command: one transaction, committed at its end, forgotten when it fails."""
    with app.app_context():
        session = db_session()
        try:
            yield session
            session.commit()
        finally:
            session.close()
            database.engine.dispose()


@contextmanager
def only_reading() -> Iterator[None]:
    """Within a request that writes: for what takes seconds and only reads, so that no other writer waits for it.

    Comes first; rows that were read here are read anew when they are touched afterwards. Looks that were named here are
    written with the rest.
    """
    session = db_session()
    roll_back_but_reads(session)
    session.bind = database.engine.execution_options(**{READ_ONLY: True})
    try:
        yield
    finally:
        roll_back_but_reads(session)
        session.bind = database.engine


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.extensions["stegi.settings"]
    return found


def init_app(app: Flask, url: str) -> None:
    """Give the application its engine and its transaction at the edge of every request."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": long_lived(url)}
    database.init_app(app)
    # The extension closes asynchronous sessions after every request by an event loop of its own; there are none here.
    app.teardown_appcontext_funcs = [f for f in app.teardown_appcontext_funcs if not iscoroutinefunction(f)]
    with app.app_context():
        prepare_engine(database.engine)
    app.before_request(_open)
    app.after_request(_close)


def _open() -> None:
    if request.method in SAFE_METHODS:
        db_session().bind = database.engine.execution_options(**{READ_ONLY: True})


def _close(response: Response) -> Response:
    """Keep what a successful writing request did; forget everything else but who was shown what."""
    session = db_session()
    if request.method in SAFE_METHODS or response.status_code >= 400 or is_only_shown():
        reads = take_reads(session)
        session.rollback()
        if reads:
            _keep(reads)
    else:
        session.commit()
    return response


def _keep(reads: Sequence[Step]) -> None:
    """In a transaction of its own, before the answer leaves: what cannot be written down is not shown either."""
    with Session(database.engine) as session, session.begin():
        append(session, reads, at=utc_now())
