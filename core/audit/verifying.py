"""Is the audit whole? Every hash is computed anew, and the end of the chain must be the one that was sealed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import LargeBinary, RowMapping, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from core.audit.chain import FIRST_HASH, end_text, hash_of
from core.audit.models import KEY_PLACE, AuditEvent, AuditHead, AuditValue, PersonKey
from core.audit.person_keys import ERASE
from core.crypto import CannotOpen
from core.sealed import keys
from core.text import N_, Sentence

AT_ONCE = 1000  # entries read by one statement

MISSING = N_("Entry %(entry)s is missing.")
CHANGED = N_("Entry %(entry)s is not as it was written.")
OUT_OF_PLACE = N_("Entry %(entry)s does not follow the one before it.")
BEHIND_THE_END = N_("Entry %(entry)s stands behind the end of the chain.")
OTHER_END = N_("The chain does not end as it was sealed: entries up to %(entry)s were written anew or taken away.")
NOT_AS_NOTED = N_("Entry %(entry)s is another one than was noted.")
LOST_KEY = N_("The key of %(person)s was erased or changed by nobody who may.")


@dataclass(frozen=True, slots=True)
class End:
    """How far the chain reaches. Noted elsewhere, it proves later that nothing before it was taken back."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        return end_text(self.position, self.hash)


@dataclass(frozen=True, slots=True)
class Break:
    """The first thing that is not as it was written; an entry's number, if it is one entry."""

    entry: int | None
    what: Sentence


def _broken(msgid: str, entry: int) -> Break:
    return Break(entry, Sentence(msgid, {"entry": entry}))


def end_of(session: Session) -> End:
    """Where the database says that the chain ends."""
    head = session.execute(select(AuditHead.position, AuditHead.hash)).one()
    return End(head.position, head.hash)


def find_break(
    session: Session, end: End, *, noted: End | None = None, progress: Callable[[int], None] = lambda entries: None
) -> Break | None:
    """The first thing that is broken; None when chain and keys are whole and the noted end is in the chain."""
    return (
        _find_broken_entry(session, end, noted, progress) or _find_foreign_end(session, end) or _find_lost_key(session)
    )


def _find_broken_entry(session: Session, end: End, noted: End | None, progress: Callable[[int], None]) -> Break | None:
    previous = FIRST_HASH
    if noted is not None and noted.position > end.position:
        return _broken(MISSING, noted.position)
    for position, event, values in _entries(session, end.position):
        if event is None:
            return _broken(MISSING, position)
        if event["previous_hash"] != previous:
            return _broken(OUT_OF_PLACE, position)
        if hash_of(event, values) != event["hash"]:
            return _broken(CHANGED, position)
        previous = event["hash"]
        if noted is not None and noted.position == position and noted.hash != previous:
            return _broken(NOT_AS_NOTED, position)
        progress(1)
    return None if previous == end.hash else _broken(OTHER_END, end.position)


def _entries(session: Session, last: int) -> Iterator[tuple[int, RowMapping | None, Sequence[RowMapping]]]:
    """Every position up to the last with what stands there."""
    events = select(*AuditEvent.__table__.columns).order_by(AuditEvent.id)
    values = select(*AuditValue.__table__.columns).order_by(AuditValue.event_id, AuditValue.n)
    for first in range(1, last + 1, AT_ONCE):
        until = min(first + AT_ONCE - 1, last)
        by_id = {
            row["id"]: row for row in session.execute(events.where(AuditEvent.id.between(first, until))).mappings()
        }
        own = defaultdict(list)
        for row in session.execute(values.where(AuditValue.event_id.between(first, until))).mappings():
            own[row["event_id"]].append(row)
        for position in range(first, until + 1):
            yield position, by_id.get(position), own[position]


def _find_foreign_end(session: Session, end: End) -> Break | None:
    """Nothing stands outside the chain, and its end is the one that the service sealed."""
    for entry in (AuditEvent.id, AuditValue.event_id):
        outside = session.scalar(select(func.min(entry)).where((entry > end.position) | (entry < 1)))
        if outside is not None:
            return _broken(BEHIND_THE_END, outside)
    try:
        sealed = session.scalar(select(AuditHead.seal))
    except CannotOpen:
        return _broken(OTHER_END, end.position)
    is_untouched = end.position == 0 and sealed is None
    return None if is_untouched or sealed == str(end) else _broken(OTHER_END, end.position)


def _find_lost_key(session: Session) -> Break | None:
    """Keys are no part of the chain: each opens, or was erased by a step that the chain holds."""
    erasure = exists().where(
        AuditEvent.action == ERASE, AuditEvent.subject_kind == PersonKey.kind, AuditEvent.subject_id == PersonKey.row_id
    )
    sealed = type_coerce(PersonKey.key, LargeBinary)
    query = select(PersonKey.kind, PersonKey.row_id, sealed, erasure).order_by(PersonKey.id)
    with session.execute(query, execution_options={"yield_per": AT_ONCE}) as rows:
        for kind, row_id, key, is_erased in rows:
            if not (is_erased if key is None else _opens(key)):
                return Break(None, Sentence(LOST_KEY, {"person": f"{kind} {row_id}"}))
    return None


def _opens(sealed: bytes) -> bool:
    try:
        keys().open(sealed, KEY_PLACE)
    except CannotOpen:
        return False
    return True
