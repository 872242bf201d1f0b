"""One key for each person: what the audit keeps about somebody is sealed under it, and gone once the key is erased."""

import base64
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import Session

from core.audit.changes import Person, identity
from core.audit.models import AuditHead, PersonKey
from core.audit.recording import record
from core.crypto import KEY_BYTES, NONCE_BYTES, CannotOpen
from core.db import Base

ERASE = "erase-person-key"
AT_ONCE = 1000  # keys asked for by one statement: databases limit how many values one may have


class PersonKeys:
    """The keys of the people that one writing is about; those who have none yet get one.

    Only for whoever holds the end of the chain: two at once would both make a key.
    """

    def __init__(self, connection: Connection, people: Iterable[Person]) -> None:
        wanted = sorted(set(people))
        self._keys = _read(connection, wanted)
        missing = [person for person in wanted if person not in self._keys]
        if missing:
            rows = [{"kind": kind, "row_id": row_id, "key": _new_key()} for kind, row_id in missing]
            connection.execute(insert(PersonKey), rows)
            self._keys |= _read(connection, missing)

    def id_of(self, person: Person) -> int:
        """The number of the person's key."""
        return self._keys[person][0]

    def seal(self, person: Person, plain: bytes, place: str) -> bytes:
        """Seal under the person's key. Of a person whose key is erased nothing is kept any more."""
        key = self._keys[person][1]
        if key is None:
            return b""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + _cipher(key).encrypt(nonce, plain, place.encode())


def open_sealed(key: PersonKey, sealed: bytes, place: str) -> bytes | None:
    """What was sealed; None when the person's key is erased. Raises CannotOpen."""
    if key.key is None or not sealed:
        return None
    try:
        return _cipher(key.key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except InvalidTag as error:
        raise CannotOpen(place) from error


def erase_person_key(session: Session, person: Base, *, actor: Base | None, at: datetime) -> None:
    """Make everything that the audit keeps about a person unreadable for good; the chain stays whole.

    Also of somebody of whom it keeps nothing yet: from now on it never does.
    """
    kind, row_id = identity(person)
    own = (PersonKey.kind == kind) & (PersonKey.row_id == row_id)
    session.execute(select(AuditHead.id).with_for_update())  # nobody makes the key meanwhile
    if session.scalar(select(PersonKey.id).where(own)) is None:
        session.execute(insert(PersonKey), [{"kind": kind, "row_id": row_id, "erased_at": at}])
    session.execute(update(PersonKey).where(own, PersonKey.erased_at.is_(None)).values(key=None, erased_at=at))
    record(session, ERASE, person, actor=actor)


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _cipher(key: str) -> AESGCM:
    return AESGCM(base64.b64decode(key))


def _read(connection: Connection, people: Sequence[Person]) -> dict[Person, tuple[int, str | None]]:
    query = select(PersonKey.kind, PersonKey.row_id, PersonKey.id, PersonKey.key)
    return {
        (kind, row_id): (key_id, key)
        for of_kind, ids in _batches(people)
        for kind, row_id, key_id, key in connection.execute(
            query.where(PersonKey.kind == of_kind, PersonKey.row_id.in_(ids))
        )
    }


def _batches(people: Sequence[Person]) -> Iterator[tuple[str, list[int]]]:
    for kind in sorted({kind for kind, _ in people}):
        ids = [row_id for of_kind, row_id in people if of_kind == kind]
        for start in range(0, len(ids), AT_ONCE):
            yield kind, ids[start : start + AT_ONCE]
