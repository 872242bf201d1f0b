"""The chain: every step names the hash of the one before, and the end is sealed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent, AuditHead, AuditValue
from core.audit.person_keys import PersonKeys
from core.audit.recording import Step
from core.request_id import request_id

Row = Mapping[Any, Any]  # by column
FIRST_HASH = bytes(32)  # before the first entry
_FIELDS = ("id", "actor_kind", "actor_id", "action", "subject_kind", "subject_id", "centre_id", "request_id")
_VALUE_FIELDS = ("n", "kind", "row_id", "person_key_id")


def append(session: Session, steps: Sequence[Step], *, at: datetime) -> None:
    """Write the steps at the end of the chain, which is locked from here until the transaction is over.

    Everything that others might wait for is done while the end is locked, so that two can never wait for each other.
    """
    connection = session.connection()  # the session itself need know nothing of what is written here
    head = connection.execute(select(AuditHead.position, AuditHead.hash).with_for_update()).one()
    keys = PersonKeys(connection, (v.person for step in steps for v in step.values if v.person is not None))
    events, values, previous = [], [], head.hash
    for position, step in enumerate(steps, head.position + 1):
        own = [_value_row(keys, step, position, n) for n in range(len(step.values))]
        event = _event_row(step, position, at, previous)
        previous = event["hash"] = hash_of(event, own)
        events.append(event)
        values += own
    connection.execute(insert(AuditEvent), events)
    if values:
        connection.execute(insert(AuditValue), values)
    end = {"position": head.position + len(steps), "hash": previous}
    connection.execute(update(AuditHead).values(**end, seal=end_text(**end)))


def hash_of(event: Row, values: Iterable[Row]) -> bytes:
    """SHA-256 over everything the event says and what is kept with it as it is stored, sealed or not.

    So a value whose key is erased leaves the chain whole.
    """
    said = [
        event["previous_hash"].hex(),
        event["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        *(event[name] for name in _FIELDS),
        [[*(value[name] for name in _VALUE_FIELDS), sha256(value["data"]).hexdigest()] for value in values],
    ]
    return sha256(json.dumps(said, separators=(",", ":")).encode()).digest()


def end_text(position: int, hash: bytes) -> str:
    """The end of the chain as it is sealed."""
    return f"{position}:{hash.hex()}"


def value_place(event_id: int, n: int) -> str:
    """What a value is sealed for: it opens in no other place."""
    return f"audit_value.{event_id}.{n}"


def _event_row(step: Step, position: int, at: datetime, previous: bytes) -> dict[str, Any]:
    return {
        "id": position,
        "at": at,
        "actor_kind": step.actor[0],
        "actor_id": step.actor[1],
        "action": step.action,
        "subject_kind": step.subject[0],
        "subject_id": step.subject[1],
        "centre_id": step.centre_id,
        "request_id": request_id(),
        "previous_hash": previous,
    }


def _value_row(keys: PersonKeys, step: Step, position: int, n: int) -> dict[str, Any]:
    value = step.values[n]
    data, key_id = value.data, None
    if value.person is not None:
        data, key_id = keys.seal(value.person, data, value_place(position, n)), keys.id_of(value.person)
    return {
        "event_id": position,
        "n": n,
        "kind": value.row[0],
        "row_id": value.row[1],
        "person_key_id": key_id,
        "data": data,
    }
