"""What the audit holds, for tests to look at."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.chain import value_place
from core.audit.models import AuditEvent
from core.audit.person_keys import open_sealed
from core.audit.plain import read


def events(session: Session) -> list[AuditEvent]:
    """The whole chain."""
    session.expire_all()
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def kept(session: Session, event: AuditEvent) -> list[tuple[str | None, Mapping[str, Any]]]:
    """What the event kept: the table of each row, and its old and new values, opened."""
    opened = []
    for value in event.values:
        place = value_place(value.event_id, value.n)
        data = value.data if value.person_key is None else open_sealed(value.person_key, value.data, place)
        assert data is not None
        opened.append((value.kind, read(data)))
    return opened
