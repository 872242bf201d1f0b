"""The declarative base, the column types and the engine. Free of Flask: the request's session is in core.session."""

import enum
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from errno import EDQUOT, EIO, ENOSPC, EROFS
from itertools import islice
from typing import Annotated, Any, ClassVar, TypeVar

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    event,
    func,
    inspect,
    make_url,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.orm import ColumnProperty, DeclarativeBase, InstrumentedAttribute, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.base import ExecutableOption

from core.money import from_cents, to_cents

MANY = 50  # new rows of one table from which on PostgreSQL is asked for their ids first
READ_ONLY = "stegi_read_only"  # execution option: this transaction will not write
BUSY_TIMEOUT_MS = 10_000
LOCK_TIMEOUT_MS = 30_000  # for PostgreSQL's locks: within the time that the server gives a request
CONNECT_SECONDS = 10
SQLITE_TROUBLES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
}
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten
    f"busy_timeout={BUSY_TIMEOUT_MS}",
)

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Euros(TypeDecorator[Decimal]):
    """Money: `Decimal` in Python, whole cents in the database. Anything but an exact Decimal is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else to_cents(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else from_cents(int(value))


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; naive datetimes are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Money = Annotated[Decimal, mapped_column(Euros())]


def _enum_values(kind: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """Base of every model. Enums are stored by value under a CHECK.

    A model says whose its rows are: what the audit keeps of them is sealed under that person's own key.
    """

    __audit_person__: ClassVar[str | None] = (
        None  # "self", or the attributes that lead to the person's row; None: nobody's
    )
    __audit_hidden__: ClassVar[frozenset[str]] = (
        frozenset()
    )  # columns whose values are never kept: passwords and secrets

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        datetime: Instant(),
        str: String(200),
        enum.Enum: Enum(enum.Enum, values_callable=_enum_values, native_enum=False, create_constraint=True, length=30),
    }


AnyRow = TypeVar("AnyRow", bound=Base)
T = TypeVar("T")


@event.listens_for(Base, "attribute_instrument")
def _remember_old_values(model: type[Base], key: str, attribute: InstrumentedAttribute[Any]) -> None:
    """A column's old value is read before a new one is set, so that the audit always knows it."""
    if isinstance(attribute.property, ColumnProperty):
        attribute.impl.active_history = True


@event.listens_for(Session, "before_flush")
def _draw_ids(session: Session, context: object, instances: object) -> None:
    """Many new rows on PostgreSQL know their ids before they are sent: the driver then sends them in one stream.

    Rows whose ids have to be told back go in long statements, over each of which it spends four times as long.
    """
    new: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for row in session.new:
        new[type(row)].append(row)
    for kind, rows in new.items():
        if len(rows) >= MANY and hasattr(kind, "id") and session.connection().dialect.name == "postgresql":
            _give_ids(session, kind.__tablename__, [row for row in rows if row.id is None])


def _give_ids(session: Session, table: str, rows: Sequence[Any]) -> None:
    drawn = func.nextval(func.pg_get_serial_sequence(table, "id"))
    ids = session.scalars(select(drawn).select_from(func.generate_series(1, len(rows)).alias()))
    for row, new_id in zip(rows, ids, strict=True):
        row.id = new_id


def prepare_engine(engine: Engine) -> None:
    """Make SQLite behave: the PRAGMAS, and writers that take their turn at BEGIN.

    A transaction writes unless it was opened with the execution option READ_ONLY; then it begins deferred,
    so that readers never wait for a writer. PostgreSQL needs none of this, but is not waited for without end.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _wait_for_no_lock_without_end)
        return

    @event.listens_for(engine, "connect")
    def connected(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in PRAGMAS:
            connection.cursor().execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        read_only = connection.get_execution_options().get(READ_ONLY, False)
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _wait_for_no_lock_without_end(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    connection.cursor().execute(f"SET lock_timeout = {LOCK_TIMEOUT_MS}")
    connection.commit()


def long_lived(url: str) -> dict[str, Any]:
    """How the engine of a server is made: one that outlives its database notices when that was begun anew."""
    options: dict[str, Any] = {"url": url, "hide_parameters": True}
    if make_url(url).get_backend_name() != "sqlite":
        options |= {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
    return options


def is_trouble(error: BaseException | None) -> bool:
    """Whether the machine is at fault, and not the request: the database or the disk does not do its part just now."""
    if isinstance(error, OSError):
        return error.errno in (ENOSPC, EDQUOT, EROFS, EIO)
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)  # SQLite says so of statements that are wrong, too
    return code is None or code & 0xFF in SQLITE_TROUBLES


def snapshots_of(engine: Engine) -> Engine:
    """The engine for transactions that only read, each of them one state of the database."""
    isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    return engine.execution_options(**{READ_ONLY: True}, **isolation)


def reason_of(error: DBAPIError) -> str:
    """What the database says of its trouble; where its words may repeat somebody's values, only which kind it is."""
    says_values = isinstance(error, (IntegrityError, DataError))
    return type(error.orig).__name__ if says_values else str(error.orig).strip()


def in_parts(values: Iterable[T], most: int = 1_000) -> Iterator[list[T]]:
    """For a query that asks for many: SQLite takes 32,766 values in a statement, PostgreSQL's driver 65,535."""
    left = iter(values)
    while part := list(islice(left, most)):
        yield part


def lock_row(session: Session, row: Base, *, may_be_named: bool = False) -> None:
    """Read a row anew and keep others from changing it until the transaction ends.

    SQLite's writers take turns anyhow. PostgreSQL is told to lock this table's row only, whatever is loaded with it;
    and where it may be named, not to let those wait who write rows that belong to it.
    """
    session.refresh(row, with_for_update={"of": type(row), "key_share": may_be_named})


def lock_rows(
    session: Session, kind: type[AnyRow], condition: ColumnElement[bool], *loaded_along: ExecutableOption
) -> Sequence[AnyRow]:
    """The same for all rows that fulfil the condition, in the order of their keys, so that two who do it take turns."""
    query = select(kind).where(condition).order_by(*inspect(kind).primary_key).with_for_update(of=kind)
    return session.scalars(query.options(*loaded_along).execution_options(populate_existing=True)).all()
