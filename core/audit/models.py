"""Rows of the audit. The database itself refuses to change or remove them: see the migration that makes them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from core.sealed import Sealed

HASH_BYTES = 32  # SHA-256
KEY_PLACE = "person_key.key"


class AuditEvent(Base):
    """One step: who did what to which row. Without foreign keys: it outlives the rows it names."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index(None, "subject_kind", "subject_id"),
        Index(None, "actor_kind", "actor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # the position: 1, 2, 3, without gaps
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[str | None] = mapped_column(String(63))  # a table; None: the service itself
    actor_id: Mapped[int | None]
    action: Mapped[str] = mapped_column(index=True)
    subject_kind: Mapped[str | None] = mapped_column(String(63))
    subject_id: Mapped[int | None]
    centre_id: Mapped[int | None] = mapped_column(index=True)  # whose staff may see it; None: no centre's alone
    request_id: Mapped[str | None]
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES))
    hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES))

    values: Mapped[list["AuditValue"]] = relationship(order_by="AuditValue.n", viewonly=True)


class AuditValue(Base):
    """What a step changed in one row, or what was said of it besides: canonical JSON, sealed when it is a person's."""

    __tablename__ = "audit_value"
    __table_args__ = (Index(None, "kind", "row_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str | None] = mapped_column(String(63))  # the table of the row
    row_id: Mapped[int | None]
    person_key_id: Mapped[int | None] = mapped_column(ForeignKey("person_key.id"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)

    person_key: Mapped["PersonKey | None"] = relationship(viewonly=True)


class AuditHead(Base):
    """Where the chain ends, under a seal: whoever has the database alone can make no other end."""

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(HASH_BYTES))
    seal: Mapped[str | None] = mapped_column(Sealed("audit_head.seal"))  # of both; None before the first step


class PersonKey(Base):
    """The key that everything in the audit about one person is sealed under. Without it nobody reads that again."""

    __tablename__ = "person_key"
    __table_args__ = (
        UniqueConstraint("kind", "row_id"),
        CheckConstraint("(key IS NULL) = (erased_at IS NOT NULL)", name="erased_or_there"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(63))  # the table of the person's row
    row_id: Mapped[int]
    key: Mapped[str | None] = mapped_column(Sealed(KEY_PLACE))  # base64
    erased_at: Mapped[datetime | None]
