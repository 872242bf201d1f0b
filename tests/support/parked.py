"""Connections to a borrowed PostgreSQL database wait there for the next test, as if they were new.

A server's process that begins anew has to learn every table again: most of what a short test costs it.
"""

import os
from typing import Any

import psycopg
from psycopg._preparing import PrepareManager
from psycopg.pq import TransactionStatus
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

MOST = 4  # of one database; more at once are for a test with many threads

Connection = psycopg.Connection[Any]

_owner = os.getpid()
_parked: dict[str, list[Connection]] = {}  # by database, of those that are borrowed
_connect, _close = PGDialect_psycopg.connect, PGDialect_psycopg.do_close


def share_connections() -> None:
    """Let every engine take what another one left."""
    PGDialect_psycopg.connect = _take_or_connect  # type: ignore[method-assign]
    PGDialect_psycopg.do_close = _park_or_close  # type: ignore[method-assign]
    PGDialect_psycopg.do_terminate = _close  # type: ignore[method-assign]


def open_for(database: str) -> None:
    """Keep connections to this one from now on."""
    _parked[database] = []


def parked_at(database: str) -> list[int]:
    """The server's processes behind those that wait."""
    return [connection.info.backend_pid for connection in _parked[database]]


def close_for(database: str) -> None:
    for connection in _parked.pop(database):
        connection.close()


def _take_or_connect(dialect: PGDialect_psycopg, *arguments: Any, **named: Any) -> Connection:
    """A forked process, which must not speak through what its parent opened, and whoever asks for more, connects."""
    waiting = _parked.get(named.get("dbname", "")) if os.getpid() == _owner and _is_usual(named) else None
    return waiting.pop() if waiting else _connect(dialect, *arguments, **named)


def _is_usual(named: dict[str, Any]) -> bool:
    return named.keys() == {"dbname", "user", "host", "context"}


def _park_or_close(dialect: PGDialect_psycopg, connection: Connection) -> None:
    waiting = _parked.get(connection.info.dbname) if not connection.closed and os.getpid() == _owner else None
    if waiting is None or len(waiting) >= MOST or not _made_like_new(connection):
        _close(dialect, connection)
    else:
        waiting.append(connection)


def _made_like_new(connection: Connection) -> bool:
    """False when the server does not answer any more."""
    try:
        connection.rollback()
        connection.isolation_level = connection.read_only = connection.deferrable = None
        connection.autocommit = True
        connection.execute("DISCARD ALL", prepare=False)
        connection.autocommit = False
    except psycopg.Error:
        return False
    connection._notice_handlers.clear()
    connection._prepared = PrepareManager()  # the old one knows names that are forgotten
    return connection.info.transaction_status == TransactionStatus.IDLE
